import { defineCommand } from "../command";
import { migrationOptions, reportMigration } from "../report/migration";

export const upgrade = defineCommand({
  examples: [
    ["$0 upgrade head", "apply everything"],
    ["$0 upgrade +1", "apply the next revision"],
    ["$0 upgrade head --dry-run", "print the SQL that would run, from where the database is"],
    ["$0 upgrade 1975ea:head --sql", "print the SQL of a range, without a database"],
  ],
  builder: migrationOptions,
  run: async (args, { options, terminal }) => {
    const { upgrade: run } = await import("../../commands/upgrade.js");
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
