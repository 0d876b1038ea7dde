import { defineCommand } from "../command";
import { exitCodes } from "../exit-code";
import { reportComparison } from "../report/comparison";
import { writeJson } from "../report/json";

export const check = defineCommand({
  examples: [
    ["$0 check", "nothing to do, or the changes"],
    ["$0 check --sql", "the changes as SQL"],
  ],
  builder: (parser) =>
    parser.option("sql", { type: "boolean", default: false, describe: "Print the changes as SQL" }),
  run: async (args, { options, terminal }) => {
    const { check: run } = await import("../../commands/check.js");
    const result = await run(options);
    const code = result.comparison.changes.length === 0 ? undefined : exitCodes.difference;
    if (args.json) writeJson(terminal, "check", result);
    else if (args.sql) terminal.result(result.sql.trimEnd());
    else reportComparison(result.comparison, terminal);
    return code;
  },
});
