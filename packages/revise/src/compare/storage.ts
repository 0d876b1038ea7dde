/** How a column is stored, which no entity can say, stays as it is as far as its type admits it. */
import type { Column } from "../model/column";
import { sameType } from "../model/column-type";
import { nameKey } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Table } from "../model/table";
import type { CompareContext } from "./comparison";

/**
 * The desired model with the storage that the columns have.
 *
 * @param current by the names of the desired model
 */
export function withStorage(
  desired: SchemaModel,
  current: SchemaModel,
  { storesLongValues = () => true }: Pick<CompareContext, "storesLongValues">,
): SchemaModel {
  const stored = new Map(
    current.tables
      .filter(({ columns }) => columns.some(({ storage }) => storage !== undefined))
      .map((table) => [nameKey(table.name), table]),
  );
  if (stored.size === 0) return desired;
  const columnLike = (column: Column, former: Table): Column => {
    const found = former.columns.find(({ name }) => name === column.name);
    if (found?.storage === undefined) return column;
    const sameKind = sameType({ ...found.type, args: [] }, { ...column.type, args: [] });
    return sameKind || storesLongValues(column.type) ? { ...column, storage: found.storage } : column;
  };
  const tables = desired.tables.map((table) => {
    const former = stored.get(nameKey(table.name));
    if (former === undefined) return table;
    return { ...table, columns: table.columns.map((column) => columnLike(column, former)) };
  });
  return { ...desired, tables };
}
