/** Operator classes and collations of index keys: small catalogues that are read whole. */
import { quoteIdentifier } from "../identifiers";
import { quoteLiteral } from "../expressions/literal";
import { catalogQuery, groupBy, strings, type CatalogQuery } from "./query";
import { isTable, relations, type ReadScope } from "./scope";

export interface OperatorClassRow {
  readonly oid: number;
  readonly method: number;
  readonly input: number;
  readonly is_default: boolean;
  /** Quoted, and with its schema where it is not on the search path. */
  readonly text: string;
}

export const operatorClassQuery = catalogQuery<OperatorClassRow>(`
  SELECT o.oid, o.opcmethod AS method, o.opcintype AS input, o.opcdefault AS is_default,
         CASE WHEN pg_opclass_is_visible(o.oid) THEN '' ELSE quote_ident(n.nspname) || '.' END || quote_ident(o.opcname) AS text
  FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace`);

export interface OperatorClassOptionRow {
  readonly index: number;
  readonly position: number;
  /** JSON, `["siglen=32"]` */
  readonly options: string;
}

/** Parameters of operator classes, which few indexes have. */
export function operatorClassOptionQuery(scope: ReadScope): CatalogQuery<OperatorClassOptionRow> {
  return catalogQuery(`
    SELECT a.attrelid AS index, a.attnum AS position, array_to_json(a.attoptions)::text AS options
    FROM pg_attribute a
    JOIN pg_index i ON i.indexrelid = a.attrelid
    JOIN pg_class c ON c.oid = i.indrelid
    WHERE a.attoptions IS NOT NULL AND ${isTable(scope, "c", relations)}`);
}

export interface OperatorClasses {
  readonly byOid: ReadonlyMap<number, OperatorClassRow>;
  readonly defaults: ReadonlyMap<string, number>;
  readonly options: ReadonlyMap<number, readonly OperatorClassOptionRow[]>;
}

export function toOperatorClasses(
  rows: readonly OperatorClassRow[],
  options: readonly OperatorClassOptionRow[],
): OperatorClasses {
  const defaults = rows.filter((row) => row.is_default);
  return {
    byOid: new Map(rows.map((row) => [row.oid, row])),
    defaults: new Map(defaults.map((row) => [defaultKey(row.method, row.input), row.oid])),
    options: groupBy(options, (row) => row.index),
  };
}

export interface KeyClass {
  /** Oid of the index, and the 1-based place in it. */
  readonly index: number;
  readonly position: number;
  readonly oid: number;
  /** Oid of the column's type; null for an expression, whose type is in no catalogue. */
  readonly keyType: number | null;
}

/** The class as written behind a key: null for the default class of the key's type without parameters. */
export function operatorClassText(classes: OperatorClasses, key: KeyClass): string | null {
  const row = classes.byOid.get(key.oid);
  if (row === undefined) return null;
  const option = classes.options.get(key.index)?.find((each) => each.position === key.position);
  if (option !== undefined) return `${row.text} (${strings(option.options).map(optionText).join(", ")})`;
  // text_ops is a default class, but not that of citext: the type may have one of its own in the same method.
  const own = key.keyType === null ? undefined : classes.defaults.get(defaultKey(row.method, key.keyType));
  return row.is_default && (own === undefined || own === row.oid) ? null : row.text;
}

function defaultKey(method: number, input: number): string {
  return `${String(method)}.${String(input)}`;
}

/** `siglen=32` → `siglen='32'`, as `pg_get_indexdef` prints it. */
function optionText(option: string): string {
  const [, name = option, value = ""] = /^([^=]*)=(.*)$/s.exec(option) ?? [];
  const bare = /^[a-z_][a-z0-9_]*$/;
  return `${bare.test(name) ? name : quoteIdentifier(name)}=${bare.test(value) ? value : quoteLiteral(value)}`;
}
