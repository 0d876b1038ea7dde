import { defineCommand } from "../command";
import { writeJson } from "../report/json";
import { revisionEntry } from "../report/revision";

export const show = defineCommand({
  examples: [
    ["$0 show head", "the newest"],
    ["$0 show 27c6", "by the start of its id"],
  ],
  builder: (parser) =>
    parser
      .positional("revision", {
        type: "string",
        demandOption: true,
        describe: "head, base, head-1, label@head, an id …",
      })
      .option("verbose", {
        alias: "v",
        type: "boolean",
        default: false,
        describe: "Show everything about it, as it does anyway",
      }),
  run: async (args, { options, terminal }) => {
    const { show: run } = await import("../../commands/show.js");
    const found = await run({ ...options, target: args.revision });
    if (args.json) return writeJson(terminal, "show", { revisions: found });
    terminal.result(found.map(revisionEntry).join("\n"));
    return undefined;
  },
});
