import { jsonVersion, type JsonFailure, type JsonOutputs } from "../../commands/json-output";
import { isReviseError } from "../../errors";
import { exitCodes } from "../exit-code";
import type { Terminal } from "../terminal";
import { messageOf } from "../../util/text";

/** Prints what a command gives under `--json`. Gives the exit code of a command that is done. */
export function writeJson<Command extends keyof JsonOutputs>(
  terminal: Terminal,
  _command: Command,
  value: JsonOutputs[Command],
): number {
  terminal.result(JSON.stringify({ version: jsonVersion, ...value }, null, 2));
  return exitCodes.done;
}

/** Prints a failure as an object, besides the text for people. */
export function writeJsonFailure(terminal: Terminal, error: unknown): void {
  const known = isReviseError(error);
  const failure: JsonFailure = {
    version: jsonVersion,
    error: {
      code: known ? error.code : "unexpected",
      message: messageOf(error),
      hint: known ? (error.hint ?? null) : null,
      details: known ? error.details : {},
    },
  };
  terminal.result(JSON.stringify(failure, null, 2));
}
