/** Where the command line writes: results to stdout, everything else to stderr. */
import { styleText } from "node:util";
import { maskPasswords, showControls, showOnLine } from "../util/text";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/**
 * Names, messages and the server's words come from elsewhere: none of them drives the terminal. A result that goes into a
 * file or a pipe is left as it is.
 */
export interface Terminal {
  /** A result. Ends the line. */
  result(text: string): void;
  /** Progress or a warning, without the passwords of addresses. Ends the line. */
  note(text: string): void;
  /** What went wrong, likewise; also where nothing but results is to be printed. */
  error(text: string): void;
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

const escape = "\u001b";
const clearLine = `\r${escape}[2K`;
/** What {@link Terminal.paint} writes around a text. */
const paint = new RegExp(`(${escape}\\[(?:1|2|22|31|32|33|36|39)m)`);

function printable(text: string, colors: boolean): string {
  if (!colors) return showControls(text);
  return text
    .split(paint)
    .map((part, index) => (index % 2 === 0 ? showControls(part) : part))
    .join("");
}

export function openTerminal(options: TerminalOptions): Terminal {
  const colors = options.color && (process.env["NO_COLOR"] ?? "") === "" && process.stdout.isTTY;
  let status = "";
  const above = (stream: NodeJS.WriteStream, text: string): void => {
    if (status !== "") process.stderr.write(clearLine);
    stream.write(`${text}\n`);
    if (status !== "") process.stderr.write(status);
  };
  const aside = (text: string): void => {
    above(process.stderr, printable(maskPasswords(text), colors));
  };
  return {
    result: (text) => {
      if (text !== "") above(process.stdout, process.stdout.isTTY ? printable(text, colors) : text);
    },
    note: (text) => {
      if (!options.quiet) aside(text);
    },
    error: aside,
    status: (text) => {
      const line = showOnLine(text);
      if (line === status) return;
      process.stderr.write(`${clearLine}${line}`);
      status = line;
    },
    paint: (style, text) => (colors ? styleText(style, text) : text),
    live: process.stderr.isTTY && !options.quiet,
    // A terminal that does not know its size says 0.
    width: process.stderr.isTTY && process.stderr.columns > 0 ? process.stderr.columns : 80,
    interactive: options.input && process.stdin.isTTY && process.stderr.isTTY,
  };
}
