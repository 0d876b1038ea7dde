/**
 * Names in SQL. Every identifier is quoted, always: quoting by need would have to know the reserved words of every
 * server version, and unquoted text folds to lower case (PostgreSQL manual, section 4.1.1).
 */
import { ReviseError } from "../../errors";
import type { QualifiedName } from "../../model/names";
import { clipToBytes, unstorable } from "../../util/text";

/** `NAMEDATALEN - 1`: what the server keeps of a name, in bytes of UTF-8. */
export const maximumIdentifierBytes = 63;

/** `we"ird` → `"we""ird"`. Throws `operation-invalid` for an empty name and for one that is {@link unstorable}. */
export function quoteIdentifier(identifier: string): string {
  if (identifier === "") {
    throw new ReviseError("operation-invalid", "An identifier is empty.", {
      hint: "Give the object a name.",
    });
  }
  const problem = unstorable(identifier);
  if (problem !== null) {
    throw new ReviseError("operation-invalid", `The identifier ${JSON.stringify(identifier)} ${problem}.`, {
      hint: "PostgreSQL has no such names: remove the character.",
    });
  }
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** `{ schema: "app", name: "user" }` → `"app"."user"`; a name of the default schema stays unqualified. */
export function quoteName(name: QualifiedName): string {
  return name.schema === null
    ? quoteIdentifier(name.name)
    : `${quoteIdentifier(name.schema)}.${quoteIdentifier(name.name)}`;
}

/** `"a", "b"` */
export function quoteList(identifiers: readonly string[]): string {
  return identifiers.map(quoteIdentifier).join(", ");
}

/** What the server makes of a name that is too long: the first 63 bytes, cut between characters. */
export function truncateIdentifier(identifier: string): string {
  return clipToBytes(identifier, maximumIdentifierBytes);
}

/**
 * The name the server gives to the sequence of a serial or identity column: `<table>_<column>_seq`, where the longer
 * of the two parts loses bytes first until the whole fits (`makeObjectName` in `src/backend/commands/indexcmds.c`;
 * 29 bytes each when both are long). The server appends a number where the name is taken; that is not foreseen here.
 */
export function implicitSequenceName(table: string, column: string): string {
  const room = maximumIdentifierBytes - "__seq".length;
  let tableBytes = Buffer.byteLength(table, "utf8");
  let columnBytes = Buffer.byteLength(column, "utf8");
  while (tableBytes + columnBytes > room) {
    if (tableBytes > columnBytes) tableBytes -= 1;
    else columnBytes -= 1;
  }
  return `${clipToBytes(table, tableBytes)}_${clipToBytes(column, columnBytes)}_seq`;
}
