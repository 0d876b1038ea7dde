/** Changes of a column in place. The data stays; only a generated column, which is derived, is made anew. */
import type { ColumnType } from "../../../model/column-type";
import type { AlterColumn } from "../../../operations/column";
import { defaultSql } from "../expressions/default";
import { quoteLiteral } from "../expressions/literal";
import { quoteIdentifier, quoteName } from "../identifiers";
import { canonicalType } from "../types/canonical";
import { conversion, noKnownTypes } from "../types/cast";
import { sqlType } from "../types/format";
import { columnComment, storageActions } from "./column-definition";
import { doBlock } from "./ddl";
import { enterGeneration, leaveGeneration } from "./generation";
import { rebuildAsExpression } from "./generated-column";

/**
 * The order: what generates the values lets go, the default leaves before the type changes, the type, NOT NULL, the
 * new default, the new generation (an identity column must be NOT NULL first), the comment.
 */
export function alterColumn(operation: AlterColumn): readonly string[] {
  const comment =
    operation.comment === undefined
      ? []
      : [columnComment(operation.table, operation.column, operation.comment.to)];
  const target = operation.generation?.to;
  if (target?.kind === "expression") {
    return [
      rebuildAsExpression({ ...operation, generation: { ...operation.generation, to: target } }),
      ...oneStatement(operation, storageActions(operation.column, operation.storage?.to)),
      ...comment,
    ];
  }
  return [
    ...(operation.generation === undefined ? [] : leaveGeneration(operation, operation.generation)),
    ...alterInPlace(operation),
    ...followWithSequence(operation),
    ...(operation.generation === undefined ? [] : enterGeneration(operation, operation.generation)),
    ...comment,
  ];
}

function alterInPlace(operation: AlterColumn): readonly string[] {
  const { type, collation, nullable } = operation;
  const column = `ALTER COLUMN ${quoteIdentifier(operation.column)}`;
  const storage = storageActions(operation.column, operation.storage?.to);
  if (type === undefined && collation !== undefined) {
    // PostgreSQL changes a collation only together with the type, which the operation does not tell.
    return [
      changeCollation(operation),
      ...oneStatement(operation, [
        ...nullability(column, nullable),
        ...newDefault(operation, column),
        ...storage,
      ]),
    ];
  }
  const actions = [
    ...(type === undefined
      ? []
      : [...oldDefault(operation, column), `${column} ${typeClause(operation, type.to)}`]),
    ...nullability(column, nullable),
    ...newDefault(operation, column),
    ...storage,
  ];
  return oneStatement(operation, actions);
}

function oneStatement(operation: AlterColumn, actions: readonly string[]): readonly string[] {
  if (actions.length === 0) return [];
  const table = `ALTER TABLE ${quoteName(operation.table)}`;
  return [actions.length === 1 ? `${table} ${actions.join("")}` : `${table}\n  ${actions.join(",\n  ")}`];
}

/** `TYPE varchar(20) COLLATE "C" USING …`. Without COLLATE the column gets the collation of its type. */
function typeClause(operation: AlterColumn, to: ColumnType): string {
  const collation = operation.collation?.to ?? null;
  const using = usingOf(operation, to);
  return [
    `TYPE ${sqlType(to)}`,
    ...(collation === null ? [] : [`COLLATE ${quoteName(collation)}`]),
    ...(using === null ? [] : [`USING ${using}`]),
  ].join(" ");
}

/** What the operation says; where it is silent and the old type is known, what every server needs for the two types. */
function usingOf(operation: AlterColumn, to: ColumnType): string | null {
  if (operation.using !== undefined) return operation.using.to;
  const from = operation.type?.from;
  if (from === undefined) return null;
  const needed = conversion(from, to, quoteIdentifier(operation.column), noKnownTypes);
  return needed.kind === "using" ? needed.sql : null;
}

function nullability(column: string, nullable: AlterColumn["nullable"]): readonly string[] {
  if (nullable === undefined) return [];
  return [`${column} ${nullable.to ? "DROP" : "SET"} NOT NULL`];
}

/** A default that is replaced anyway must not fail to be converted to the new type. */
function oldDefault(operation: AlterColumn, column: string): readonly string[] {
  return operation.default === undefined || operation.default.from === null ? [] : [`${column} DROP DEFAULT`];
}

function newDefault(operation: AlterColumn, column: string): readonly string[] {
  const change = operation.default;
  if (change === undefined) return [];
  if (change.to !== null) return [`${column} SET DEFAULT ${defaultSql(change.to)}`];
  // The new default of a serial column takes the place of the old one; an identity column must have none.
  const gone = operation.type !== undefined || operation.generation?.to?.kind === "serial";
  return gone ? [] : [`${column} DROP DEFAULT`];
}

function changeCollation(operation: AlterColumn): string {
  const table = quoteName(operation.table);
  const collation = operation.collation?.to ?? null;
  const clause = collation === null ? "" : ` COLLATE ${quoteName(collation)}`;
  return doBlock(
    [
      "BEGIN",
      `  EXECUTE ${quoteLiteral(`ALTER TABLE ${table} ALTER COLUMN ${quoteIdentifier(operation.column)} TYPE `)}`,
      `    || (SELECT pg_catalog.format_type(atttypid, atttypmod) FROM pg_catalog.pg_attribute`,
      `        WHERE attrelid = ${quoteLiteral(table)}::pg_catalog.regclass AND attname = ${quoteLiteral(operation.column)})`,
      `    || ${quoteLiteral(clause)};`,
      "END",
    ].join("\n"),
  );
}

const integerTypes: ReadonlySet<string> = new Set(["smallint", "integer", "bigint"]);

/**
 * The sequence of a serial column keeps its own type when the column grows to bigint, and would end at 2147483647.
 * (PostgreSQL leads the sequence of an identity column along by itself.)
 */
function followWithSequence(operation: AlterColumn): readonly string[] {
  if (operation.type === undefined || operation.generation !== undefined) return [];
  const to = canonicalType(operation.type.to);
  const from = operation.type.from === undefined ? to : canonicalType(operation.type.from);
  if (
    ![from, to].every((type) => type.schema === null && type.dimensions === 0 && integerTypes.has(type.name))
  )
    return [];
  const table = quoteLiteral(quoteName(operation.table));
  const column = quoteLiteral(operation.column);
  return [
    doBlock(
      [
        "DECLARE",
        `  owned text := pg_catalog.pg_get_serial_sequence(${table}, ${column});`,
        "BEGIN",
        "  IF owned IS NOT NULL AND EXISTS (SELECT FROM pg_catalog.pg_attribute",
        `    WHERE attrelid = ${table}::pg_catalog.regclass AND attname = ${column} AND attidentity = '') THEN`,
        `    EXECUTE 'ALTER SEQUENCE ' || owned || ' AS ${to.name}';`,
        "  END IF;",
        "END",
      ].join("\n"),
    ),
  ];
}
