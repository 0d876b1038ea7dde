import { exitCodes } from "../exit-code";
import type { Terminal } from "../terminal";

/** The version of the shapes that `--json` prints; raised when a field changes its meaning or goes. */
export const jsonVersion = 1;

/** Prints `{ "version": 1, … }`. Gives the exit code of a command that is done. */
export function writeJson(terminal: Terminal, value: object): number {
  terminal.result(JSON.stringify({ version: jsonVersion, ...value }, null, 2));
  return exitCodes.done;
}
