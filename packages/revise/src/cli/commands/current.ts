import { defineCommand } from "../command";
import { exitCodes } from "../exit-code";
import { reportEdited } from "../report/comparison";
import { writeJson } from "../report/json";
import { currentLine, revisionEntry } from "../report/revision";
import { sharedOptions } from "../shared-options";

export const current = defineCommand({
  examples: [
    ["$0 current", "what the version table says"],
    ["$0 current --check-heads", "exit 1 unless the database is at every head"],
  ],
  builder: (parser) =>
    parser.option("verbose", sharedOptions.verbose).option("check-heads", {
      type: "boolean",
      default: false,
      describe: "Exit 1 unless the database is up to date",
    }),
  run: async (args, { options, terminal }) => {
    const { current: run } = await import("../../commands/current.js");
    const state = await run(options);
    const code = args["check-heads"] && !state.atHeads ? exitCodes.difference : undefined;
    if (args.json) {
      writeJson(terminal, "current", state);
      return code;
    }
    if (args.verbose) terminal.result(`Current revision(s) for ${state.database}:`);
    const lines = state.revisions.map((one) =>
      args.verbose ? revisionEntry(one) : currentLine(one, terminal),
    );
    terminal.result(lines.join("\n"));
    if (args.verbose) reportEdited(state.edited, terminal);
    if (code !== undefined) {
      const missing = state.missingHeads.join(", ");
      terminal.note(
        missing === ""
          ? "Whether the database is at every head can't be told: a file that was left out may be one."
          : `The database is not at every head: ${missing} not applied. Run \`revise upgrade heads\`.`,
      );
    }
    return code;
  },
});
