/** Where the command line writes: results to stdout, everything else to stderr. */
import { styleText } from "node:util";
import { maskPasswords } from "../util/text";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

export interface Terminal {
  /** A result. Ends the line. */
  result(text: string): void;
  /** Progress, a warning or an error, without the passwords of addresses. Ends the line. */
  note(text: string): void;
  /** Replaces the line that {@link status} wrote before; "" takes it away. Only where {@link live}. */
  status(text: string): void;
  /** Whether stderr shows a line that is written over. */
  readonly live: boolean;
  /** Columns of stderr. */
  readonly width: number;
  /** The text in a style, where stdout shows colours. */
  paint(style: Style, text: string): string;
  /** Whether a person can be asked. */
  readonly interactive: boolean;
}

export interface TerminalOptions {
  readonly color: boolean;
  readonly quiet: boolean;
  readonly input: boolean;
}

const clearLine = "\r\u001b[2K";

export function openTerminal(options: TerminalOptions): Terminal {
  const colors = options.color && process.env["NO_COLOR"] === undefined && process.stdout.isTTY;
  let status = "";
  const above = (stream: NodeJS.WriteStream, text: string): void => {
    if (status !== "") process.stderr.write(clearLine);
    stream.write(`${text}\n`);
    if (status !== "") process.stderr.write(status);
  };
  return {
    result: (text) => {
      if (text !== "") above(process.stdout, text);
    },
    note: (text) => {
      if (!options.quiet) above(process.stderr, maskPasswords(text));
    },
    status: (text) => {
      if (text === status) return;
      process.stderr.write(`${clearLine}${text}`);
      status = text;
    },
    paint: (style, text) => (colors ? styleText(style, text) : text),
    live: process.stderr.isTTY && !options.quiet,
    // A terminal that does not know its size says 0.
    width: process.stderr.isTTY && process.stderr.columns > 0 ? process.stderr.columns : 80,
    interactive: options.input && process.stdin.isTTY && process.stderr.isTTY,
  };
}
