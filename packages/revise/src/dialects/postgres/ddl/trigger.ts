import type { QualifiedName } from "../../../model/names";
import type { Trigger, TriggerOperationMap } from "../../../operations/trigger";
import { quoteLiteral } from "../expressions/literal";
import { quoteIdentifier, quoteList, quoteName } from "../identifiers";
import { deferrableClause } from "./constraint";
import type { DdlSlice } from "./ddl";
import { removal } from "./existence";

export const triggerDdl: DdlSlice<keyof TriggerOperationMap> = {
  createTrigger: ({ table, definition }) => [createTrigger(table, definition)],
  dropTrigger: ({ table, name, ...options }) => [
    `DROP TRIGGER ${removal(options, `${quoteIdentifier(name)} ON ${quoteName(table)}`)}`,
  ],
  enableTrigger: ({ table, name }) => [
    `ALTER TABLE ${quoteName(table)} ENABLE TRIGGER ${quoteIdentifier(name)}`,
  ],
  disableTrigger: ({ table, name }) => [
    `ALTER TABLE ${quoteName(table)} DISABLE TRIGGER ${quoteIdentifier(name)}`,
  ],
};

function createTrigger(table: QualifiedName, trigger: Trigger): string {
  const { oldTable, newTable } = trigger;
  const seen = [
    ...(oldTable === null ? [] : [`OLD TABLE AS ${quoteIdentifier(oldTable)}`]),
    ...(newTable === null ? [] : [`NEW TABLE AS ${quoteIdentifier(newTable)}`]),
  ];
  return [
    `CREATE ${trigger.constraint ? "CONSTRAINT " : ""}TRIGGER ${quoteIdentifier(trigger.name)}`,
    `${trigger.timing} ${trigger.events.map((event) => eventClause(event, trigger.columns)).join(" OR ")}`,
    `ON ${quoteName(table)}${deferrableClause(trigger.deferrable)}`,
    ...(seen.length === 0 ? [] : [`REFERENCING ${seen.join(" ")}`]),
    `FOR EACH ${trigger.forEach}`,
    ...(trigger.when === null ? [] : [`WHEN (${trigger.when})`]),
    `EXECUTE FUNCTION ${quoteName(trigger.function)}(${trigger.arguments.map(quoteLiteral).join(", ")})`,
  ].join(" ");
}

function eventClause(event: Trigger["events"][number], columns: readonly string[]): string {
  return event === "UPDATE" && columns.length > 0 ? `UPDATE OF ${quoteList(columns)}` : event;
}
