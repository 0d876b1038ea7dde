import { defineCommand } from "../command";
import { writeJson } from "../report/json";

export const listTemplates = defineCommand({
  examples: [["$0 list-templates", "name and purpose of each"]],
  builder: (parser) => parser,
  run: async (args, { terminal }) => {
    const { listTemplates: run } = await import("../../commands/list-templates.js");
    const templates = run();
    if (args.json) return writeJson(terminal, "list-templates", { templates });
    const width = Math.max(...templates.map(({ name }) => name.length));
    terminal.result(templates.map(({ name, purpose }) => `${name.padEnd(width)}  ${purpose}`).join("\n"));
    return undefined;
  },
});
