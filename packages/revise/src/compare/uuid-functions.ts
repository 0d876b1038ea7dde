/** Columns of which the entity says only that the database fills them with a uuid. */
import type { Column } from "../model/column";
import { hasType } from "../model/column-type";
import { nameKey, objectKey, type ObjectKey } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Table } from "../model/table";

/** The generated uuids of the desired side. */
export interface GeneratedUuids {
  readonly columns: ReadonlySet<ObjectKey>;
  /** The extension that is wanted for their sake alone. */
  readonly extension: string | null;
}

/**
 * The desired side with the functions that fill generated uuids in the database. `@Generated("uuid")` names none: one of
 * the user's own serves as well as that of the extension, which then need not be installed.
 */
export function withUuidFunctions(
  current: SchemaModel,
  desired: SchemaModel,
  { columns, extension }: GeneratedUuids,
): SchemaModel {
  if (columns.size === 0) return desired;
  const byName = new Map(current.tables.map((table) => [nameKey(table.name), table]));
  let missing = 0;
  const fill = (table: Table, column: Column): Column => {
    if (!columns.has(objectKey("column", table.name, column.name))) return column;
    const found = byName.get(nameKey(table.name))?.columns.find(({ name }) => name === column.name);
    const serves = found?.default?.kind === "expression" && hasType(found.type, column.type);
    if (serves) return { ...column, default: found.default };
    missing += 1;
    return column;
  };
  const tables = desired.tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => fill(table, column)),
  }));
  const there = current.extensions.some(({ name }) => name === extension);
  const needless = missing === 0 && !there ? extension : null;
  return { ...desired, tables, extensions: desired.extensions.filter(({ name }) => name !== needless) };
}
