import { nameKey, type QualifiedName, sameName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import type { Table } from "../../model/table";
import { columnsByEnumType, type EnumColumn } from "../enum-uses";

export interface FormerName {
  readonly from: QualifiedName;
  readonly to: QualifiedName;
}

/**
 * Enum types under new names: every column of the type that stays is to have the new one, and no type of that name is
 * there, or it leaves that name as well. Nothing is lost, so nobody is asked.
 */
export function enumTypeRenames(current: SchemaModel, desired: SchemaModel): readonly FormerName[] {
  const claimed = new Set<string>();
  const columns = columnsByEnumType(current);
  const wantedTables = new Map(desired.tables.map((table) => [nameKey(table.name), table]));
  const wantedTypes = new Set(desired.enumTypes.map(({ name }) => nameKey(name)));
  let renames = current.enumTypes.flatMap(({ name }) => {
    const to = newNameOf(name, columns.get(nameKey(name)) ?? [], wantedTables, wantedTypes);
    if (to === null || claimed.has(nameKey(to))) return [];
    claimed.add(nameKey(to));
    return [{ from: name, to }];
  });
  for (;;) {
    const leaving = new Set(renames.map(({ from }) => nameKey(from)));
    const held = new Set(
      current.enumTypes.map(({ name }) => nameKey(name)).filter((key) => !leaving.has(key)),
    );
    const free = renames.filter(({ to }) => !held.has(nameKey(to)));
    if (free.length === renames.length) return renames;
    renames = free;
  }
}

/** Null where the columns of the type want it as it is, or disagree. */
function newNameOf(
  name: QualifiedName,
  columns: readonly EnumColumn[],
  wantedTables: ReadonlyMap<string, Table>,
  wantedTypes: ReadonlySet<string>,
): QualifiedName | null {
  const wanted: QualifiedName[] = [];
  for (const { table, column } of columns) {
    const wantedTable = wantedTables.get(nameKey(table.name));
    if (wantedTable === undefined) return null;
    const type = wantedTable.columns.find((one) => one.name === column.name)?.type;
    if (type !== undefined) wanted.push({ schema: type.schema, name: type.name });
  }
  const [first] = wanted;
  if (first === undefined || sameName(first, name)) return null;
  return wantedTypes.has(nameKey(first)) && wanted.every((other) => sameName(other, first)) ? first : null;
}
