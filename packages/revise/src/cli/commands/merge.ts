import { defineCommand } from "../command";
import { writeJson } from "../report/json";
import { given } from "../options";
import { sharedOptions } from "../shared-options";

export const merge = defineCommand({
  examples: [['$0 merge heads -m "join"', "one head again"]],
  builder: (parser) =>
    parser
      .positional("revisions", {
        type: "string",
        array: true,
        demandOption: true,
        describe: "The revisions to join",
      })
      .option("message", sharedOptions.message)
      .option("rev-id", sharedOptions["rev-id"])
      .option("branch-label", { type: "string", requiresArg: true, describe: "A label for the branch" })
      .option("splice", { type: "boolean", default: false, describe: "Allow parents that are no heads" }),
  run: async (args, { options, terminal }) => {
    const { merge: run } = await import("../../commands/merge.js");
    const result = await run({
      ...options,
      revisions: args.revisions,
      splice: args.splice,
      ...given({
        message: args.message,
        revisionId: args["rev-id"],
        branchLabel: args["branch-label"],
      }),
    });
    if (args.json) return writeJson(terminal, "merge", result);
    terminal.result(result.displayPath);
    return undefined;
  },
});
