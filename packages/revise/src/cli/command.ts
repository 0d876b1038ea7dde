/** How a command of the command line is written: its words here, its work in `commands/`, loaded when it runs. */
import type { Argv, CommandModule } from "yargs";
import type { CommandOptions } from "../commands/project";
import { commandOptions, terminalOf, type GlobalArguments } from "./options";
import { reportEvent } from "./report/event";
import type { Terminal } from "./terminal";

export interface CliCommand<Args> {
  /** As yargs writes it: `upgrade <target>`. Several for aliases. */
  readonly command: string | readonly string[];
  readonly describe: string;
  /** Shown under `--help` of the command: what to type, and what that does. */
  readonly examples: readonly (readonly [command: string, effect: string])[];
  readonly builder: (parser: Argv<GlobalArguments>) => Argv<Args>;
  /** Does the work and reports it. Gives the exit code; nothing means done. */
  readonly run: (args: Args, invocation: Invocation) => Promise<number | undefined>;
}

export interface Invocation {
  readonly options: CommandOptions;
  readonly terminal: Terminal;
}

/** Takes the exit code of the command that ran. */
export type Settle = (exitCode: number) => void;

/** A command as yargs takes it, waiting for the place to put its exit code. */
export type CommandFactory = (settle: Settle) => CommandModule<GlobalArguments, GlobalArguments>;

export function defineCommand<Args extends GlobalArguments>(command: CliCommand<Args>): CommandFactory {
  return (settle) => ({
    command: command.command,
    describe: command.describe,
    builder: (parser: Argv<GlobalArguments>) => {
      const built = command.builder(parser);
      for (const [line, effect] of command.examples) built.example(line, effect);
      return built as unknown as Argv<GlobalArguments>;
    },
    handler: async (args) => {
      const terminal = terminalOf(args);
      const options: CommandOptions = {
        ...commandOptions(args),
        onEvent: (event) => {
          reportEvent(event, terminal);
        },
      };
      // yargs has parsed what `builder` declared; its types can't say so across the two calls.
      settle((await command.run(args as unknown as Args, { options, terminal })) ?? 0);
    },
  });
}
