import { nameKey, type QualifiedName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Table } from "../model/table";
import { addition } from "../operations/constraint/addition";
import type { Operation } from "../operations/operation";
import { topologicalSort } from "../util/graph";
import { type Changes, changes, type CompareContext } from "./comparison";
import { dropConstraint, withoutMerged } from "./constraint";
import { matchByKey, type Matching } from "./match";
import { createIndex } from "./table-index";
import { partUnclaimed } from "./unclaimed";

export function matchTables(current: SchemaModel, desired: SchemaModel): Matching<Table> {
  return matchByKey(current.tables, desired.tables, ({ name }) => nameKey(name));
}

/** Tables that come and go. One that no revision created is somebody else's. */
export function compareTableLists({ added, removed }: Matching<Table>, context: CompareContext): Changes {
  const { dropped, unmanaged } = partUnclaimed("table", removed, context);
  return changes({ operations: [...added.flatMap(createTable), ...dropTables(dropped)], unmanaged });
}

/** What a table that both sides have says of itself. */
export function compareTable(current: Table, desired: Table): Changes {
  const [from, to] = [current.comment ?? "", desired.comment ?? ""];
  if (from === to) return changes({});
  return changes({
    operations: [
      { kind: "alterTable", name: desired.name, comment: { from: current.comment, to: desired.comment } },
    ],
  });
}

/** The table, then its indexes and foreign keys. Nobody writes to a new table, so no index is built concurrently. */
export function createTable(table: Table): readonly Operation[] {
  const constraints = withoutMerged(table.constraints);
  return [
    {
      kind: "createTable",
      table: { ...table, constraints: constraints.filter(({ kind }) => kind !== "foreignKey"), indexes: [] },
    },
    ...table.indexes.map((index) => createIndex(table.name, { ...index, concurrently: false })),
    ...constraints
      .filter(({ kind }) => kind === "foreignKey")
      .map((constraint) => addition(table.name, constraint)),
  ];
}

/** Tables that refer to each other in a circle let go of each other first. */
export function dropTables(tables: readonly Table[]): readonly Operation[] {
  const byName = new Map(tables.map((table) => [nameKey(table.name), table]));
  const { cyclic } = topologicalSort(tables, (table) =>
    targetsOf(table).flatMap((target) => byName.get(nameKey(target)) ?? []),
  );
  const inCircle = new Set(cyclic.map(({ name }) => nameKey(name)));
  return tables.flatMap((table): readonly Operation[] => {
    const circular = !inCircle.has(nameKey(table.name))
      ? []
      : table.constraints.filter(
          (constraint) =>
            constraint.kind === "foreignKey" &&
            inCircle.has(nameKey(constraint.references.table)) &&
            byName.get(nameKey(constraint.references.table)) !== table,
        );
    const definition = {
      ...table,
      constraints: table.constraints.filter((constraint) => !circular.includes(constraint)),
    };
    return [
      ...circular.map((constraint) => dropConstraint(table.name, constraint)),
      { kind: "dropTable", name: table.name, definition },
    ];
  });
}

function targetsOf(table: Table): readonly QualifiedName[] {
  return table.constraints.flatMap((constraint) =>
    constraint.kind === "foreignKey" ? [constraint.references.table] : [],
  );
}
