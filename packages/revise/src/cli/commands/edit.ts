import { defineCommand } from "../command";
import { writeJson } from "../report/json";

export const edit = defineCommand({
  examples: [["$0 edit head", "the newest"]],
  builder: (parser) =>
    parser.positional("revision", { type: "string", demandOption: true, describe: "Which one" }),
  run: async (args, { options, terminal }) => {
    const { edit: run } = await import("../../commands/edit.js");
    const opened = await run({ ...options, target: args.revision });
    if (args.json) return writeJson(terminal, "edit", { opened });
    for (const path of opened) terminal.note(`Opened ${path}`);
    return undefined;
  },
});
