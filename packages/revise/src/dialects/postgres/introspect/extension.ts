import type { Extension } from "../../../model/extension";
import { compareText } from "../../../util/text";
import { catalogQuery } from "./query";
import { firstOwnOid } from "./scope";

export interface ExtensionRow {
  readonly name: string;
}

/** Not what initdb installed: `plpgsql` comes with every database and is nobody's wish. */
export const extensionQuery = catalogQuery<ExtensionRow>(
  `SELECT extname::text AS name FROM pg_extension WHERE oid >= ${firstOwnOid}`,
);

export function toExtensions(rows: readonly ExtensionRow[]): readonly Extension[] {
  return rows.map(({ name }) => ({ name })).sort((left, right) => compareText(left.name, right.name));
}
