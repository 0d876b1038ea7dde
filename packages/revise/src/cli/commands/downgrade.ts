import { defineCommand } from "../command";
import { migrationOptions, reportMigration } from "../report/migration";

export const downgrade = defineCommand({
  examples: [
    ["$0 downgrade -1", "revert the last revision"],
    ["$0 downgrade base", "revert everything"],
    ["$0 downgrade head:-1 --sql", "print the SQL of a range, without a database"],
  ],
  builder: migrationOptions,
  run: async (args, { options, terminal }) => {
    const { downgrade: run } = await import("../../commands/downgrade.js");
    const result = await run({
      ...options,
      target: args.target,
      sql: args.sql,
      dryRun: args["dry-run"],
      ...(args.tag === undefined ? {} : { tag: args.tag }),
    });
    return reportMigration(result, args.json, terminal);
  },
});
