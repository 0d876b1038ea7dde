/**
 * Constants of an enum in what the server prints: always with their type, `'sad'::mood`, `'{sad,ok}'::app.mood[]`. It
 * keeps them by the number of the value, so they follow when that gets another name.
 */
import type { EnumValueRename } from "../../../dialect/settlement";
import type { QualifiedName } from "../../../model/names";
import { renamedElement } from "../../../operations/enum-type/renaming";
import { lex } from "./lexer";

const word = '"(?:[^"]|"")+"|[\\p{L}_][\\p{L}\\p{N}_$]*';
const cast = new RegExp(`::(?:(${word})\\.)?(${word})(\\[\\])?`, "uy");

/**
 * What the server printed, as it prints it after the rename of a value.
 *
 * @param types the enum types of the database: a name without a schema is that of the default one, where it has such a type
 */
export function afterValueRename(
  print: string,
  { name, from, to }: EnumValueRename,
  types: readonly QualifiedName[],
): string {
  if (!print.includes(name.name.replaceAll('"', '""'))) return print;
  const isThere = (schema: string | null): boolean =>
    types.some((type) => type.name === name.name && type.schema === schema);
  const isMeant = (schema: string | null): boolean =>
    schema === name.schema || ((schema === null || name.schema === null) && !isThere(schema));
  let at = 0;
  return lex(print)
    .map(({ kind, text }) => {
      at += text.length;
      if (kind !== "opaque" || !text.startsWith("'")) return text;
      cast.lastIndex = at;
      const [found, schema, type, array] = cast.exec(print) ?? [];
      if (found === undefined || type === undefined || unquoted(type) !== name.name) return text;
      if (!isMeant(schema === undefined ? null : unquoted(schema))) return text;
      const value = text.slice(1, -1).replaceAll("''", "'");
      if (array !== undefined) return printed(renamedElement(value, from, to));
      return value === from ? printed(to) : text;
    })
    .join("");
}

/** The server writes no `E'…'` in what it prints. */
function printed(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function unquoted(identifier: string): string {
  return identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier;
}
