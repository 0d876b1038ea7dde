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

export interface DefinedCommand {
  /** `upgrade <target>`. */
  readonly usage: string;
  /** The command as yargs takes it. */
  readonly module: (settle: Settle) => CommandModule<GlobalArguments, GlobalArguments>;
}

export function defineCommand<Args extends GlobalArguments>(command: CliCommand<Args>): DefinedCommand {
  const usage = typeof command.command === "string" ? command.command : (command.command[0] ?? "");
  return { usage, module: (settle) => commandModule(command, settle) };
}

function commandModule<Args extends GlobalArguments>(
  command: CliCommand<Args>,
  settle: Settle,
): CommandModule<GlobalArguments, GlobalArguments> {
  return {
    command: command.command,
    describe: command.describe,
    builder: (parser: Argv<GlobalArguments>) => {
      const built = command.builder(parser);
      for (const [line, effect] of command.examples) built.example(line, effect);
      return built;
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
  };
}
