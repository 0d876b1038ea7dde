import { ReviseError } from "../../../errors";
import type { ColumnType } from "../../../model/column-type";
import { canonicalType } from "./canonical";
import { builtinName, builtinTypname } from "./catalog";

/**
 * Reads a type as `format_type()` prints it (`timestamp(3) with time zone`, `app."My Type"[]`), as TypeORM does
 * (`character varying(255)`, `"public"."mood" array`) and as people write it (`VARCHAR(255)`, `int4[]`).
 *
 * Words outside quotes match built-in types in any case; the name of a type of one's own keeps the case it is written
 * in, so that {@link formatType} needs no quotes for `app.Mood`.
 *
 * @throws ReviseError `operation-invalid` for text that is no type
 */
export function parseType(text: string): ColumnType {
  const { element, dimensions } = splitArray(text.trim());
  const path = readPath(element);
  if (path === null) return invalid(text);
  const args = readArgs(element.slice(path.end));
  if (args === null) return invalid(text);
  if (path.parts.length === 1 && path.parts[0]?.quoted === false) {
    const spelling = `${path.parts[0].text} ${args.rest}`.trim().replaceAll(/\s+/g, " ");
    const name = builtinName(spelling.toLowerCase()) ?? spelling;
    if (name.includes(" ") && builtinName(name) === null) return invalid(text);
    // `float` is kept as it is written: its modifier decides which type it is.
    return canonicalType({
      name: spelling.toLowerCase() === "float" ? "float" : name,
      schema: null,
      args: args.args,
      dimensions,
    });
  }
  if (args.rest !== "") return invalid(text);
  return userType(path.parts, args.args, dimensions) ?? invalid(text);
}

interface Part {
  readonly text: string;
  readonly quoted: boolean;
}

function userType(parts: readonly Part[], args: readonly string[], dimensions: number): ColumnType | null {
  const [first, second, ...more] = parts;
  if (first === undefined || more.length > 0) return null;
  const schema = second === undefined ? null : first.text;
  const name = (second ?? first).text;
  const builtin = schema === null || schema === "pg_catalog" ? builtinTypname(name) : null;
  if (builtin !== null) return canonicalType({ name: builtin, schema: null, args, dimensions });
  // Not through the aliases: a quoted "integer" is somebody's own type.
  return schema === null
    ? { name, schema, args, dimensions }
    : canonicalType({ name, schema, args, dimensions });
}

function splitArray(text: string): { element: string; dimensions: number } {
  const element = text.replace(/(?:\s+array(?:\s*\[\s*\d*\s*\])?|(?:\s*\[\s*\d*\s*\])+)$/i, "");
  return { element, dimensions: element === text ? 0 : 1 };
}

/** The dotted name at the start, and where it ends. The first word only, of a spelling of several words. */
function readPath(text: string): { parts: readonly Part[]; end: number } | null {
  const parts: Part[] = [];
  const part = /(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*))(\s*\.\s*)?/uy;
  for (;;) {
    const match = part.exec(text);
    if (match === null) return null;
    const [, quoted, bare, dot] = match;
    parts.push(
      quoted === undefined
        ? { text: bare ?? "", quoted: false }
        : { text: quoted.replaceAll('""', '"'), quoted: true },
    );
    if (dot === undefined) return { parts, end: part.lastIndex };
  }
}

/** ` varying(255)` → args `["255"]`, rest `varying`: modifiers may stand between the words of a type. */
function readArgs(text: string): { args: readonly string[]; rest: string } | null {
  const match = /^((?:\s+[a-z]+)*)\s*(?:\(([^()]*)\))?((?:\s+[a-z]+)*)\s*$/i.exec(text);
  if (match === null) return null;
  const [, before = "", inside, after = ""] = match;
  const args = inside === undefined ? [] : inside.split(",").map((arg) => arg.trim());
  return args.includes("") ? null : { args, rest: `${before} ${after}`.trim() };
}

function invalid(text: string): never {
  throw new ReviseError("operation-invalid", `"${text}" is not a PostgreSQL type.`, {
    hint: 'Write it as in SQL: "varchar(255)", "numeric(10,2)", "timestamptz", "app.mood[]".',
    details: { type: text },
  });
}
