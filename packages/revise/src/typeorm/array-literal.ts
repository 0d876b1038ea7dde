/** Arrays in PostgreSQL's text form (manual, section 8.15.6, "Array Input and Output Syntax"). */
import { scalarText, unescapeQuotes } from "./literal-text";

/**
 * `["a", "b c"]` as `{a,"b c"}`. TypeORM joins the elements without quoting, so an entity may have quoted them itself:
 * an element that is already in double quotes stays as it is.
 */
export function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map(element).join(",")}}`;
}

function element(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (Array.isArray(value)) return arrayLiteral(value);
  if (typeof value === "boolean") return value ? "t" : "f";
  if (value instanceof Date) return quoted(value.toISOString());
  if (typeof value === "object") return quoted(JSON.stringify(value));
  const text = unescapeQuotes(scalarText(value));
  if (/^"(?:[^"\\]|\\.)*"$/s.test(text)) return text;
  return needsQuotes(text) ? quoted(text) : text;
}

function needsQuotes(text: string): boolean {
  return text === "" || /[{}",\\\s]/.test(text) || /^null$/i.test(text);
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
