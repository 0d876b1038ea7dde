/** How a command of the command line is written: its words here, its work in `commands/`, loaded when it runs. */
import type { Argv, CommandModule } from "yargs";
import type { CommandOptions } from "../commands/project";
import { commandOptions, groupOptions, terminalOf, type GlobalArguments } from "./options";
import type { Invocation, LoadedCommand } from "./invocation";

/** What `--help` lists of a command. */
export interface CommandEntry {
  /** As yargs writes it: `upgrade <target>`. Several for aliases; the first is the name. */
  readonly command: string | readonly string[];
  readonly describe: string;
  readonly load: () => Promise<LoadedCommand>;
}

export interface CliCommand<Args> {
  /** Shown under `--help` of the command: what to type, and what that does. */
  readonly examples: readonly (readonly [command: string, effect: string])[];
  readonly builder: (parser: Argv<GlobalArguments>) => Argv<Args>;
  /** Does the work and reports it. Gives the exit code; nothing means done. */
  readonly run: (args: Args, invocation: Invocation) => Promise<number | undefined>;
}

/** Takes the exit code of the command that ran. */
export type Settle = (exitCode: number) => void;

export function defineCommand<Args extends GlobalArguments>(command: CliCommand<Args>): LoadedCommand {
  return {
    build: (parser) => {
      const built = command.builder(parser);
      for (const [line, effect] of command.examples) built.example(line, effect);
      return built;
    },
    // yargs has parsed what `builder` declared; its types can't say so across the two calls.
    run: (args, invocation) => command.run(args as unknown as Args, invocation),
  };
}

/** `upgrade <target>`. */
export function usageOf({ command }: Pick<CommandEntry, "command">): string {
  return typeof command === "string" ? command : (command[0] ?? "");
}

/** The command as yargs takes it. */
export function commandModule(
  { command, describe, load }: CommandEntry,
  settle: Settle,
): CommandModule<GlobalArguments, GlobalArguments> {
  return {
    command,
    describe,
    builder: async (parser: Argv<GlobalArguments>) => (await load()).build(groupOptions(parser)),
    handler: async (args) => {
      const terminal = terminalOf(args);
      const { reportEvent } = await import("./report/event.js");
      const options: CommandOptions = {
        ...commandOptions(args),
        onEvent: (event) => {
          reportEvent(event, terminal);
        },
      };
      const { run } = await load();
      const names = args.name ?? [];
      try {
        if (names.length < 2 && names[0] !== "all") settle((await run(args, { options, terminal })) ?? 0);
        else {
          const { runEnvironments } = await import("./environments.js");
          settle(
            await runEnvironments(run, args, { options, terminal }, usageOf({ command }).split(" ")[0] ?? ""),
          );
        }
      } finally {
        terminal.status("");
      }
    },
  };
}
