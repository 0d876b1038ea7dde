import { defineCommand } from "../command";
import { writeJson } from "../report/json";
import { sharedOptions } from "../shared-options";

export const ensureVersion = defineCommand({
  examples: [
    ["$0 ensure-version", "create it, as upgrade would"],
    ["$0 ensure-version --sql", "print the statement"],
  ],
  builder: (parser) => parser.option("sql", sharedOptions.sql),
  run: async (args, { options, terminal }) => {
    const { ensureVersion: run } = await import("../../commands/ensure-version.js");
    const result = await run({ ...options, sql: args.sql });
    if (args.json) return writeJson(terminal, "ensure-version", result);
    if (result.sql !== null) terminal.result(result.sql.trimEnd());
    return undefined;
  },
});
