/** Where the command line writes: results to stdout, everything else to stderr. */
import { styleText } from "node:util";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

export interface Terminal {
  /** A result. Ends the line. */
  result(text: string): void;
  /** Progress, a warning or an error. Ends the line. */
  note(text: string): void;
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

export function openTerminal(options: TerminalOptions): Terminal {
  const colors = options.color && process.env["NO_COLOR"] === undefined && process.stdout.isTTY;
  return {
    result: (text) => {
      if (text !== "") process.stdout.write(`${text}\n`);
    },
    note: (text) => {
      if (!options.quiet) process.stderr.write(`${text}\n`);
    },
    paint: (style, text) => (colors ? styleText(style, text) : text),
    interactive: options.input && process.stdin.isTTY && process.stderr.isTTY,
  };
}
