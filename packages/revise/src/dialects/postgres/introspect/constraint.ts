import type {
  Constraint,
  ConstraintIndex,
  Deferrable,
  ForeignKey,
  ReferentialAction,
} from "../../../model/constraint";
import { setParametersApart } from "../exclusion-parameters";
import type { QualifiedName } from "../../../model/names";
import { commentOf, tablespaceOf } from "./details";
import { catalogQuery, numbers, strings, type CatalogQuery } from "./query";
import { isTable, type ReadScope } from "./scope";
import { isOwnTable } from "./table";
import { toParameters } from "./table-index";

type References = ForeignKey["references"];

export interface ConstraintRow {
  readonly relation: number;
  readonly name: string;
  readonly kind: "p" | "u" | "f" | "c" | "x";
  /** `conkey`, joined by blanks. */
  readonly keys: string | null;
  readonly deferrable: boolean;
  readonly deferred: boolean;
  readonly validated: boolean;
  readonly enforced: boolean;
  readonly no_inherit: boolean;
  /** Of a check, the expression; of an exclusion, the whole definition. */
  readonly definition: string | null;
  /** `indkey` and the number of keys in it, of the index behind a primary key, a unique or an exclusion. */
  readonly index_keys: string | null;
  readonly index_key_count: number | null;
  readonly nulls_not_distinct: boolean | null;
  readonly target: number | null;
  readonly target_keys: string | null;
  /** JSON, `[schema oid, table, [columns]]`, where the target is not read anyway. */
  readonly other_target: string | null;
  readonly match: string;
  readonly on_delete: string;
  readonly on_update: string;
  readonly on_delete_keys: string | null;
  readonly comment: string | null;
  readonly clustered: boolean | null;
  readonly replica_identity: boolean | null;
  readonly tablespace: string | null;
  /** JSON, `["fillfactor=70"]`. */
  readonly parameters: string | null;
}

/**
 * Triggers (`t`) and the not-null constraints of PostgreSQL 18 (`n`) are left out, and so are the copies of a foreign
 * key that the server keeps for each partition of its target. A key over a period (PostgreSQL 18) has no place in the
 * model: `unmodelled.ts` lists it.
 *
 * The text of a check is that of `pg_get_expr(conbin, conrelid)`: the server's own parentheses, without `CHECK (…)`.
 */
export function constraintQuery(scope: ReadScope): CatalogQuery<ConstraintRow> {
  const since15 = scope.serverVersion >= 150_000;
  const since18 = scope.serverVersion >= 180_000;
  return catalogQuery(`
    SELECT con.conrelid AS relation, con.conname::text AS name, con.contype::text AS kind,
           array_to_string(con.conkey, ' ') AS keys, con.condeferrable AS deferrable, con.condeferred AS deferred,
           con.convalidated AS validated, ${since18 ? "con.conenforced" : "true"} AS enforced, con.connoinherit AS no_inherit,
           CASE con.contype WHEN 'c' THEN pg_get_expr(con.conbin, con.conrelid)
                            WHEN 'x' THEN pg_get_constraintdef(con.oid) END AS definition,
           i.indkey::text AS index_keys, i.indnkeyatts AS index_key_count,
           ${since15 ? "i.indnullsnotdistinct" : "false"} AS nulls_not_distinct,
           con.confrelid AS target, array_to_string(con.confkey, ' ') AS target_keys,
           CASE WHEN con.contype = 'f' AND con.confrelid NOT IN (SELECT rc.oid FROM pg_class rc WHERE ${isOwnTable(scope, "rc")}) THEN (
             SELECT json_build_array(rc.relnamespace::int8, rc.relname, json_agg(ra.attname ORDER BY k.place))::text
             FROM unnest(con.confkey) WITH ORDINALITY k (position, place)
             JOIN pg_attribute ra ON ra.attrelid = con.confrelid AND ra.attnum = k.position
             JOIN pg_class rc ON rc.oid = con.confrelid
             GROUP BY rc.oid
           ) END AS other_target,
           con.confmatchtype::text AS match, con.confdeltype::text AS on_delete, con.confupdtype::text AS on_update,
           ${since15 ? "array_to_string(con.confdelsetcols, ' ')" : "NULL"} AS on_delete_keys,
           ${commentOf("pg_constraint", "con.oid")} AS comment, i.indisclustered AS clustered, i.indisreplident AS replica_identity,
           ${tablespaceOf("ic")} AS tablespace,
           array_to_json(ic.reloptions)::text AS parameters
    FROM pg_constraint con
    JOIN pg_class c ON c.oid = con.conrelid
    LEFT JOIN pg_index i ON i.indexrelid = CASE WHEN con.contype IN ('p', 'u', 'x') THEN con.conindid END
    LEFT JOIN pg_class ic ON ic.oid = i.indexrelid
    WHERE ${isTable(scope, "c")} AND con.contype IN ('p', 'u', 'f', 'c', 'x') AND con.conparentid = 0
      ${since18 ? "AND NOT con.conperiod" : ""}`);
}

/** The name of a column by table and position. */
type ColumnNames = (relation: number, position: number) => string;

export interface ConstraintContext {
  readonly scope: ReadScope;
  /** Names of the tables that are read, by oid. */
  readonly tables: ReadonlyMap<number, QualifiedName>;
  readonly columnName: ColumnNames;
}

export function toConstraint(row: ConstraintRow, context: ConstraintContext): Constraint {
  const { columnName } = context;
  const base = baseOf(row);
  // Not of a check: its keys hold a zero where it mentions the row as a whole.
  const columns = (): readonly string[] => named(row.relation, numbers(row.keys), columnName);
  switch (row.kind) {
    case "p":
      return {
        kind: "primaryKey",
        ...base,
        columns: columns(),
        ...keyParts(row, columnName),
        ...indexOf(row),
      };
    case "u": {
      const nullsNotDistinct = row.nulls_not_distinct ?? false;
      const parts = { ...keyParts(row, columnName), ...indexOf(row) };
      return { kind: "unique", ...base, columns: columns(), ...parts, nullsNotDistinct };
    }
    case "f":
      return toForeignKey(row, context);
    case "c": {
      const expression = row.definition ?? "";
      return { kind: "check", ...base, expression, noInherit: row.no_inherit, ...toState(row) };
    }
    case "x": {
      const { expression } = setParametersApart(exclusionText(row.definition ?? ""));
      return { kind: "exclusion", ...base, expression, deferrable: toDeferrable(row), ...indexOf(row) };
    }
  }
}

function baseOf({ name, comment }: ConstraintRow): Pick<Constraint, "name" | "givenName" | "comment"> {
  return { name, givenName: true, ...(comment === null ? {} : { comment }) };
}

function indexOf(row: ConstraintRow): { readonly index?: ConstraintIndex } {
  const index: ConstraintIndex = {
    ...(row.clustered === true && { clustered: true }),
    ...(row.replica_identity === true && { replicaIdentity: true }),
    ...(row.tablespace !== null && { tablespace: row.tablespace }),
    ...(row.parameters !== null && { parameters: toParameters(strings(row.parameters)) }),
  };
  return Object.keys(index).length === 0 ? {} : { index };
}

function keyParts(
  row: ConstraintRow,
  columnName: ColumnNames,
): { deferrable: Deferrable; include: readonly string[] } {
  const included = numbers(row.index_keys).slice(row.index_key_count ?? 0);
  return { deferrable: toDeferrable(row), include: named(row.relation, included, columnName) };
}

function toForeignKey(row: ConstraintRow, context: ConstraintContext): ForeignKey {
  const { columnName } = context;
  return {
    kind: "foreignKey",
    ...baseOf(row),
    columns: named(row.relation, numbers(row.keys), columnName),
    references: toReferences(row, context),
    onDelete: toAction(row.on_delete),
    onDeleteColumns: named(row.relation, numbers(row.on_delete_keys), columnName),
    onUpdate: toAction(row.on_update),
    match: row.match === "f" ? "FULL" : "SIMPLE",
    deferrable: toDeferrable(row),
    ...toState(row),
  };
}

function toReferences(row: ConstraintRow, { scope, tables, columnName }: ConstraintContext): References {
  if (row.other_target !== null) {
    const [namespace, table, columns] = JSON.parse(row.other_target) as [number, string, readonly string[]];
    return { table: scope.name(namespace, table), columns };
  }
  const target = row.target ?? 0;
  const table = tables.get(target);
  if (table === undefined) throw new Error(`Table ${String(target)} was not read`);
  return { table, columns: named(target, numbers(row.target_keys), columnName) };
}

function toState({ validated, enforced }: ConstraintRow): Pick<ForeignKey, "notValid" | "notEnforced"> {
  return { notValid: !validated, ...(enforced ? {} : { notEnforced: true }) };
}

function named(relation: number, positions: readonly number[], columnName: ColumnNames): readonly string[] {
  return positions.map((position) => columnName(relation, position));
}

function toDeferrable(row: ConstraintRow): Deferrable {
  if (!row.deferrable) return null;
  return row.deferred ? "INITIALLY DEFERRED" : "INITIALLY IMMEDIATE";
}

/** The letters of `confdeltype` and `confupdtype`. */
const actions: Readonly<Record<string, ReferentialAction>> = {
  a: "NO ACTION",
  r: "RESTRICT",
  c: "CASCADE",
  n: "SET NULL",
  d: "SET DEFAULT",
};

function toAction(letter: string): ReferentialAction {
  return actions[letter] ?? "NO ACTION";
}

/** What stands between `EXCLUDE` and `DEFERRABLE` in the definition of an exclusion constraint. */
export function exclusionText(definition: string): string {
  return definition.replace(/^EXCLUDE\s+/, "").replace(/\s+DEFERRABLE(?:\s+INITIALLY\s+DEFERRED)?$/, "");
}
