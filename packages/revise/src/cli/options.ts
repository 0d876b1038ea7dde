/** The options that every command has, and what they become. */
import type { Argv } from "yargs";
import type { CommandOptions } from "../commands/project";
import { ReviseError } from "../errors";
import { openTerminal, type Terminal } from "./terminal";

export interface GlobalArguments {
  readonly config?: string | undefined;
  readonly name?: readonly string[] | undefined;
  readonly jobs?: number | undefined;
  readonly "keep-going": boolean;
  readonly x?: readonly string[] | undefined;
  readonly quiet: boolean;
  readonly json: boolean;
  readonly color: boolean;
  readonly input: boolean;
  readonly raiseerr: boolean;
}

export const globalOptions = {
  config: { alias: "c", type: "string", requiresArg: true, describe: "Configuration file" },
  name: {
    alias: "n",
    type: "string",
    array: true,
    nargs: 1,
    describe: "Environment of the configuration (repeatable; all)",
  },
  jobs: { type: "number", requiresArg: true, describe: "How many environments run at a time" },
  "keep-going": { type: "boolean", default: false, describe: "Run the other environments when one fails" },
  x: { type: "string", array: true, nargs: 1, describe: "key=value for the configuration (repeatable)" },
  quiet: { alias: "q", type: "boolean", default: false, describe: "Print results and errors only" },
  json: { type: "boolean", default: false, describe: "Print data as JSON" },
  color: { type: "boolean", default: true, describe: "Colours (--no-color, NO_COLOR)" },
  input: { type: "boolean", default: true, describe: "Ask on a terminal (--no-input)" },
  raiseerr: { type: "boolean", default: false, describe: "Print the stack trace of an error" },
} as const;

/** For `--help`: a command's own options come first. */
export function groupOptions<Args>(parser: Argv<Args>): Argv<Args> {
  return parser
    .group([], "Positionals:")
    .group([], "Options:")
    .group([...Object.keys(globalOptions), "help", "version"], "Options of every command:");
}

export function terminalOf(args: GlobalArguments): Terminal {
  return openTerminal({ color: args.color, quiet: args.quiet, input: args.input });
}

export function commandOptions(args: GlobalArguments): CommandOptions {
  return {
    ...given({ config: args.config }),
    ...(args.name?.length === 1 ? { environment: args.name[0] } : {}),
    x: readExtra(args.x ?? []),
    ownsProcess: true,
  };
}

function readExtra(entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.indexOf("=");
      if (at === 0)
        throw new ReviseError("usage", `-x ${entry} has no key.`, { hint: "Write -x key=value." });
      return at < 0 ? [entry, ""] : [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}

/** The options that were given, without the others. */
export function given<Options extends object>(
  options: Options,
): { [Name in keyof Options]?: Exclude<Options[Name], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Options]?: Exclude<Options[Name], undefined>;
  };
}
