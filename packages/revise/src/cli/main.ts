/**
 * The command line: yargs, lazy commands, exit codes. Nothing heavy is imported here, so that `--help` stays fast; a
 * command imports what it runs when it runs. yargs 17 is CommonJS in one file; 18 is ES modules only and takes twice as
 * long to load.
 */
import type { Argv } from "yargs";
import yargs from "yargs/yargs";
import { ReviseError } from "../errors";
import { commandModule, usageOf } from "./command";
import { commands } from "./commands";
import { askAboutDefault, completionScript } from "./completion";
import { exitCodes } from "./exit-code";
import { interruptionCode } from "./interruption";
import { globalOptions, groupOptions } from "./options";
import { reportError } from "./report/error";
import { writeJsonFailure } from "./report/json";
import { openTerminal } from "./terminal";
import { version } from "./version";

/** Runs one command. Sets `process.exitCode`, so that what is still being written gets written. */
export async function main(argv: readonly string[]): Promise<void> {
  let exitCode: number = exitCodes.done;
  const settle = (code: number): void => {
    exitCode = code;
  };
  try {
    if (argv.length === 0) throw usageError("No command was given.");
    await buildParser(askAboutDefault(withoutDivider(argv)), settle).parseAsync();
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
  process.exitCode = exitCode;
}

/**
 * `downgrade -- -1`, as other programs want it: what follows is no option. The parser would not give it to the command; a
 * target with a minus it takes anyway.
 */
function withoutDivider(argv: readonly string[]): readonly string[] {
  const at = argv.indexOf("--");
  const rest = argv.slice(at + 1);
  return at < 0 || rest.some((word) => /^-(?!\d)/.test(word)) ? argv : [...argv.slice(0, at), ...rest];
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
      throw error ?? usageError(problem, argv);
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

function kindsOf(parser: Argv): Readonly<Record<"array" | "string", readonly string[]>> {
  return (parser as Argv & { getOptions(): ReturnType<typeof kindsOf> }).getOptions();
}

function usageError(problem: string, argv: readonly string[] = []): ReviseError {
  return new ReviseError("usage", wordUsage(problem, argv).replace(/([^.?!])$/, "$1."), {
    hint: "Run `revise --help`, or `revise <command> --help` for one command.",
  });
}

/** The parser's own words where they say enough; what was expected where they do not. */
function wordUsage(problem: string, argv: readonly string[]): string {
  const bare = /^Not enough arguments following: (\S+)/.exec(problem)?.[1];
  if (bare !== undefined) return `${asTyped(bare)} needs a value.`;
  const option = /^Unknown arguments?: ([^,\s]+)/.exec(problem)?.[1];
  if (option !== undefined && argv.some((word) => word.split("=")[0] === asTyped(option))) {
    return `Unknown option: ${asTyped(option)}.`;
  }
  const usage = commands.map(usageOf).find((known) => argv.includes(nameIn(known)));
  const unknown = /^Unknown argument: ([^-\s]\S*)/.exec(problem)?.[1];
  if (unknown !== undefined) {
    if (usage !== undefined && nameIn(usage) !== unknown)
      return `Unknown argument: ${unknown}. The command is revise ${usage}`;
    const names = commands.map((entry) => nameIn(usageOf(entry)));
    return `Unknown command, argument or option: ${unknown}. The commands are ${names.join(", ")}.`;
  }
  if (problem.startsWith("Not enough non-option arguments") && usage !== undefined) {
    return `Something is missing: revise ${usage}`;
  }
  return problem.replace(/\s*\n\s*/g, " ");
}

/** `upgrade` of `upgrade <target>`. */
function nameIn(usage: string): string {
  return usage.split(" ")[0] ?? "";
}

/** `m` as `-m`, `rev-id` as `--rev-id`. */
function asTyped(option: string): string {
  return option.length === 1 ? `-${option}` : `--${option}`;
}
