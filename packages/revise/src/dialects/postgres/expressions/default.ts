/** Defaults of columns, between the model and the server's spelling. */
import type { DefaultValue } from "../../../model/column";
import type { ColumnType } from "../../../model/column-type";
import { canonicalType } from "../types/canonical";
import { isBuiltin } from "../types/format";
import { parseType } from "../types/parse";
import { quoteLiteral } from "./literal";

/**
 * The SQL behind `DEFAULT`. A literal is always a quoted string without a cast: the server reads it with the input
 * function of the column's type, whatever that is, as it does with what TypeORM prints.
 */
export function defaultSql(value: DefaultValue): string {
  if (value.kind === "literal") return quoteLiteral(value.text);
  return isSimple(value.sql) ? value.sql : `(${value.sql})`;
}

/** `DEFAULT` takes less than an expression without parentheses: `NOT true` is an error, a call is none. */
function isSimple(sql: string): boolean {
  return (
    /^(?:[\w$".]+(?:\([^()]*\))?|'(?:[^']|'')*')(?:::[\w$". ]+(?:\([\d, ]+\))?(?:\[\])?)?$/.test(sql) ||
    /^\([^()]*\)$/.test(sql)
  );
}

/**
 * Reads a default as the server deparses it (`pg_get_expr`). What is plainly a value of the column's own type becomes
 * a literal: `'active'::character varying`, `1`, `'-1'::integer`, `(-1)`, `true`, `'{}'::text[]`. A `NULL` is no
 * default at all. Everything else, a value that is cast through another type included, stays an expression.
 */
export function parseDefault(sql: string, type: ColumnType): DefaultValue | null {
  const text = stripParentheses(sql.trim());
  const column = canonicalType(type);
  // A domain may have a default of its own, which NULL overrides: there it means something.
  if (isBuiltin(column) && /^null(?:::|$)/i.test(text) && fits(text.slice(4), column)) return null;
  return quotedLiteral(text, column) ?? bareLiteral(text, column) ?? { kind: "expression", sql };
}

/**
 * The same for what the database holds, where the very spelling is to come back after a downgrade: a number that was
 * written without quotes stays an expression where the server prints the quoted one otherwise (`0` on a bigint column
 * is not `'0'::bigint` to `pg_dump`). {@link parseDefault} tells that both mean one value.
 */
export function readDefault(sql: string, type: ColumnType): DefaultValue | null {
  const parsed = parseDefault(sql, type);
  if (parsed?.kind !== "literal" || sql.startsWith("'") || printsBare(parsed.text, canonicalType(type)))
    return parsed;
  return { kind: "expression", sql };
}

/** Whether the server prints the constant of this text without quotes and cast (`get_const_expr` in `ruleutils.c`). */
function printsBare(text: string, column: ColumnType): boolean {
  if (column.name === "integer") return /^\d+$/.test(text);
  if (column.name === "numeric") return /^\d*\.\d+$/.test(text);
  return column.name === "boolean";
}

function quotedLiteral(text: string, column: ColumnType): DefaultValue | null {
  const match = /^'((?:[^']|'')*)'(::.+)?$/s.exec(text);
  if (match === null || !fits(match[2], column)) return null;
  return literal((match[1] ?? "").replaceAll("''", "'"));
}

function bareLiteral(text: string, column: ColumnType): DefaultValue | null {
  const match = /^(?:(true|false)|([+-]?\s?(?:\d+(?:\.\d+)?|\.\d+)))(::.+)?$/is.exec(text);
  if (match === null || column.dimensions > 0 || column.schema !== null || !fits(match[3], column))
    return null;
  const [, truth, number = ""] = match;
  if (truth !== undefined) return acceptsTruth(column) ? literal(truth.toLowerCase()) : null;
  return acceptsNumber(column, number) ? literal(number.replaceAll(/^\+|\s/g, "")) : null;
}

/** Whether nothing, or a cast to the type of the column, follows the value. */
function fits(suffix: string | undefined, column: ColumnType): boolean {
  return suffix === undefined || suffix === "" || isCastTo(suffix.slice("::".length), column);
}

function literal(text: string): DefaultValue {
  return { kind: "literal", text };
}

/** `((-1))` → `-1`: outer parentheses that match each other, as long as no string is inside. */
function stripParentheses(text: string): string {
  const match = /^\(([^()']*|'(?:[^']|'')*'(?:::[^()']*)?)\)(::.+)?$/s.exec(text);
  if (match === null) return text;
  return stripParentheses(`${(match[1] ?? "").trim()}${match[2] ?? ""}`);
}

/** Whether a cast names the type of the column; the modifiers of the column are applied when a row is written. */
function isCastTo(cast: string, column: ColumnType): boolean {
  let target: ColumnType;
  try {
    target = parseType(cast);
  } catch {
    return false;
  }
  if (target.dimensions !== column.dimensions) return false;
  if (target.name !== column.name && !(target.name === "bpchar" && column.name === "char")) return false;
  // A cast with modifiers of its own cuts or rounds before the column does.
  if (hasOwnModifiers(cast, target) && target.args.join() !== column.args.join()) return false;
  return (
    target.schema === column.schema ||
    (!isBuiltin(target) && (target.schema === null || column.schema === null))
  );
}

function hasOwnModifiers(cast: string, target: ColumnType): boolean {
  return target.args.length > 0 && cast.includes("(");
}

const integerTypes: ReadonlySet<string> = new Set(["smallint", "integer", "bigint"]);
const fractionTypes: ReadonlySet<string> = new Set(["numeric", "real", "double precision"]);
const textTypes: ReadonlySet<string> = new Set(["text", "varchar", "char", "bpchar"]);

/** `1.5` on an integer column rounds; as a literal it would be rejected. */
function acceptsNumber(column: ColumnType, number: string): boolean {
  if (integerTypes.has(column.name)) return /^[+-]?\s?\d+$/.test(number);
  return fractionTypes.has(column.name) || (textTypes.has(column.name) && /^\d/.test(number));
}

function acceptsTruth(column: ColumnType): boolean {
  return column.name === "boolean" || textTypes.has(column.name);
}
