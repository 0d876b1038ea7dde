import { defineCommand } from "../command";

export const edit = defineCommand({
  examples: [["$0 edit head", "the newest"]],
  builder: (parser) =>
    parser.positional("revision", { type: "string", demandOption: true, describe: "Which one" }),
  run: async (args, { options, terminal }) => {
    const { edit: run } = await import("../../commands/edit.js");
    for (const path of await run({ ...options, target: args.revision })) terminal.note(`Opened ${path}`);
    return undefined;
  },
});
