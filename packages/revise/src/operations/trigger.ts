import type { Deferrable } from "../model/constraint";
import { displayName, objectKey, type QualifiedName } from "../model/names";
import {
  fields,
  filledListOf,
  flag,
  invalid,
  listOf,
  nullable,
  oneOf,
  readArguments,
  string,
  text,
  withDefault,
  type Reader,
} from "./arguments";
import { whenChecked } from "./constraint/definition";
import { anyRoutine, changedShape, footprintOf, formerRoutine, tableKey } from "./footprint";
import { encodeName, objectName } from "./object-name";
import {
  createOnTable,
  dropOnTable,
  type CreateOnTable,
  type DropOnTable,
  type OnTableWords,
} from "./standalone";
import type { OperationTraits, TraitsFor } from "./traits";

export interface Trigger {
  readonly name: string;
  readonly timing: "BEFORE" | "AFTER" | "INSTEAD OF";
  readonly events: readonly ("INSERT" | "UPDATE" | "DELETE" | "TRUNCATE")[];
  /** The columns of `UPDATE OF`; empty for all. */
  readonly columns: readonly string[];
  readonly forEach: "ROW" | "STATEMENT";
  readonly when: string | null;
  readonly function: QualifiedName;
  readonly arguments: readonly string[];
  /** Whether it is a constraint trigger, which may wait for the end of the transaction. */
  readonly constraint: boolean;
  readonly deferrable: Deferrable;
  /** The names under which a statement trigger sees the rows before and after. */
  readonly oldTable: string | null;
  readonly newTable: string | null;
}

export type CreateTrigger = CreateOnTable<"createTrigger", Trigger>;
export type DropTrigger = DropOnTable<"dropTrigger", Trigger>;

interface SwitchTrigger<Kind extends string> {
  readonly kind: Kind;
  readonly table: QualifiedName;
  readonly name: string;
}

export type EnableTrigger = SwitchTrigger<"enableTrigger">;
export type DisableTrigger = SwitchTrigger<"disableTrigger">;

export interface TriggerOperationMap {
  createTrigger: CreateTrigger;
  dropTrigger: DropTrigger;
  enableTrigger: EnableTrigger;
  disableTrigger: DisableTrigger;
}

const readFields = fields({
  name: text,
  timing: oneOf("BEFORE", "AFTER", "INSTEAD OF"),
  events: filledListOf(oneOf("INSERT", "UPDATE", "DELETE", "TRUNCATE")),
  columns: withDefault(listOf(text), []),
  forEach: withDefault(oneOf("ROW", "STATEMENT"), "ROW" as const),
  when: withDefault(nullable(text), null),
  function: objectName,
  arguments: withDefault(listOf(string), []),
  constraint: withDefault(flag, false),
  deferrable: withDefault(whenChecked, null),
  oldTable: withDefault(nullable(text), null),
  newTable: withDefault(nullable(text), null),
});

const readTrigger: Reader<Trigger> = (value, place) => {
  const trigger = readFields(value, place);
  if (trigger.columns.length > 0 && !trigger.events.includes("UPDATE")) {
    throw invalid(place, 'has columns without the event "UPDATE"');
  }
  if (trigger.deferrable !== null && !trigger.constraint) {
    throw invalid(place, "is deferrable and no constraint trigger", "Add constraint: true.");
  }
  return trigger;
};

const words: OnTableWords<Trigger> = {
  create: "createTrigger",
  drop: "dropTrigger",
  noun: "trigger",
  key: (table, name) => objectKey("trigger", table, name),
  read: readTrigger,
  encode: (trigger) => ({
    name: trigger.name,
    timing: trigger.timing,
    events: trigger.events,
    ...(trigger.columns.length > 0 && { columns: trigger.columns }),
    ...(trigger.forEach !== "ROW" && { forEach: trigger.forEach }),
    ...(trigger.when !== null && { when: trigger.when }),
    function: encodeName(trigger.function),
    ...(trigger.arguments.length > 0 && { arguments: trigger.arguments }),
    ...(trigger.constraint && { constraint: true }),
    ...(trigger.deferrable !== null && { deferrable: trigger.deferrable }),
    ...(trigger.oldTable !== null && { oldTable: trigger.oldTable }),
    ...(trigger.newTable !== null && { newTable: trigger.newTable }),
  }),
  needs: (trigger) => [objectKey("routine", trigger.function), anyRoutine],
  releases: (trigger) => [objectKey("routine", trigger.function), formerRoutine],
};

/** Enabling and disabling are each other's reverse. */
function switching<Kind extends "enableTrigger" | "disableTrigger">(
  kind: Kind,
  opposite: "enableTrigger" | "disableTrigger",
  verb: string,
): OperationTraits<SwitchTrigger<Kind>> {
  return {
    reverse: ({ table, name }) => ({ reversible: true, operations: [{ kind: opposite, table, name }] }),
    describe: ({ table, name }) => `${verb} trigger ${name} on ${displayName(table)}`,
    apply: (model) => model,
    footprint: ({ table, name }) =>
      footprintOf({ needs: [tableKey(table), changedShape(table), objectKey("trigger", table, name)] }),
    encode: ({ table, name }) => [encodeName(table), name],
    decode: (args) => {
      const [table, name] = readArguments(kind, args, objectName, text);
      return { kind, table, name };
    },
  };
}

export const triggerTraits: TraitsFor<keyof TriggerOperationMap> = {
  createTrigger: createOnTable(words),
  dropTrigger: dropOnTable(words),
  enableTrigger: switching("enableTrigger", "disableTrigger", "Enable"),
  disableTrigger: switching("disableTrigger", "enableTrigger", "Disable"),
};
