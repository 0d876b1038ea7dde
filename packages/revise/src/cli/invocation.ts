import type { Argv } from "yargs";
import type { CommandOptions } from "../commands/project";
import type { GlobalArguments } from "./options";
import type { Terminal } from "./terminal";

export interface Invocation {
  readonly options: CommandOptions;
  readonly terminal: Terminal;
}

/** A command whose arguments are known to itself alone. */
export interface LoadedCommand {
  readonly build: (parser: Argv<GlobalArguments>) => Argv<GlobalArguments>;
  readonly run: (args: GlobalArguments, invocation: Invocation) => Promise<number | undefined>;
}
