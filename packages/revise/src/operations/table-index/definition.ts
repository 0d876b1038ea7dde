/** Indexes as a revision file writes them: a plain column is a string, everything else states what it changes. */
import type { IndexDetails, IndexKey, TableIndex } from "../../model/table-index";
import {
  fields,
  filledListOf,
  flag,
  integer,
  invalid,
  listOf,
  nullable,
  oneOf,
  optional,
  recordOf,
  string,
  text,
  withDefault,
  type Reader,
} from "../arguments";
import { encodeName, objectName } from "../object-name";

/** NULLs come last in ascending order and first in descending order (PostgreSQL manual, CREATE INDEX). */
function usualNulls(order: "ASC" | "DESC"): "FIRST" | "LAST" {
  return order === "ASC" ? "LAST" : "FIRST";
}

function encodeIndexKey(key: IndexKey): unknown {
  const extras = {
    ...(key.collation && { collation: encodeName(key.collation) }),
    ...(key.operatorClass !== null && { operatorClass: key.operatorClass }),
    ...(key.order !== "ASC" && { order: key.order }),
    ...(key.nulls !== usualNulls(key.order) && { nulls: key.nulls }),
  };
  if (key.column === null) return { expression: key.expression, ...extras };
  return Object.keys(extras).length === 0 ? key.column : { column: key.column, ...extras };
}

const readIndexKey = fields({
  column: optional(text),
  expression: optional(text),
  collation: withDefault(nullable(objectName), null),
  operatorClass: withDefault(nullable(text), null),
  order: withDefault(oneOf("ASC", "DESC"), "ASC" as const),
  nulls: optional(oneOf("FIRST", "LAST")),
});

const indexKey: Reader<IndexKey> = (value, place) => {
  const read = readIndexKey(typeof value === "string" ? { column: value } : value, place);
  if ((read.column === undefined) === (read.expression === undefined)) {
    throw invalid(place, "must have either a column or an expression");
  }
  return {
    ...read,
    column: read.column ?? null,
    expression: read.expression ?? null,
    nulls: read.nulls ?? usualNulls(read.order),
  };
};

export function encodeIndex(index: TableIndex): Readonly<Record<string, unknown>> {
  return {
    name: index.name,
    columns: index.keys.map(encodeIndexKey),
    ...(index.unique && { unique: true }),
    ...(index.nullsNotDistinct && { nullsNotDistinct: true }),
    ...(index.method !== "btree" && { using: index.method }),
    ...(index.include.length > 0 && { include: index.include }),
    ...(index.where !== null && { where: index.where }),
    ...(Object.keys(index.parameters).length > 0 && { parameters: index.parameters }),
    ...(index.concurrently && { concurrently: true }),
    ...(index.comment !== undefined && { comment: index.comment }),
    ...encodeDetails(index.details ?? {}),
  };
}

/** The tablespace is an option of the operation. */
function encodeDetails({
  clustered,
  replicaIdentity,
  statistics,
}: IndexDetails): Readonly<Record<string, unknown>> {
  const targets = Object.entries(statistics ?? {}).map(([place, target]) => [place, Number(target)] as const);
  return {
    ...(clustered && { clustered }),
    ...(replicaIdentity && { replicaIdentity }),
    ...(targets.length > 0 && { statistics: Object.fromEntries(targets) }),
  };
}

const readIndex = fields({
  name: text,
  columns: filledListOf(indexKey),
  unique: withDefault(flag, false),
  nullsNotDistinct: withDefault(flag, false),
  using: withDefault(text, "btree"),
  include: withDefault(listOf(text), []),
  where: withDefault(nullable(text), null),
  parameters: withDefault(recordOf(string), {}),
  concurrently: withDefault(flag, false),
  comment: optional(text),
  clustered: withDefault(flag, false),
  replicaIdentity: withDefault(flag, false),
  statistics: optional(recordOf(integer)),
});

export const tableIndex: Reader<TableIndex> = (value, place) => {
  const { columns, using, clustered, replicaIdentity, statistics, ...read } = readIndex(value, place);
  const details: IndexDetails = {
    ...(clustered && { clustered }),
    ...(replicaIdentity && { replicaIdentity }),
    ...(statistics !== undefined && { statistics }),
  };
  return {
    ...read,
    keys: columns,
    method: using,
    givenName: true,
    valid: true,
    ...(Object.keys(details).length > 0 && { details }),
  };
};
