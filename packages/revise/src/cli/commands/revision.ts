import { defineCommand } from "../command";
import { askRenames } from "../prompts";
import { reportComparison } from "../report/comparison";
import { writeJson } from "../report/json";

export const revision = defineCommand({
  examples: [
    ['$0 --autogenerate -m "add column"', "compare entities with the database, write the difference"],
    ['$0 revision -m "fill emails"', "an empty revision to write by hand"],
  ],
  builder: (parser) =>
    parser
      .option("message", {
        alias: "m",
        type: "string",
        requiresArg: true,
        describe: "What the revision does",
      })
      .option("autogenerate", { type: "boolean", default: false, describe: "Fill it from the entities" })
      .option("sql", {
        type: "boolean",
        default: false,
        describe: "Print the SQL of the new revision as well",
      })
      .option("head", { type: "string", requiresArg: true, describe: "The head to build on" })
      .option("splice", { type: "boolean", default: false, describe: "Allow a parent that is no head" })
      .option("branch-label", { type: "string", requiresArg: true, describe: "A label for the new branch" })
      .option("version-path", {
        type: "string",
        requiresArg: true,
        describe: "The version location to write to",
      })
      .option("rev-id", { type: "string", requiresArg: true, describe: "Use this id" })
      .option("depends-on", {
        type: "string",
        array: true,
        nargs: 1,
        describe: "A revision it needs (repeatable)",
      })
      .option("rename", {
        type: "string",
        array: true,
        nargs: 1,
        describe: "old:new or table.old:new (repeatable)",
      })
      .option("drop-unmanaged", {
        type: "boolean",
        default: false,
        describe: "Drop what no entity and no revision knows",
      })
      .option("allow-empty", {
        type: "boolean",
        default: false,
        describe: "Write a file when nothing has changed",
      }),
  run: async (args, { options, terminal }) => {
    const { revision: run } = await import("../../commands/revision.js");
    const result = await run({
      ...options,
      autogenerate: args.autogenerate,
      sql: args.sql,
      splice: args.splice,
      allowEmpty: args["allow-empty"],
      dropUnmanaged: args["drop-unmanaged"],
      renames: args.rename ?? [],
      dependsOn: args["depends-on"] ?? [],
      ...(terminal.interactive ? { ask: askRenames } : {}),
      ...(args.message === undefined ? {} : { message: args.message }),
      ...(args.head === undefined ? {} : { head: args.head }),
      ...(args["branch-label"] === undefined ? {} : { branchLabel: args["branch-label"] }),
      ...(args["version-path"] === undefined ? {} : { versionPath: args["version-path"] }),
      ...(args["rev-id"] === undefined ? {} : { revisionId: args["rev-id"] }),
    });
    if (args.json) return writeJson(terminal, result);
    if (result.comparison !== null) reportComparison(result.comparison, terminal);
    if (result.sql !== null) terminal.result(result.sql.trimEnd());
    for (const { displayPath } of result.written) terminal.result(displayPath);
    if (result.written.length === 0) terminal.note("No file was written (--allow-empty writes one).");
    return undefined;
  },
});
