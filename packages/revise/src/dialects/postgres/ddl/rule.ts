import type { Rule, RuleOperationMap } from "../../../operations/rule";
import { quoteIdentifier, quoteName } from "../identifiers";
import type { DdlSlice } from "./ddl";
import { removal } from "./existence";

export const ruleDdl: DdlSlice<keyof RuleOperationMap> = {
  createRule: ({ table, definition: { name, event, where, instead, commands } }) => [
    [
      `CREATE RULE ${quoteIdentifier(name)} AS ON ${event} TO ${quoteName(table)}`,
      ...(where === null ? [] : [`WHERE ${where}`]),
      `DO ${instead ? "INSTEAD" : "ALSO"} ${action(commands)}`,
    ].join(" "),
  ],
  dropRule: ({ table, name, ...options }) => [
    `DROP RULE ${removal(options, `${quoteIdentifier(name)} ON ${quoteName(table)}`)}`,
  ],
};

function action(commands: Rule["commands"]): string {
  const [only] = commands;
  if (only === undefined) return "NOTHING";
  return commands.length === 1 ? only : `(${commands.join("; ")})`;
}
