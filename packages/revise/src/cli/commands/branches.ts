import { defineCommand } from "../command";
import { writeJson } from "../report/json";
import { branchLine, revisionEntry } from "../report/revision";
import { sharedOptions } from "../shared-options";

export const branches = defineCommand({
  examples: [["$0 branches", "each branch point and what follows it"]],
  builder: (parser) => parser.option("verbose", sharedOptions.verbose),
  run: async (args, { options, terminal }) => {
    const { branches: run } = await import("../../commands/branches.js");
    const found = await run(options);
    if (args.json) return writeJson(terminal, "branches", { branches: found });
    const blocks = found.map(({ revision, children }) => {
      const first = args.verbose ? revisionEntry(revision) : branchLine(revision, terminal);
      const indent = " ".repeat(revision.id.length);
      const lines = children.map((child) => {
        const text = args.verbose && child.message !== "" ? `, ${child.message}` : "";
        return `${indent} -> ${branchLine(child, terminal)}${text}`;
      });
      return [first, ...lines, ""].join("\n");
    });
    terminal.result(blocks.join("\n").trimEnd());
    return undefined;
  },
});
