import type { Argv } from "yargs";
import { defineCommand } from "../command";
import { given } from "../options";
import { renamePrompts } from "../prompts";
import { reportComparison } from "../report/comparison";
import { writeJson } from "../report/json";
import { sharedOptions } from "../shared-options";

/** What says something with `--autogenerate` alone. */
function comparisonOptions<Args>(parser: Argv<Args>) {
  return parser
    .option("rename", {
      type: "string",
      array: true,
      nargs: 1,
      describe: "old:new or table.old:new (repeatable)",
    })
    .option("not-rename", {
      type: "string",
      array: true,
      nargs: 1,
      describe: "The same for what is no rename (repeatable)",
    })
    .option("decisions", {
      type: "string",
      requiresArg: true,
      describe: "JSON file with renames and notRenames",
    })
    .option("strict", {
      type: "boolean",
      default: false,
      describe: "Fail where a likely rename is undecided",
    })
    .option("drop-unmanaged", {
      type: "boolean",
      default: false,
      describe: "Drop what no entity and no revision knows",
    });
}

export const revision = defineCommand({
  examples: [
    ['$0 --autogenerate -m "add column"', "compare entities with the database, write the difference"],
    ['$0 revision -m "fill emails"', "an empty revision to write by hand"],
  ],
  builder: (parser) =>
    comparisonOptions(
      parser
        .option("message", sharedOptions.message)
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
        .option("rev-id", sharedOptions["rev-id"])
        .option("depends-on", {
          type: "string",
          array: true,
          nargs: 1,
          describe: "A revision it needs (repeatable)",
        })
        .option("allow-empty", {
          type: "boolean",
          default: false,
          describe: "Write a file when nothing has changed",
        }),
    ),
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
      notRenames: args["not-rename"] ?? [],
      strict: args.strict,
      dependsOn: args["depends-on"] ?? [],
      ...(terminal.interactive ? { ask: renamePrompts() } : {}),
      ...given({
        message: args.message,
        decisions: args.decisions,
        head: args.head,
        branchLabel: args["branch-label"],
        versionPath: args["version-path"],
        revisionId: args["rev-id"],
      }),
    });
    if (args.json) return writeJson(terminal, "revision", result);
    if (result.comparison !== null) reportComparison(result.comparison, terminal);
    if (result.sql !== null) terminal.result(result.sql.trimEnd());
    for (const { displayPath } of result.written) terminal.result(displayPath);
    if (result.written.length === 0) terminal.note("No file was written (--allow-empty writes one).");
    return undefined;
  },
});
