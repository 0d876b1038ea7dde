import type { Column, DefaultValue, Generation } from "../../../model/column";
import type { ColumnType } from "../../../model/column-type";
import type { QualifiedName } from "../../../model/names";
import { readDefault } from "../expressions/default";
import { implicitSequenceName } from "../identifiers";
import { typeKey } from "./column-type";
import { catalogQuery, type CatalogQuery } from "./query";
import { isTable, relations, type ReadScope } from "./scope";
import { ownerKey, ownOptions, toOptions, type SequenceRow } from "./sequence";

export interface ColumnRow {
  readonly relation: number;
  readonly position: number;
  readonly name: string;
  readonly type: number;
  readonly modifier: number;
  readonly required: boolean;
  /** `a` always, `d` by default, empty for none. */
  readonly identity: string;
  /** `s` stored, `v` virtual (PostgreSQL 18), empty for none. */
  readonly generated: string;
  /** Default or generation expression. */
  readonly expression: string | null;
  readonly own_collation: string | null;
  readonly collation_namespace: number | null;
  readonly collation: number;
  readonly comment: string | null;
}

export function columnQuery(scope: ReadScope): CatalogQuery<ColumnRow> {
  return catalogQuery(`
    SELECT a.attrelid AS relation, a.attnum AS position, a.attname::text AS name,
           a.atttypid AS type, a.atttypmod AS modifier, a.attnotnull AS required, a.attidentity::text AS identity,
           a.attgenerated::text AS generated, pg_get_expr(d.adbin, d.adrelid) AS expression,
           k.collname::text AS own_collation, k.collnamespace AS collation_namespace, a.attcollation AS collation,
           m.description AS comment
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_collation k ON k.oid = a.attcollation AND a.attcollation <> t.typcollation
    LEFT JOIN pg_description m ON m.objoid = a.attrelid AND m.classoid = 'pg_class'::regclass AND m.objsubid = a.attnum
    WHERE ${isTable(scope, "c", relations)} AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY a.attrelid, a.attnum`);
}

export interface ColumnContext {
  readonly scope: ReadScope;
  readonly types: ReadonlyMap<string, ColumnType>;
  readonly owned: ReadonlyMap<string, SequenceRow>;
  /** {@link readDefault} that remembers: most defaults of a database are alike. */
  readonly readDefault: typeof readDefault;
  /** Names of the tables by oid. */
  readonly tables: ReadonlyMap<number, QualifiedName>;
}

export function rememberingDefaults(): typeof readDefault {
  // Columns of one type share one value of it, see `toColumnTypes`.
  const byType = new Map<ColumnType, Map<string, DefaultValue | null>>();
  return (sql, type) => {
    const known = byType.get(type) ?? new Map<string, DefaultValue | null>();
    byType.set(type, known);
    const found = known.get(sql);
    if (found !== undefined) return found;
    const parsed = readDefault(sql, type);
    known.set(sql, parsed);
    return parsed;
  };
}

export function toColumn(row: ColumnRow, context: ColumnContext): Column {
  const { scope, types, owned, tables } = context;
  const type = types.get(typeKey(row.type, row.modifier));
  if (type === undefined) throw new Error(`No type was read for column ${row.name}`);
  const sequence = owned.get(ownerKey(row.relation, row.position));
  const generation = toGeneration(row, type, sequence, scope, tables.get(row.relation)?.name ?? "");
  return {
    name: row.name,
    type,
    nullable: !row.required,
    default:
      generation === null && row.expression !== null ? context.readDefault(row.expression, type) : null,
    generation,
    collation:
      row.own_collation === null || row.collation_namespace === null
        ? null
        : scope.catalogName(row.collation_namespace, row.own_collation),
    comment: row.comment,
  };
}

function toGeneration(
  row: ColumnRow,
  type: ColumnType,
  sequence: SequenceRow | undefined,
  scope: ReadScope,
  table: string,
): Generation | null {
  if (row.generated !== "" && row.expression !== null) {
    return { kind: "expression", expression: row.expression, stored: row.generated === "s" };
  }
  if (row.identity !== "") {
    const options = sequence === undefined ? {} : ownOptions(toOptions(sequence), type.name);
    return { kind: "identity", always: row.identity === "a", options };
  }
  if (sequence === undefined || !isSerial(row, type, sequence)) return null;
  const implicit = sequence.name === implicitSequenceName(table, row.name);
  return { kind: "serial", sequence: implicit ? null : scope.name(sequence.namespace, sequence.name) };
}

/**
 * What `serial` stands for: an integer whose default is the next value of a sequence that this very column owns
 * (PostgreSQL manual, section 8.1.4).
 */
function isSerial(row: ColumnRow, type: ColumnType, sequence: SequenceRow): boolean {
  const integer = type.name === "integer" || type.name === "bigint" || type.name === "smallint";
  return (
    integer &&
    type.dimensions === 0 &&
    sequence.ownership === "a" &&
    row.expression === sequence.serial_default
  );
}
