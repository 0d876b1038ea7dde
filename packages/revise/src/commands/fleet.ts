/** The same work for many: several at once, told as they end, summed up in one error where some fail. */
import type { FleetOptions } from "../config/environment";
import { isReviseError, ReviseError } from "../errors";
import { list, plural } from "../util/text";
import type { CommandEvent } from "./events";

export interface FleetRequest<Result> extends FleetOptions {
  /** In the order in which they start. */
  readonly names: readonly string[];
  /** What one of them is called: `tenant`, `environment`. */
  readonly noun: string;
  readonly run: (name: string, onEvent: (event: CommandEvent) => void) => Promise<Result>;
  /** What is said of one that is done: `2 revisions`. */
  readonly summarize: (result: Result) => string;
  readonly onEvent: ((event: CommandEvent) => void) | undefined;
}

interface Failure {
  readonly name: string;
  readonly error: Error;
}

/**
 * Runs all of them.
 *
 * @returns the results by name, in the order of the names
 * @throws `usage` for a name that stands twice and a concurrency that is none; `tenants-failed` when all that were started
 * have ended and one of them failed, `interrupted` where that was asked for
 */
export async function runFleet<Result>(request: FleetRequest<Result>): Promise<ReadonlyMap<string, Result>> {
  checkRequest(request);
  const { names, concurrency = 4, onFailure = "stop", run, summarize, onEvent } = request;
  const done = new Map<string, Result>();
  const failures: Failure[] = [];
  const waiting = [...names];
  const end = (name: string, started: number, summary: string, error: Error | null): void => {
    const counts = {
      ended: done.size + failures.length,
      failed: failures.length,
      total: names.length,
    };
    const milliseconds = performance.now() - started;
    onEvent?.({ kind: "tenant", tenant: name, summary, milliseconds, error, ...counts });
  };
  const work = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const started = performance.now();
      try {
        const result = await run(name, labelled(name, onEvent));
        done.set(name, result);
        end(name, started, summarize(result), null);
      } catch (thrown) {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        failures.push({ name, error });
        if (onFailure === "stop" || isReviseError(error, "interrupted")) waiting.length = 0;
        end(name, started, "failed", error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, names.length) }, work));
  if (failures.length > 0) throw fleetError(request, [...done.keys()], failures);
  return new Map(names.map((name) => [name, done.get(name) as Result]));
}

/** Tells whose event it is; of fleets in fleets the whole way. */
function labelled(
  name: string,
  onEvent: ((event: CommandEvent) => void) | undefined,
): (event: CommandEvent) => void {
  return (event) => onEvent?.({ ...event, of: event.of === undefined ? name : `${name}/${event.of}` });
}

function checkRequest<Result>({
  names,
  noun,
  concurrency = 4,
  onFailure = "stop",
}: FleetRequest<Result>): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new ReviseError("usage", `The ${noun} "${twice}" is listed twice.`, {
      hint: `List each ${noun} once.`,
    });
  }
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new ReviseError("usage", `The concurrency is ${String(concurrency)}.`, {
      hint: `Give the number of ${noun}s that may run at a time, 1 at least.`,
    });
  }
  if (!["stop", "continue"].includes(onFailure)) {
    throw new ReviseError("usage", `onFailure is ${JSON.stringify(onFailure)}.`, {
      hint: 'Write "stop" or "continue".',
    });
  }
}

/** How many names and messages an error shows; `details` has all of them. */
const shown = 10;

/** @param ended in the order in which they failed */
function fleetError<Result>(
  { names, noun }: FleetRequest<Result>,
  done: readonly string[],
  ended: readonly Failure[],
): ReviseError {
  const failures = [...ended].sort((left, right) => names.indexOf(left.name) - names.indexOf(right.name));
  const started = new Set([...done, ...failures.map(({ name }) => name)]);
  const notStarted = names.filter((name) => !started.has(name));
  const first = failures.slice(0, shown);
  const rest = failures.length - first.length;
  const failed = [...first.map(({ name }) => name), ...(rest === 0 ? [] : [`${String(rest)} more`])];
  // A run that was told to stop ends as one run does, with the exit code of the signal.
  const interruption = failures
    .map(({ error }) => error)
    .find((error) => isReviseError(error, "interrupted"));
  const verb = interruption === undefined ? "failed" : "were interrupted or failed";
  const lines = [
    `${String(failures.length)} of ${plural(names.length, noun)} ${verb}: ${list(failed)}.` +
      (notStarted.length === 0 ? "" : ` ${plural(notStarted.length, noun)} not started.`),
    ...first.map(({ name, error }) => `${name}: ${error.message.replaceAll("\n", "\n  ")}`),
  ];
  return new ReviseError(interruption === undefined ? "tenants-failed" : "interrupted", lines.join("\n"), {
    hint: `What is done stays done. Correct the cause and run the command again: each ${noun} goes on from where it is.`,
    cause: interruption ?? first[0]?.error,
    details: {
      ...(isReviseError(interruption) ? { signal: interruption.details["signal"] } : {}),
      failed: failures.map(({ name, error }) => ({
        name,
        code: isReviseError(error) ? error.code : null,
        message: error.message,
      })),
      done,
      notStarted,
    },
  });
}
