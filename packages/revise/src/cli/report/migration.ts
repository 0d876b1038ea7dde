/** What `upgrade` and `downgrade` share on the command line. */
import type { Argv } from "yargs";
import type { CommandOptions } from "../../commands/project";
import type { MigrationOptions, MigrationOutcome } from "../../commands/migration";
import { plural } from "../../util/text";
import { defineCommand, type CliCommand } from "../command";
import type { LoadedCommand } from "../invocation";
import { exitCodes } from "../exit-code";
import { interruptible } from "../interruption";
import { given, type GlobalArguments } from "../options";
import type { Terminal } from "../terminal";
import { duration } from "./duration";
import { writeJson } from "./json";
import { sharedOptions } from "../shared-options";

interface MigrationArguments extends GlobalArguments {
  readonly target: string;
  readonly sql: boolean;
  readonly "dry-run": boolean;
  readonly tag: string | undefined;
}

interface MigrationCommand {
  readonly examples: CliCommand<MigrationArguments>["examples"];
  readonly load: () => Promise<(options: MigrationOptions) => Promise<MigrationOutcome>>;
}

/** `upgrade` and `downgrade` differ in what they call. */
export function migrationCommand({ examples, load }: MigrationCommand): LoadedCommand {
  return defineCommand({
    examples,
    builder: migrationOptions,
    run: async (args, { options, terminal }) => {
      const run = await load();
      const call = (stop: CommandOptions): Promise<MigrationOutcome> =>
        run({
          ...options,
          ...stop,
          target: args.target,
          sql: args.sql,
          dryRun: args["dry-run"],
          ...given({ tag: args.tag }),
        });
      const reads = args.sql || args["dry-run"];
      const result = await (reads ? call({}) : interruptible((signal) => call({ signal })));
      return reportMigration(result, args.json, terminal);
    },
  });
}

function migrationOptions(parser: Argv<GlobalArguments>): Argv<MigrationArguments> {
  return parser
    .positional("target", { type: "string", demandOption: true, describe: "head, base, +1, -1, an id …" })
    .option("sql", sharedOptions.sql)
    .option("dry-run", {
      type: "boolean",
      default: false,
      describe: "Print the SQL that would run; change nothing",
    })
    .option("tag", sharedOptions.tag);
}

function reportMigration(outcome: MigrationOutcome, json: boolean, terminal: Terminal): number {
  if (json) return writeJson(terminal, "upgrade", outcome);
  if (outcome.sql !== null) {
    terminal.result(outcome.sql.trimEnd());
    return exitCodes.done;
  }
  if (outcome.steps.length === 0) terminal.note("Nothing to do: the database is there already.");
  else
    terminal.note(`Done: ${plural(outcome.steps.length, "revision")} in ${duration(outcome.milliseconds)}.`);
  return exitCodes.done;
}
