/** Operator classes and collations of index keys: small catalogues that are read whole. */
import { quoteIdentifier } from "../identifiers";
import { quoteLiteral } from "../expressions/literal";
import { catalogQuery } from "./query";

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

/**
 * SQL: the parameters that the keys of an index give to their operator classes, as a JSON object by position, null where
 * there are none. The B-trees, nearly all indexes, are not looked into as long as no class of theirs takes parameters,
 * by a support function of number 5 (PostgreSQL manual, "B-Tree Support Functions").
 */
export function operatorClassParameters(index: string, method: string): string {
  return `CASE WHEN ${method} NOT IN (
             SELECT am.oid FROM pg_am am WHERE am.amname = 'btree' AND NOT EXISTS (
               SELECT 1 FROM pg_amproc support JOIN pg_opfamily f ON f.oid = support.amprocfamily
               WHERE f.opfmethod = am.oid AND support.amprocnum = 5)
           ) THEN (
             SELECT json_object_agg(a.attnum, a.attoptions)::text FROM pg_attribute a
             WHERE a.attrelid = ${index} AND a.attoptions IS NOT NULL
           ) END`;
}

export interface OperatorClasses {
  readonly byOid: ReadonlyMap<number, OperatorClassRow>;
  readonly defaults: ReadonlyMap<string, number>;
}

export function toOperatorClasses(rows: readonly OperatorClassRow[]): OperatorClasses {
  const defaults = rows.filter((row) => row.is_default);
  return {
    byOid: new Map(rows.map((row) => [row.oid, row])),
    defaults: new Map(defaults.map((row) => [defaultKey(row.method, row.input), row.oid])),
  };
}

export interface KeyClass {
  readonly oid: number;
  /** `siglen=32` */
  readonly parameters: readonly string[];
  /** Oid of the column's type; null for an expression, whose type is in no catalogue. */
  readonly keyType: number | null;
}

/** The class as written behind a key: null for the default class of the key's type without parameters. */
export function operatorClassText(classes: OperatorClasses, key: KeyClass): string | null {
  const row = classes.byOid.get(key.oid);
  if (row === undefined) return null;
  if (key.parameters.length > 0) return `${row.text} (${key.parameters.map(parameterText).join(", ")})`;
  // text_ops is a default class, but not that of citext: the type may have one of its own in the same method.
  const own = key.keyType === null ? undefined : classes.defaults.get(defaultKey(row.method, key.keyType));
  return row.is_default && (own === undefined || own === row.oid) ? null : row.text;
}

function defaultKey(method: number, input: number): string {
  return `${String(method)}.${String(input)}`;
}

/** `siglen=32` → `siglen='32'`, as `pg_get_indexdef` prints it. */
function parameterText(parameter: string): string {
  const [, name = parameter, value = ""] = /^([^=]*)=(.*)$/s.exec(parameter) ?? [];
  const bare = /^[a-z_][a-z0-9_]*$/;
  return `${bare.test(name) ? name : quoteIdentifier(name)}=${bare.test(value) ? value : quoteLiteral(value)}`;
}
