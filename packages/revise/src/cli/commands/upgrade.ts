import { migrationCommand } from "../report/migration";

export const upgrade = migrationCommand({
  examples: [
    ["$0 upgrade head", "apply everything"],
    ["$0 upgrade +1", "apply the next revision"],
    ["$0 upgrade head --dry-run", "print the SQL that would run, from where the database is"],
    ["$0 upgrade 1975ea:head --sql", "print the SQL of a range, without a database"],
  ],
  load: async () => (await import("../../commands/upgrade.js")).upgrade,
});
