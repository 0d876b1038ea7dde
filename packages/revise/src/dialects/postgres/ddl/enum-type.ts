import type { DefaultValue } from "../../../model/column";
import type { QualifiedName } from "../../../model/names";
import type { AlterEnum, EnumTypeOperationMap, EnumUse } from "../../../operations/enum-type";
import { clipToBytes } from "../../../util/text";
import { decidedPairs } from "../../../operations/enum-type/mapping";
import { defaultSql } from "../expressions/default";
import { quoteLiteral } from "../expressions/literal";
import { maximumIdentifierBytes, quoteIdentifier, quoteName } from "../identifiers";
import { storageActions } from "./column-definition";
import type { DdlSlice } from "./ddl";
import { removal } from "./existence";

export const enumTypeDdl: DdlSlice<keyof EnumTypeOperationMap> = {
  createEnum: ({ type }) => [createEnum(type.name, type.values)],
  dropEnum: ({ name, ...options }) => [`DROP TYPE ${removal(options, quoteName(name))}`],
  renameEnum: ({ from, to }) => [`ALTER TYPE ${quoteName(from)} RENAME TO ${quoteIdentifier(to)}`],
  // A new value cannot be used before its transaction commits, so that is done at once.
  addEnumValue: ({ name, value, position }) => [
    {
      sql: `ALTER TYPE ${quoteName(name)} ADD VALUE IF NOT EXISTS ${quoteLiteral(value)}${positionClause(position)}`,
      transactional: "last",
    },
  ],
  renameEnumValue: ({ name, from, to }) => [
    `ALTER TYPE ${quoteName(name)} RENAME VALUE ${quoteLiteral(from)} TO ${quoteLiteral(to)}`,
  ],
  alterEnum: rebuildEnum,
};

function createEnum(name: QualifiedName, values: readonly string[]): string {
  return `CREATE TYPE ${quoteName(name)} AS ENUM (${values.map(quoteLiteral).join(", ")})`;
}

function positionClause(position: { readonly before: string } | { readonly after: string } | null): string {
  if (position === null) return "";
  return "before" in position
    ? ` BEFORE ${quoteLiteral(position.before)}`
    : ` AFTER ${quoteLiteral(position.after)}`;
}

/** PostgreSQL can neither remove nor move a value: the type is made anew and every column is led over to it. */
function rebuildEnum(operation: AlterEnum): readonly string[] {
  const old = temporaryName(operation.name.name);
  return [
    `ALTER TYPE ${quoteName(operation.name)} RENAME TO ${quoteIdentifier(old)}`,
    createEnum(operation.name, operation.values.to),
    ...operation.usedBy.map((use) => moveColumn(use, operation)),
    `DROP TYPE ${quoteName({ schema: operation.name.schema, name: old })}`,
  ];
}

function temporaryName(name: string): string {
  const suffix = "_revise_old";
  return `${clipToBytes(name, maximumIdentifierBytes - suffix.length)}${suffix}`;
}

/** The default stands in the way of the change of type, so it leaves and returns in the same statement. */
function moveColumn(use: EnumUse, operation: AlterEnum): string {
  const column = quoteIdentifier(use.column);
  const suffix = use.dimensions > 0 ? "[]" : "";
  const type = `${quoteName(operation.name)}${suffix}`;
  const pairs = decidedPairs(operation);
  const after = use.default === null ? null : mappedDefault(use.default, new Map(pairs));
  const actions = [
    ...(use.default === null ? [] : [`ALTER COLUMN ${column} DROP DEFAULT`]),
    `ALTER COLUMN ${column} TYPE ${type} USING ${mappedText(use, pairs)}::${type}`,
    ...(after === null ? [] : [`ALTER COLUMN ${column} SET DEFAULT ${defaultSql(after)}`]),
    ...storageActions(use.column, use.storage),
  ];
  return `ALTER TABLE ${quoteName(use.table)}\n  ${actions.join(",\n  ")}`;
}

function mappedText(use: EnumUse, pairs: ReturnType<typeof decidedPairs>): string {
  const column = quoteIdentifier(use.column);
  if (use.dimensions > 0) {
    return pairs.reduce(
      (text, [from, to]) =>
        to === null
          ? `array_remove(${text}, ${quoteLiteral(from)})`
          : `array_replace(${text}, ${quoteLiteral(from)}, ${quoteLiteral(to)})`,
      `${column}::text[]`,
    );
  }
  if (pairs.length === 0) return `${column}::text`;
  const cases = pairs.map(
    ([from, to]) => `WHEN ${quoteLiteral(from)} THEN ${to === null ? "NULL" : quoteLiteral(to)}`,
  );
  return `(CASE ${column}::text ${cases.join(" ")} ELSE ${column}::text END)`;
}

/** Null where nothing takes the place of the value. */
function mappedDefault(value: DefaultValue, pairs: ReadonlyMap<string, string | null>): DefaultValue | null {
  if (value.kind !== "literal") return value;
  const text = pairs.get(value.text);
  if (text === undefined) return value;
  return text === null ? null : { kind: "literal", text };
}

/** Asks which of `values` rows of a column hold, and how many do: rows of `value` and `rows`. */
export function valueHolders(
  { table, column, dimensions }: Pick<EnumUse, "table" | "column" | "dimensions">,
  values: readonly string[],
): { readonly sql: string; readonly parameters: readonly unknown[] } {
  // Whatever the table and its columns are called.
  const name = `one.${quoteIdentifier(column)}`;
  const holds = dimensions > 0 ? `question.held = ANY(${name}::text[])` : `${name}::text = question.held`;
  return {
    sql: `SELECT question.held AS value, count(*)::text AS rows FROM unnest($1::text[]) WITH ORDINALITY AS question (held, place) JOIN ${quoteName(table)} AS one ON ${holds} GROUP BY question.held, question.place ORDER BY question.place`,
    parameters: [values],
  };
}
