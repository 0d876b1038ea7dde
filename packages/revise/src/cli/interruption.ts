/** SIGINT (Ctrl-C) and SIGTERM end a command that changes the database in an orderly way. */
import { setMaxListeners } from "node:events";
import { constants } from "node:os";
import { isReviseError } from "../errors";

const signals = ["SIGINT", "SIGTERM"] as const;

/** What goes on; the process listens while there is some. */
const running = new Set<AbortController>();

/** Aborts the signal that `work` is given. A second one of either kind ends the process, as without us. */
export async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  // Every tenant that runs listens, and there may be many at a time.
  setMaxListeners(0, controller.signal);
  if (running.size === 0) for (const name of signals) process.on(name, interrupt);
  running.add(controller);
  try {
    return await work(controller.signal);
  } finally {
    running.delete(controller);
    if (running.size === 0) listenNoMore();
  }
}

function interrupt(name: NodeJS.Signals): void {
  listenNoMore();
  for (const controller of running) controller.abort(name);
}

function listenNoMore(): void {
  for (const name of signals) process.removeListener(name, interrupt);
}

/** 128 and the number of the signal, as a shell says it of a process that one has ended; null for any other error. */
export function interruptionCode(error: unknown): number | null {
  if (!isReviseError(error, "interrupted")) return null;
  const name = signals.find((one) => one === error.details["signal"]);
  return name === undefined ? null : 128 + constants.signals[name];
}
