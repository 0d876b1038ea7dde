import { defineCommand } from "../command";
import { writeJson } from "../report/json";
import { headLine, historyLine, revisionEntry } from "../report/revision";

export const branches = defineCommand({
  examples: [["$0 branches", "each branch point and what follows it"]],
  builder: (parser) =>
    parser.option("verbose", {
      alias: "v",
      type: "boolean",
      default: false,
      describe: "Show everything about them",
    }),
  run: async (args, { options, terminal }) => {
    const { branches: run } = await import("../../commands/branches.js");
    const found = await run(options);
    if (args.json) return writeJson(terminal, { branches: found });
    const blocks = found.map(({ revision, children }) => {
      const first = args.verbose ? revisionEntry(revision) : historyLine(revision, terminal);
      const indent = " ".repeat(revision.id.length);
      return [first, ...children.map((child) => `${indent} -> ${headLine(child, terminal)}`), ""].join("\n");
    });
    terminal.result(blocks.join("\n").trimEnd());
    return undefined;
  },
});
