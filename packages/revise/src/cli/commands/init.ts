import { defineCommand } from "../command";
import { writeJson } from "../report/json";
import { given } from "../options";
import { shellWord } from "../../util/text";

export const init = defineCommand({
  examples: [
    ["$0 init", "find the DataSource, write revise.config.ts and revisions/"],
    ["$0 init --data-source src/db.ts", "say where the DataSource is"],
    ["$0 init -t nestjs", "with a module that upgrades the database at boot"],
  ],
  builder: (parser) =>
    parser
      .positional("dir", { type: "string", describe: "Directory of the revisions", default: "revisions" })
      .option("template", {
        alias: "t",
        type: "string",
        requiresArg: true,
        describe: "Template (see list-templates)",
      })
      .option("data-source", {
        type: "string",
        array: true,
        nargs: 1,
        describe: "Module that exports the DataSource (several for multidb)",
      }),
  run: async (args, { terminal }) => {
    const { init: run } = await import("../../commands/init.js");
    const result = run({
      directory: args.dir,
      ...given({
        config: args.config,
        template: args.template,
        dataSource: args["data-source"],
      }),
    });
    if (args.json) return writeJson(terminal, "init", result);
    for (const file of result.written) terminal.result(file);
    for (const file of result.kept) terminal.note(`${file} exists already and was left as it is.`);
    const sources = result.dataSources.join(", ");
    terminal.note(sources === "" ? "\nNext:\n" : `\nThe DataSource is exported by ${sources}. Next:\n`);
    if (result.firstStep !== null) terminal.note(`  ${result.firstStep}`);
    for (const step of nextSteps(args.config)) terminal.note(`  ${step}`);
    return undefined;
  },
});

/** @param config as it was given; a file that is not found by itself has to be given again */
function nextSteps(config: string | undefined): readonly string[] {
  const revise =
    config === undefined || /^(\.\/)?revise\.config\.[cm]?[jt]s$/.test(config)
      ? "npx revise"
      : `npx revise -c ${shellWord(config)}`;
  const compare = `${revise} --autogenerate -m "initial"`;
  return [
    `${compare}   compare the entities with the database, write a revision`,
    `${`${revise} upgrade head`.padEnd(compare.length)}   read that file first, then apply it`,
  ];
}
