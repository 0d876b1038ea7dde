import { quietly } from "../util/quietly";

/** One after the other, in the order in which they were called, however the caller waits for them. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** What is called while a turn goes on that fails, fails with it: it may build on what the other was to do. */
  take<Result>(body: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(body);
    this.#last = turn;
    turn.catch(() => {
      if (this.#last === turn) this.#last = Promise.resolve();
    });
    return turn;
  }

  /** Waits for those that have been called so far; how they end is told to whoever called them. */
  async atRest(): Promise<void> {
    await quietly(this.#last);
  }
}
