import { defineCommand } from "../command";
import { writeJson } from "../report/json";

export const diff = defineCommand({
  examples: [
    ["$0 diff", "for people"],
    ["$0 diff --format sql", "as the statements that would close it"],
  ],
  builder: (parser) =>
    parser.option("format", {
      choices: ["text", "json", "sql"] as const,
      default: "text" as const,
      requiresArg: true,
      describe: "How to print it",
    }),
  run: async (args, { options, terminal }) => {
    const { diff: run } = await import("../../commands/diff.js");
    const result = await run(options);
    if (args.json || args.format === "json")
      return writeJson(terminal, "diff", { changes: result.comparison.changes });
    if (args.format === "sql") terminal.result(result.sql.trimEnd());
    else if (result.comparison.changes.length === 0)
      terminal.note("No changes: the database is as the entities say.");
    else terminal.result(result.patch.split("\n").map(colored).join("\n").trimEnd());
    return undefined;

    function colored(line: string): string {
      if (line.startsWith("+")) return terminal.paint("green", line);
      if (line.startsWith("-")) return terminal.paint("red", line);
      return line.startsWith("@@") ? terminal.paint("cyan", line) : line;
    }
  },
});
