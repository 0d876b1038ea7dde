import { defineCommand } from "../command";
import { writeJson } from "../report/json";
import { historyLine, revisionEntry, runLine } from "../report/revision";
import { sharedOptions } from "../shared-options";
import { given } from "../options";

export const history = defineCommand({
  examples: [
    ["$0 history", "all of them"],
    ["$0 history -r 1975ea:head", "a range, both ends included"],
    ["$0 history -r=-3: -i", "the last three and the one before, with what the database is at"],
  ],
  builder: (parser) =>
    parser
      .option("rev-range", { alias: "r", type: "string", requiresArg: true, describe: "Range start:end" })
      .option("verbose", sharedOptions.verbose)
      .option("indicate-current", {
        alias: "i",
        type: "boolean",
        default: false,
        describe: "Mark what the database has applied",
      }),
  run: async (args, { options, terminal }) => {
    const { history: run } = await import("../../commands/history.js");
    const found = await run({
      ...options,
      ...given({ range: args["rev-range"] }),
      indicateCurrent: args["indicate-current"],
    });
    if (args.json) return writeJson(terminal, "history", { revisions: found });
    terminal.result(
      found
        .map((one) =>
          [args.verbose ? revisionEntry(one) : historyLine(one, terminal), ...one.runs.map(runLine)].join(
            "\n",
          ),
        )
        .join("\n"),
    );
    return undefined;
  },
});
