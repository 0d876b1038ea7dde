/** SIGINT (Ctrl-C) and SIGTERM end a command that changes the database in an orderly way. */
import { constants } from "node:os";
import { isReviseError } from "../errors";

const signals = ["SIGINT", "SIGTERM"] as const;

/** Aborts the signal that `work` is given. A second one of either kind ends the process, as without us. */
export async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const listeners = signals.map((name) => {
    const listener = (): void => {
      for (const one of listeners) process.removeListener(one.name, one.listener);
      controller.abort(name);
    };
    process.on(name, listener);
    return { name, listener };
  });
  try {
    return await work(controller.signal);
  } finally {
    for (const { name, listener } of listeners) process.removeListener(name, listener);
  }
}

/** 128 and the number of the signal, as a shell says it of a process that one has ended; null for any other error. */
export function interruptionCode(error: unknown): number | null {
  if (!isReviseError(error, "interrupted")) return null;
  const name = signals.find((one) => one === error.details["signal"]);
  return name === undefined ? null : 128 + constants.signals[name];
}
