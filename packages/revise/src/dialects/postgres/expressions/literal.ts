/** Values as SQL text: for offline scripts, and wherever a statement of DDL takes a string. */
import { ReviseError } from "../../../errors";
import { unstorable } from "../../../util/text";

/**
 * `it's` → `'it''s'`. A text with a backslash is written `E'…'`, which means the same whatever
 * `standard_conforming_strings` says (PostgreSQL manual, section 4.1.2.2).
 *
 * @throws ReviseError `operation-invalid` for a text that is {@link unstorable}
 */
export function quoteLiteral(text: string): string {
  const problem = unstorable(text);
  if (problem !== null) {
    throw new ReviseError("operation-invalid", `The text ${JSON.stringify(text)} ${problem}.`, {
      hint: "PostgreSQL cannot store it: remove the character, or use a bytea column.",
    });
  }
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes("\\") ? `E${quoted.replaceAll("\\", "\\\\")}` : quoted;
}

/**
 * A JavaScript value as the literal that does what binding it with node-postgres does (`prepareValue` in
 * `pg/lib/utils.js`): everything but bytes is sent as text whose type the server takes from the place, so everything
 * but `NULL` is a quoted string here. A bare `5` would not be the same: `code = 5` fails where `code` is text.
 */
export function valueLiteral(value: unknown): string {
  const text = boundText(value);
  if (text === null) return "NULL";
  return typeof text === "string"
    ? quoteLiteral(text)
    : `${quoteLiteral(`\\x${text.toString("hex")}`)}::bytea`;
}

/** What node-postgres would send: null, text, or bytes. */
function boundText(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")
    return String(value);
  if (typeof value === "object") return objectText(value);
  throw new ReviseError("operation-invalid", `A ${typeof value} can't be a value in SQL.`, {
    hint: "Give null, a boolean, a number, a bigint, a string, a Date, a Buffer, an array or a plain object.",
  });
}

function objectText(value: object): string | Buffer | null {
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof Date) return dateText(value);
  if (Array.isArray(value)) return arrayText(value);
  if ("toPostgres" in value && typeof value.toPostgres === "function") {
    return boundText((value as { toPostgres(prepare: typeof boundText): unknown }).toPostgres(boundText));
  }
  return JSON.stringify(value);
}

/** `[1, null, ["a"]]` → `{"1",NULL,{"a"}}` */
function arrayText(items: readonly unknown[]): string {
  return `{${items.map((item) => (Array.isArray(item) ? arrayText(item) : elementText(boundText(item)))).join(",")}}`;
}

function elementText(element: string | Buffer | null): string {
  if (element === null) return "NULL";
  const text = typeof element === "string" ? element : `\\x${element.toString("hex")}`;
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/**
 * `2026-11-20T13:36:45.003+01:00`: local time with its offset, as node-postgres sends it, because a `timestamp`
 * column drops the offset and keeps the local time.
 */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) {
    throw new ReviseError("operation-invalid", "A date among the values is invalid.", {
      hint: "Check how the Date is built.",
    });
  }
  const offset = -date.getTimezoneOffset();
  const year = date.getFullYear();
  const day = `${pad(year < 1 ? 1 - year : year, 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  const zone = `${offset < 0 ? "-" : "+"}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
  return `${day}T${time}.${pad(date.getMilliseconds(), 3)}${zone}${year < 1 ? " BC" : ""}`;
}

function pad(number: number, digits = 2): string {
  return String(number).padStart(digits, "0");
}
