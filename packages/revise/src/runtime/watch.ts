/** Finds the operations that a revision started and did not wait for. */
import type { Operations } from "../operations/builder";
import type { LoadedRevision } from "../revisions/load";

/** A promise that knows whether anybody waits for it: `await`, `then` and `Promise.all` all call `then`. */
class WatchedPromise<Value> extends Promise<Value> {
  /** What `then` gives is a plain promise. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  observed = false;

  override then<Next = Value, Failed = never>(
    onFulfilled?: ((value: Value) => Next | PromiseLike<Next>) | null,
    onRejected?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Next | Failed> {
    this.observed = true;
    return super.then(onFulfilled, onRejected);
  }
}

type Outcome = { readonly rejected: false } | { readonly rejected: true; readonly reason: unknown };

/** Where an operation was called: an error that was not thrown, for its stack. */
type CallSite = Error;

export class Watch {
  /** What is not yet done, and what failed. */
  readonly #open = new Map<WatchedPromise<unknown>, Promise<Outcome>>();
  /** By what the operations failed with. */
  readonly #callSites = new WeakMap<object, CallSite>();

  /** The same operations, of which each call is watched. */
  over(operations: Operations): Operations {
    return new Proxy(operations, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== "function") return value;
        const watched = (...args: unknown[]): Promise<unknown> => {
          const site = new Error();
          Error.captureStackTrace(site, watched);
          return this.#watch(Reflect.apply(value, target, args) as Promise<unknown>, site);
        };
        return watched;
      },
    });
  }

  /** Waits until nothing is going on any more. Throws what an operation failed with that nobody waited for. */
  async settle(): Promise<void> {
    for (const [promise, outcome] of this.#open) {
      const result = await outcome;
      if (result.rejected && !promise.observed) throw result.reason;
      this.#open.delete(promise);
    }
  }

  /** The line of the revision at which the operation was called, or the error made, that it failed with. */
  lineOf(reason: unknown, loaded: Pick<LoadedRevision, "lineOf"> | undefined): number | null {
    const site = isObject(reason) ? this.#callSites.get(reason) : undefined;
    return loaded?.lineOf?.(site ?? reason) ?? null;
  }

  #watch(call: Promise<unknown>, site: CallSite): Promise<unknown> {
    const promise = new WatchedPromise<unknown>((resolve, reject) => {
      call.then(resolve, reject);
    });
    const outcome = call.then(
      (): Outcome => {
        this.#open.delete(promise);
        return { rejected: false };
      },
      (reason: unknown): Outcome => {
        // An operation in the body of another fails before that one, with the same error.
        if (isObject(reason) && !this.#callSites.has(reason)) this.#callSites.set(reason, site);
        return { rejected: true, reason };
      },
    );
    // Without this, Node would end the process before `settle` can tell whose operation it was.
    void Promise.prototype.then.call(promise, undefined, () => undefined);
    this.#open.set(promise, outcome);
    return promise;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
