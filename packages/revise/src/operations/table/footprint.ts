import type { ObjectKey } from "../../model/names";
import type { Table } from "../../model/table";
import * as column from "../column/footprint";
import * as constraint from "../constraint/footprint";
import { changed, former, relationName, schemaOf, shapeAfter, shapeBefore, tableKey } from "../footprint";
import * as index from "../table-index/footprint";

/** The table and everything in it. */
function existenceOf({ name, columns, constraints, indexes }: Table): readonly ObjectKey[] {
  return [
    tableKey(name),
    relationName(name),
    ...columns.flatMap((item) => column.existenceOf(name, item)),
    ...constraints.flatMap((item) => constraint.existenceOf(name, item)),
    ...indexes.flatMap((item) => index.existenceOf(name, item)),
  ];
}

export function created(table: Table): readonly ObjectKey[] {
  const { name, columns } = table;
  return [...existenceOf(table), ...columns.map((item) => changed(name, item.name)), ...shapeAfter(name)];
}

export function dropped(table: Table): readonly ObjectKey[] {
  const { name, columns } = table;
  return [...existenceOf(table), ...columns.map((item) => former(name, item.name)), ...shapeBefore(name)];
}

export function needsOf({ name, columns, constraints }: Table): readonly ObjectKey[] {
  return [
    ...schemaOf(name),
    ...columns.flatMap((item) => column.needsOf(name, item)),
    ...constraints.flatMap((item) => constraint.needsOf(name, item)),
  ];
}

export function releasesOf({ name, columns, constraints, indexes }: Table): readonly ObjectKey[] {
  return [
    ...schemaOf(name),
    ...columns.flatMap((item) => column.releasesOf(name, item)),
    ...constraints.flatMap((item) => constraint.releasesOf(name, item)),
    ...indexes.flatMap((item) => index.releasesOf(name, item)),
  ];
}
