/**
 * The command line: yargs, lazy commands, exit codes. Nothing heavy is imported here, so that `--help` stays fast; a
 * command imports what it runs when it runs. yargs 17 is CommonJS in one file; 18 is ES modules only and takes twice as
 * long to load.
 */
import type { Argv } from "yargs";
import yargs from "yargs/yargs";
import { asSeparateValues } from "./arguments";
import { commandModule } from "./command";
import { commands } from "./commands";
import { askAboutDefault, completionScript } from "./completion";
import { exitCodes } from "./exit-code";
import { interruptionCode } from "./interruption";
import { globalOptions, groupOptions } from "./options";
import { outliveReaders } from "./output";
import { reportError } from "./report/error";
import { writeJsonFailure } from "./report/json";
import { openTerminal } from "./terminal";
import { usageError } from "./usage";
import { version } from "./version";

/** Runs one command. Sets `process.exitCode`, so that what is still being written gets written. */
export async function main(argv: readonly string[]): Promise<void> {
  let exitCode: number = exitCodes.done;
  const isResultLost = outliveReaders();
  const settle = (code: number): void => {
    exitCode = code;
  };
  try {
    if (argv.length === 0) throw usageError("No command was given.");
    await buildParser(askAboutDefault(asSeparateValues(argv)), settle).parseAsync();
  } catch (thrown) {
    // The parser throws some of what it has to say, past the function that it is told about all else.
    const isParsers = thrown instanceof Error && thrown.name === "YError";
    const error = isParsers ? usageError(thrown.message, argv) : thrown;
    const terminal = openTerminal({ color: !argv.includes("--no-color"), quiet: false, input: false });
    exitCode = reportError(error, terminal, argv.includes("--raiseerr"));
    if (argv.includes("--json")) writeJsonFailure(terminal, error);
    // What a revision waits for besides the server would keep the process alive.
    if (interruptionCode(error) !== null) process.exit(exitCode);
  }
  if (!isResultLost()) process.exitCode = exitCode;
}

function buildParser(argv: readonly string[], settle: (code: number) => void): Argv {
  const parser = yargs([...argv])
    .scriptName("revise")
    .usage("$0 <command>\n\nReviewed schema revisions for TypeORM on PostgreSQL.")
    .parserConfiguration({
      "parse-numbers": false,
      "parse-positional-numbers": false,
    })
    .locale("en")
    .options(globalOptions)
    .version(version)
    .help()
    .alias("help", "h")
    .strict()
    .recommendCommands()
    .demandCommand(0)
    .wrap(100)
    .exitProcess(false)
    .fail((problem: string, error: Error | undefined) => {
      throw error ?? usageError(problem, argv, Object.keys(kindsOf(parser).key));
    })
    .epilogue(
      "Documentation: docs/ of the package. Exit codes: 0 done, 1 a difference, 2 wrong usage, 3 failed.",
    );
  parser.middleware((args) => {
    keepLast(args, parser);
    rejectNegated(args, parser);
  }, true);
  for (const entry of commands) parser.command(commandModule(entry, settle));
  // Not `parser.completion()`, which goes on to look for a command of that name where the process is not to exit.
  return parser.command(
    "completion",
    "Print a completion script for bash or zsh",
    (own) =>
      groupOptions(own)
        .example("$0 completion >> ~/.bashrc", "for bash")
        .example("$0 completion >> ~/.zshrc", "for zsh, where $SHELL says so"),
    () => {
      process.stdout.write(completionScript(process.env["SHELL"] ?? ""));
    },
  );
}

/**
 * Of an option that is no list and is given twice, the last one counts. The parser could do that by itself, and then would
 * keep the last one of lists as well.
 */
function keepLast(args: Record<string, unknown>, parser: Argv): void {
  const { array } = kindsOf(parser);
  for (const [key, value] of Object.entries(args)) {
    if (key !== "_" && Array.isArray(value) && !array.includes(key)) args[key] = value.at(-1) as unknown;
  }
}

/** `--no-message`: only what is on or off can be off. */
function rejectNegated(args: Record<string, unknown>, parser: Argv): void {
  for (const name of kindsOf(parser).string) {
    if ([args[name]].flat().includes(false)) throw usageError(`Unknown option: --no-${name}`);
  }
}

/** The names of the options that are known where the parser has got to. */
interface OptionKinds {
  readonly array: readonly string[];
  readonly string: readonly string[];
  /** All of them. */
  readonly key: Readonly<Record<string, unknown>>;
}

function kindsOf(parser: Argv): OptionKinds {
  return (parser as Argv & { getOptions(): OptionKinds }).getOptions();
}
