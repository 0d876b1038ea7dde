import { isReviseError } from "../../errors";
import { exitCodeOf, exitCodes } from "../exit-code";
import { interruptionCode } from "../interruption";
import type { Terminal } from "../terminal";
import { messageOf } from "../../util/text";

/** Tells what went wrong on stderr, also under `--quiet`, and gives the exit code. */
export function reportError(error: unknown, terminal: Terminal, stackTrace: boolean): number {
  terminal.error(describe(error, terminal));
  if (stackTrace) terminal.error(`\n${traceOf(error)}`);
  return interruptionCode(error) ?? (isReviseError(error) ? exitCodeOf(error.code) : exitCodes.failed);
}

function describe(error: unknown, terminal: Terminal): string {
  const label = terminal.paint("red", "Error:");
  if (isReviseError(error))
    return [`${label} ${error.message}`, ...(error.hint ?? "").split("\n").filter(Boolean)].join("\n");
  const text = messageOf(error);
  return `${label} ${text}\nThis was not expected. Run the command again with --raiseerr to see where it happened.`;
}

function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\n\nCaused by:\n${traceOf(error.cause)}`;
}
