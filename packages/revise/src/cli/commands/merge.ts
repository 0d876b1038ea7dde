import { defineCommand } from "../command";
import { writeJson } from "../report/json";

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
      .option("message", {
        alias: "m",
        type: "string",
        requiresArg: true,
        describe: "What the revision does",
      })
      .option("rev-id", { type: "string", requiresArg: true, describe: "Use this id" })
      .option("branch-label", { type: "string", requiresArg: true, describe: "A label for the branch" })
      .option("splice", { type: "boolean", default: false, describe: "Allow parents that are no heads" }),
  run: async (args, { options, terminal }) => {
    const { merge: run } = await import("../../commands/merge.js");
    const result = await run({
      ...options,
      revisions: args.revisions,
      splice: args.splice,
      ...(args.message === undefined ? {} : { message: args.message }),
      ...(args["rev-id"] === undefined ? {} : { revisionId: args["rev-id"] }),
      ...(args["branch-label"] === undefined ? {} : { branchLabel: args["branch-label"] }),
    });
    if (args.json) return writeJson(terminal, "merge", result);
    terminal.result(result.displayPath);
    return undefined;
  },
});
