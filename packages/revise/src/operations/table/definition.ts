/** A table as a revision file writes it: columns, primary key, uniques, checks and exclusions. */
import type { Check, Constraint, Exclusion, Unique } from "../../model/constraint";
import type { QualifiedName } from "../../model/names";
import type { Table, TableStorage } from "../../model/table";
import {
  fields,
  flag,
  invalid,
  listOf,
  nullable,
  optional,
  recordOf,
  string,
  text,
  withDefault,
  type Read,
  type Reader,
} from "../arguments";
import { encodeColumn, tableColumn } from "../column/definition";
import {
  check,
  encodeCheck,
  encodeExclusion,
  encodeKey,
  exclusion,
  primaryKey,
  unique,
} from "../constraint/definition";
import { encodeName, objectName } from "../object-name";
import { primaryKeyOver, uniqueOver } from "../constraint/implicit";

/** The table without what other operations create: foreign keys and indexes. */
export function bareTable(table: Table): Table {
  return {
    ...table,
    constraints: table.constraints.filter((constraint) => constraint.kind !== "foreignKey"),
    indexes: [],
  };
}

export function encodeTable(table: Table): Readonly<Record<string, unknown>> {
  const of = <Kind extends Constraint["kind"]>(kind: Kind): readonly Extract<Constraint, { kind: Kind }>[] =>
    table.constraints.filter(
      (constraint): constraint is Extract<Constraint, { kind: Kind }> => constraint.kind === kind,
    );
  const [key] = of("primaryKey");
  const uniques = of("unique");
  const checks = of("check");
  const exclusions = of("exclusion");
  return {
    columns: table.columns.map(encodeColumn),
    ...(key && { primaryKey: encodeKey(key) }),
    ...(uniques.length > 0 && { uniques: uniques.map(encodeKey) }),
    ...(checks.length > 0 && { checks: checks.map(encodeCheck) }),
    ...(exclusions.length > 0 && { exclusions: exclusions.map(encodeExclusion) }),
    ...(table.comment !== null && { comment: table.comment }),
    ...encodeStorage(table.storage ?? {}),
  };
}

function encodeStorage(storage: TableStorage): Readonly<Record<string, unknown>> {
  const { method, inherits, ...rest } = storage;
  return {
    ...rest,
    ...(inherits && { inherits: inherits.map(encodeName) }),
    ...(method !== undefined && { using: method }),
  };
}

const storageFields = {
  partitionBy: optional(text),
  inherits: optional(listOf(objectName)),
  using: optional(text),
  parameters: optional(recordOf(string)),
  tablespace: optional(text),
  unlogged: withDefault(flag, false),
};

function storageOf({
  partitionBy,
  inherits,
  using,
  parameters,
  tablespace,
  unlogged,
}: Read<typeof storageFields>): TableStorage | null {
  const storage = {
    ...(partitionBy !== undefined && { partitionBy }),
    ...(inherits !== undefined && { inherits }),
    ...(using !== undefined && { method: using }),
    ...(parameters !== undefined && { parameters }),
    ...(tablespace !== undefined && { tablespace }),
    ...(unlogged && { unlogged }),
  };
  return Object.keys(storage).length === 0 ? null : storage;
}

const readTable = fields({
  columns: listOf(tableColumn),
  primaryKey: withDefault(nullable(primaryKey), null),
  uniques: withDefault(listOf(unique), [] as readonly Unique[]),
  checks: withDefault(listOf(check), [] as readonly Check[]),
  exclusions: withDefault(listOf(exclusion), [] as readonly Exclusion[]),
  comment: withDefault(nullable(string), null),
  ...storageFields,
});

export type TableDetails = Omit<Table, "name">;

/** @param name the name of the table, from which keys that nobody named get theirs */
export function tableDetails(name: QualifiedName): Reader<TableDetails> {
  return (value, place) => {
    const read = readTable(value, place);
    const { columns } = read;
    const storage = storageOf(read);
    const names = columns.map(({ column }) => column.name);
    const twice = names.find((column, index) => names.indexOf(column) !== index);
    if (twice !== undefined) throw invalid(place, `holds the column ${JSON.stringify(twice)} twice`);
    const shortKey = columns.filter(({ primary }) => primary);
    if (shortKey.length > 0 && read.primaryKey !== null) {
      throw invalid(place, "states the primary key twice", "Write primaryKey or primary: true, not both.");
    }
    const key =
      read.primaryKey ??
      (shortKey.length === 0
        ? null
        : primaryKeyOver(
            name,
            shortKey.map(({ column }) => column.name),
          ));
    return {
      columns: columns.map(({ column }) => column),
      constraints: [
        ...(key === null ? [] : [key]),
        ...read.uniques,
        ...columns.filter((column) => column.unique).map(({ column }) => uniqueOver(name, column.name)),
        ...read.checks,
        ...read.exclusions,
      ],
      indexes: [],
      comment: read.comment,
      ...(storage !== null && { storage }),
    };
  };
}
