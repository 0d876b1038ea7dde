import type { MigrationOutcome } from "../../commands/migration";
import type { CommandOptions } from "../../commands/project";
import { defineCommand } from "../command";
import { interruptible } from "../interruption";
import { writeJson } from "../report/json";
import { given } from "../options";
import { sharedOptions } from "../shared-options";

export const stamp = defineCommand({
  examples: [
    ["$0 stamp head", "say that the database is up to date"],
    ["$0 stamp base --purge", "forget every row, also unknown ones"],
  ],
  builder: (parser) =>
    parser
      .positional("revisions", {
        type: "string",
        array: true,
        demandOption: true,
        describe: "The revisions to be at",
      })
      .option("sql", sharedOptions.sql)
      .option("purge", { type: "boolean", default: false, describe: "Delete all rows first" })
      .option("tag", sharedOptions.tag),
  run: async (args, { options, terminal }) => {
    const { stamp: run } = await import("../../commands/stamp.js");
    const call = (stop: CommandOptions): Promise<MigrationOutcome> =>
      run({
        ...options,
        ...stop,
        revisions: args.revisions,
        sql: args.sql,
        purge: args.purge,
        ...given({ tag: args.tag }),
      });
    const result = await (args.sql ? call({}) : interruptible((signal) => call({ signal })));
    if (args.json) return writeJson(terminal, "stamp", result);
    if (result.sql !== null) terminal.result(result.sql.trimEnd());
    else if (result.steps.length === 0) terminal.note("Nothing to do: the database is there already.");
    return undefined;
  },
});
