/** What needs no further look: in a database that is up to date nearly every table. */
import { sameType } from "../model/column-type";
import { nameKey } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Table } from "../model/table";
import { differingFacets } from "./column-facets";
import type { CompareContext } from "./comparison";
import { sameStructure as sameConstraint } from "./constraint";
import { sameKeys } from "./match";
import { sameStructure as sameIndex } from "./table-index";

/**
 * The desired tables that are as they shall be, names and spelling of expressions included, each with what is there.
 * None where the user judges columns, because equal ones may then be called different.
 */
export function alikeTables(
  current: SchemaModel,
  desired: SchemaModel,
  { judge }: Pick<CompareContext, "judge">,
): ReadonlyMap<Table, Table> {
  if (judge !== undefined) return new Map();
  const counterparts = new Map(current.tables.map((table) => [nameKey(table.name), table]));
  const alike = new Map<Table, Table>();
  for (const table of desired.tables) {
    const found = counterparts.get(nameKey(table.name));
    if (found !== undefined && isAlike(found, table)) alike.set(table, found);
  }
  return alike;
}

function isAlike(current: Table, desired: Table): boolean {
  return (
    (current.comment ?? "") === (desired.comment ?? "") &&
    sameColumns(current, desired) &&
    pairUp(current.constraints, desired.constraints, sameConstraint) &&
    pairUp(current.indexes, desired.indexes, (from, to) => from.valid && sameIndex(from, to))
  );
}

/** A table whose columns are in another order is compared like one that differs. */
function sameColumns({ columns: current }: Table, { columns: desired }: Table): boolean {
  if (!sameKeys(current, desired, ({ name }) => name)) return false;
  return desired.every((column, at) => {
    const found = current[at];
    return (
      found !== undefined && sameType(found.type, column.type) && differingFacets(found, column).length === 0
    );
  });
}

function pairUp<Item extends { readonly name: string }>(
  current: readonly Item[],
  desired: readonly Item[],
  same: (current: Item, desired: Item) => boolean,
): boolean {
  if (current.length !== desired.length) return false;
  return desired.every((item) => {
    const found = current.find(({ name }) => name === item.name);
    return found !== undefined && same(found, item);
  });
}
