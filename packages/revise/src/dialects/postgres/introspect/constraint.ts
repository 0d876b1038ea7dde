import type {
  Constraint,
  ConstraintIndex,
  Deferrable,
  ForeignKey,
  ReferentialAction,
} from "../../../model/constraint";
import { setParametersApart } from "../exclusion-parameters";
import type { QualifiedName } from "../../../model/names";
import { commentOf, isMarked, marks, tablespaceOf } from "./details";
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
  /** {@link constraintMarks}. */
  readonly marks: string | null;
  /** Of a check, the expression; of an exclusion, the whole definition. */
  readonly definition: string | null;
  /** The positions of `INCLUDE`, joined by blanks. */
  readonly included: string | null;
  readonly target: number | null;
  readonly target_keys: string | null;
  /** JSON, `[schema oid, table, [columns]]`, where the target is not read anyway. */
  readonly other_target: string | null;
  /** Of a foreign key: the letters of `confmatchtype`, `confdeltype` and `confupdtype`. */
  readonly actions: string | null;
  readonly on_delete_keys: string | null;
  readonly comment: string | null;
  readonly index_comment: string | null;
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
  const since18 = scope.serverVersion >= 180_000;
  return catalogQuery(`
    SELECT con.conrelid AS relation, con.conname::text AS name, con.contype::text AS kind,
           array_to_string(con.conkey, ' ') AS keys, ${marks(constraintMarks(scope))} AS marks,
           CASE con.contype WHEN 'c' THEN pg_get_expr(con.conbin, con.conrelid)
                            WHEN 'x' THEN pg_get_constraintdef(con.oid) END AS definition,
           CASE WHEN i.indnatts > i.indnkeyatts THEN array_to_string((i.indkey::int2[])[i.indnkeyatts:], ' ') END AS included,
           con.confrelid AS target, array_to_string(con.confkey, ' ') AS target_keys,
           CASE WHEN con.contype = 'f' AND con.confrelid NOT IN (SELECT rc.oid FROM pg_class rc WHERE ${isOwnTable(scope, "rc")}) THEN (
             SELECT json_build_array(rc.relnamespace::int8, rc.relname, json_agg(ra.attname ORDER BY k.place))::text
             FROM unnest(con.confkey) WITH ORDINALITY k (position, place)
             JOIN pg_attribute ra ON ra.attrelid = con.confrelid AND ra.attnum = k.position
             JOIN pg_class rc ON rc.oid = con.confrelid
             GROUP BY rc.oid
           ) END AS other_target,
           CASE con.contype WHEN 'f' THEN con.confmatchtype::text || con.confdeltype::text || con.confupdtype::text END AS actions,
           ${scope.serverVersion >= 150_000 ? "array_to_string(con.confdelsetcols, ' ')" : "NULL"} AS on_delete_keys,
           ${commentOf("pg_constraint", "con.oid")} AS comment, ${commentOf("pg_class", "i.indexrelid")} AS index_comment, ${tablespaceOf("ic")} AS tablespace,
           array_to_json(ic.reloptions)::text AS parameters
    FROM pg_constraint con
    JOIN pg_class c ON c.oid = con.conrelid
    LEFT JOIN pg_index i ON i.indexrelid = CASE WHEN con.contype IN ('p', 'u', 'x') THEN con.conindid END
    LEFT JOIN pg_class ic ON ic.oid = i.indexrelid
    WHERE ${isTable(scope, "c")} AND con.contype IN ('p', 'u', 'f', 'c', 'x') AND con.conparentid = 0
      ${since18 ? "AND NOT con.conperiod" : ""}`);
}

function constraintMarks({ serverVersion }: ReadScope): Readonly<Record<string, string>> {
  return {
    deferrable: "con.condeferrable",
    deferred: "con.condeferred",
    notValid: "NOT con.convalidated",
    noInherit: "con.contype = 'c' AND con.connoinherit",
    clustered: "i.indisclustered",
    replicaIdentity: "i.indisreplident",
    ...(serverVersion >= 150_000 && { nullsNotDistinct: "i.indnullsnotdistinct" }),
    ...(serverVersion >= 180_000 && { notEnforced: "NOT con.conenforced" }),
  };
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
      const nullsNotDistinct = isMarked(row.marks, "nullsNotDistinct");
      const parts = { ...keyParts(row, columnName), ...indexOf(row) };
      return { kind: "unique", ...base, columns: columns(), ...parts, nullsNotDistinct };
    }
    case "f":
      return toForeignKey(row, context);
    case "c": {
      const expression = row.definition ?? "";
      return {
        kind: "check",
        ...base,
        expression,
        noInherit: isMarked(row.marks, "noInherit"),
        ...toState(row),
      };
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
    ...(isMarked(row.marks, "clustered") && { clustered: true }),
    ...(isMarked(row.marks, "replicaIdentity") && { replicaIdentity: true }),
    ...(row.tablespace !== null && { tablespace: row.tablespace }),
    ...(row.index_comment !== null && { comment: row.index_comment }),
    ...(row.parameters !== null && { parameters: toParameters(strings(row.parameters)) }),
  };
  return Object.keys(index).length === 0 ? {} : { index };
}

function keyParts(
  row: ConstraintRow,
  columnName: ColumnNames,
): { deferrable: Deferrable; include: readonly string[] } {
  return { deferrable: toDeferrable(row), include: named(row.relation, numbers(row.included), columnName) };
}

function toForeignKey(row: ConstraintRow, context: ConstraintContext): ForeignKey {
  const { columnName } = context;
  const [match = "", onDelete = "", onUpdate = ""] = row.actions ?? "";
  return {
    kind: "foreignKey",
    ...baseOf(row),
    columns: named(row.relation, numbers(row.keys), columnName),
    references: toReferences(row, context),
    onDelete: toAction(onDelete),
    onDeleteColumns: named(row.relation, numbers(row.on_delete_keys), columnName),
    onUpdate: toAction(onUpdate),
    match: match === "f" ? "FULL" : "SIMPLE",
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

function toState(row: ConstraintRow): Pick<ForeignKey, "notValid" | "notEnforced"> {
  return {
    notValid: isMarked(row.marks, "notValid"),
    ...(isMarked(row.marks, "notEnforced") && { notEnforced: true }),
  };
}

function named(relation: number, positions: readonly number[], columnName: ColumnNames): readonly string[] {
  return positions.map((position) => columnName(relation, position));
}

function toDeferrable(row: ConstraintRow): Deferrable {
  if (!isMarked(row.marks, "deferrable")) return null;
  return isMarked(row.marks, "deferred") ? "INITIALLY DEFERRED" : "INITIALLY IMMEDIATE";
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
