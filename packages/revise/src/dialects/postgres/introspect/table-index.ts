import type { IndexDetails, IndexKey, TableIndex } from "../../../model/table-index";
import { commentOf, isMarked, marks, tablespaceOf } from "./details";
import { operatorClassParameters, operatorClassText, type OperatorClasses } from "./operator-class";
import { catalogQuery, numbers, strings, type CatalogQuery } from "./query";
import { keepsRows, type ReadScope } from "./scope";

export interface TableIndexRow {
  readonly relation: number;
  readonly name: string;
  readonly method: string;
  /** {@link indexMarks}. */
  readonly marks: string | null;
  readonly key_count: number;
  /** `int2vector` and `oidvector` as text: positions (0 for an expression), option bits, classes, collations. */
  readonly keys: string;
  readonly options: string;
  readonly classes: string;
  readonly collations: string;
  /** JSON; by the 1-based place of a key what its operator class is told, `{"1":["siglen=32"]}`. */
  readonly class_parameters: string | null;
  /** JSON; of each key the text that `pg_get_indexdef` prints for it, where there are expressions. */
  readonly key_texts: string | null;
  /** The whole statement, where there are expressions. */
  readonly definition: string | null;
  readonly predicate: string | null;
  /** JSON, `["fillfactor=70"]` */
  readonly parameters: string | null;
  readonly comment: string | null;
  readonly tablespace: string | null;
  /** JSON, `{"1":"500"}`; of keys that are expressions. */
  readonly statistics: string | null;
}

/** Indexes of tables and materialized views that no constraint owns and that are not being dropped. */
export function tableIndexQuery(scope: ReadScope): CatalogQuery<TableIndexRow> {
  return catalogQuery(`
    SELECT i.indrelid AS relation, ic.relname::text AS name, am.amname::text AS method,
           ${marks(indexMarks(scope))} AS marks, i.indnkeyatts AS key_count, i.indkey::text AS keys, i.indoption::text AS options,
           i.indclass::text AS classes, i.indcollation::text AS collations,
           ${operatorClassParameters("i.indexrelid", "ic.relam")} AS class_parameters,
           CASE WHEN i.indexprs IS NOT NULL THEN (
             SELECT json_agg(pg_get_indexdef(i.indexrelid, n, false) ORDER BY n)::text
             FROM generate_series(1, i.indnkeyatts::int) n
           ) END AS key_texts,
           CASE WHEN i.indexprs IS NOT NULL THEN pg_get_indexdef(i.indexrelid) END AS definition,
           pg_get_expr(i.indpred, i.indrelid) AS predicate, array_to_json(ic.reloptions)::text AS parameters,
           ${commentOf("pg_class", "i.indexrelid")} AS comment, ${tablespaceOf("ic")} AS tablespace,
           CASE WHEN i.indexprs IS NOT NULL THEN (
             SELECT json_object_agg(a.attnum, a.attstattarget::text)::text FROM pg_attribute a
             WHERE a.attrelid = i.indexrelid AND a.attnum > 0 AND a.attstattarget >= 0
           ) END AS statistics
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_class ic ON ic.oid = i.indexrelid
    JOIN pg_am am ON am.oid = ic.relam
    LEFT JOIN pg_constraint con
      ON con.conrelid = i.indrelid AND con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x')
    WHERE ${keepsRows(scope)} AND i.indislive AND con.oid IS NULL`);
}

function indexMarks({ serverVersion }: ReadScope): Readonly<Record<string, string>> {
  return {
    unique: "i.indisunique",
    invalid: "NOT i.indisvalid",
    clustered: "i.indisclustered",
    replicaIdentity: "i.indisreplident",
    ...(serverVersion >= 150_000 && { nullsNotDistinct: "i.indnullsnotdistinct" }),
  };
}

/** What is known of the column at a position of a table. */
export interface IndexedColumn {
  readonly name: string;
  readonly type: number;
  readonly collation: number;
}

export interface IndexContext {
  readonly column: (relation: number, position: number) => IndexedColumn;
  readonly classes: OperatorClasses;
  readonly collationText: (oid: number) => IndexKey["collation"];
}

export function toTableIndex(row: TableIndexRow, context: IndexContext): TableIndex {
  const positions = numbers(row.keys);
  const texts = strings(row.key_texts);
  const classParameters = toClassParameters(row.class_parameters);
  const [options, classes, collations] = [
    numbers(row.options),
    numbers(row.classes),
    numbers(row.collations),
  ];
  return {
    name: row.name,
    givenName: true,
    keys: positions.slice(0, row.key_count).map((position, index) => {
      const column = position === 0 ? null : context.column(row.relation, position);
      const option = options[index] ?? 0;
      const expression = column === null ? (texts[index] ?? "") : null;
      return {
        column: column?.name ?? null,
        expression,
        collation: ownCollation(row, column, expression, collations[index] ?? 0, context),
        operatorClass: operatorClassText(context.classes, {
          oid: classes[index] ?? 0,
          parameters: classParameters[index + 1] ?? [],
          keyType: column?.type ?? null,
        }),
        // Bits of pg_index.indoption (src/include/access/amapi users: INDOPTION_DESC, INDOPTION_NULLS_FIRST).
        order: (option & 1) === 0 ? "ASC" : "DESC",
        nulls: (option & 2) === 0 ? "LAST" : "FIRST",
      };
    }),
    include: positions.slice(row.key_count).map((position) => context.column(row.relation, position).name),
    unique: isMarked(row.marks, "unique"),
    nullsNotDistinct: isMarked(row.marks, "nullsNotDistinct"),
    method: row.method,
    where: row.predicate,
    parameters: toParameters(strings(row.parameters)),
    concurrently: false,
    valid: !isMarked(row.marks, "invalid"),
    ...(row.comment === null ? {} : { comment: row.comment }),
    ...detailsOf(row),
  };
}

function detailsOf(row: TableIndexRow): Pick<TableIndex, "details"> {
  const details: IndexDetails = {
    ...(isMarked(row.marks, "clustered") && { clustered: true }),
    ...(isMarked(row.marks, "replicaIdentity") && { replicaIdentity: true }),
    ...(row.tablespace !== null && { tablespace: row.tablespace }),
    ...(row.statistics !== null && { statistics: JSON.parse(row.statistics) as Record<string, string> }),
  };
  return Object.keys(details).length === 0 ? {} : { details };
}

function toClassParameters(json: string | null): Readonly<Record<number, readonly string[]>> {
  return json === null ? {} : (JSON.parse(json) as Record<number, readonly string[]>);
}

const defaultCollation = 100;

/**
 * The collation of a key where it is not that of the column. The collation of an expression is in no catalogue; it
 * is one's own only if the server prints it behind the expression.
 */
function ownCollation(
  row: TableIndexRow,
  column: IndexedColumn | null,
  expression: string | null,
  collation: number,
  context: IndexContext,
): IndexKey["collation"] {
  if (collation === 0 || collation === column?.collation) return null;
  if (column !== null) return context.collationText(collation);
  const printed = row.definition?.includes(`${expression ?? ""} COLLATE `) ?? false;
  return collation === defaultCollation || !printed ? null : context.collationText(collation);
}

/** `["fillfactor=70"]` → `{ fillfactor: "70" }` */
export function toParameters(settings: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    settings.map((setting) => {
      const [, name = setting, value = ""] = /^([^=]*)=(.*)$/s.exec(setting) ?? [];
      return [name, value];
    }),
  );
}
