import { defineCommand } from "../command";
import { writeJson } from "../report/json";
import { headLine, revisionEntry } from "../report/revision";
import { sharedOptions } from "../shared-options";

export const heads = defineCommand({
  examples: [
    ["$0 heads", "the revisions that no other follows"],
    ["$0 heads -v", "with path and message"],
  ],
  builder: (parser) =>
    parser.option("verbose", sharedOptions.verbose).option("resolve-dependencies", {
      type: "boolean",
      default: false,
      describe: "Leave out heads that another revision depends on",
    }),
  run: async (args, { options, terminal }) => {
    const { heads: run } = await import("../../commands/heads.js");
    const found = await run({ ...options, resolveDependencies: args["resolve-dependencies"] });
    if (args.json) return writeJson(terminal, "heads", { heads: found });
    terminal.result(
      found.map((head) => (args.verbose ? revisionEntry(head) : headLine(head, terminal))).join("\n"),
    );
    return undefined;
  },
});
