/** What is said of words on the command line that can't be understood. */
import { ReviseError } from "../errors";
import { nearest } from "../util/nearest";
import { usageOf } from "./command";
import { commands } from "./commands";

/**
 * @param problem in the parser's words
 * @param options the names that are known where it arose
 */
export function usageError(
  problem: string,
  argv: readonly string[] = [],
  options: readonly string[] = [],
): ReviseError {
  return new ReviseError("usage", wordUsage(problem, argv, options).replace(/([^.?!])$/, "$1."), {
    hint: "Run `revise --help`, or `revise <command> --help` for one command.",
  });
}

/** The parser's own words where they say enough; what was expected where they do not. */
function wordUsage(problem: string, argv: readonly string[], options: readonly string[]): string {
  const bare = /^Not enough arguments following: (\S+)/.exec(problem)?.[1];
  if (bare !== undefined) return `${asTyped(bare)} needs a value.`;
  const unknown = /^Unknown arguments?: ([^,\s]+)/.exec(problem)?.[1];
  if (unknown !== undefined && argv.some((word) => word.split("=")[0] === asTyped(unknown))) {
    const meant = nearest(unknown, unknown.length === 1 ? [] : options);
    return `Unknown option: ${asTyped(unknown)}.${suggest(meant === null ? null : asTyped(meant))}`;
  }
  const usage = commands.map(usageOf).find((known) => argv.includes(nameIn(known)));
  if (unknown !== undefined && !unknown.startsWith("-")) return wordArgument(unknown, usage);
  if (problem.startsWith("Not enough non-option arguments") && usage !== undefined) {
    return `Something is missing: revise ${usage}`;
  }
  return problem.replace(/\s*\n\s*/g, " ");
}

/** @param usage of the command, where one is given */
function wordArgument(word: string, usage: string | undefined): string {
  if (usage !== undefined && nameIn(usage) !== word)
    return `Unknown argument: ${word}. The command is revise ${usage}`;
  const names = commands.map((entry) => nameIn(usageOf(entry)));
  const meant = nearest(word, names);
  if (meant !== null) return `Unknown command: ${word}.${suggest(meant)}`;
  return `Unknown command, argument or option: ${word}. The commands are ${names.join(", ")}.`;
}

function suggest(meant: string | null): string {
  return meant === null ? "" : ` Did you mean ${meant}?`;
}

/** `upgrade` of `upgrade <target>`. */
function nameIn(usage: string): string {
  return usage.split(" ")[0] ?? "";
}

/** `m` as `-m`, `rev-id` as `--rev-id`. */
function asTyped(option: string): string {
  return option.length === 1 ? `-${option}` : `--${option}`;
}
