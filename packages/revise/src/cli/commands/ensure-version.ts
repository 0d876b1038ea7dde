import { defineCommand } from "../command";

export const ensureVersion = defineCommand({
  examples: [["$0 ensure-version --sql", "print the statement"]],
  builder: (parser) =>
    parser.option("sql", { type: "boolean", default: false, describe: "Print the SQL; connect to nothing" }),
  run: async (args, { options, terminal }) => {
    const { ensureVersion: run } = await import("../../commands/ensure-version.js");
    const { sql } = await run({ ...options, sql: args.sql });
    if (sql !== null) terminal.result(sql.trimEnd());
    return undefined;
  },
});
