import type { Terminal } from "../terminal";

/** The version of the shapes that `--json` prints; raised when a field changes its meaning or goes. */
export const jsonVersion = 1;

/** Prints `{ "version": 1, … }`. Gives nothing, as a command that is done does. */
export function writeJson(terminal: Terminal, value: object): undefined {
  terminal.result(JSON.stringify({ version: jsonVersion, ...value }, null, 2));
}
