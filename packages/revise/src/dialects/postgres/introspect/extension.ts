import type { Extension } from "../../../model/extension";
import { compareText } from "../../../util/text";
import { catalogQuery } from "./query";

export interface ExtensionRow {
  readonly name: string;
}

/** Oids below 16384 were given by initdb: `plpgsql` comes with every database and is nobody's wish. */
export const extensionQuery = catalogQuery<ExtensionRow>(
  "SELECT extname::text AS name FROM pg_extension WHERE oid >= 16384",
);

export function toExtensions(rows: readonly ExtensionRow[]): readonly Extension[] {
  return rows.map(({ name }) => ({ name })).sort((left, right) => compareText(left.name, right.name));
}
