import { migrationCommand } from "../report/migration";

export const downgrade = migrationCommand({
  examples: [
    ["$0 downgrade -1", "revert the last revision"],
    ["$0 downgrade base", "revert everything"],
    ["$0 downgrade head:-1 --sql", "print the SQL of a range, without a database"],
  ],
  load: async () => (await import("../../commands/downgrade.js")).downgrade,
});
