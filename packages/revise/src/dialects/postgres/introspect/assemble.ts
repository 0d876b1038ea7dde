/** Makes the model of the rows that the catalogue gave. */
import type { Dependent } from "../../../dialect/dependent";
import type { Introspection } from "../../../dialect/introspection";
import type { Column } from "../../../model/column";
import type { Constraint } from "../../../model/constraint";
import { objectKey, type QualifiedName } from "../../../model/names";
import type { TableIndex } from "../../../model/table-index";
import type { NeedRows, ObjectRows, TypeRows } from "./catalogue";
import { toCasts, toDomains } from "./cast";
import { toCollations } from "./collation";
import { rememberingDefaults, toColumn, type ColumnRow } from "./column";
import { toTypesInUse } from "./column-type";
import { toConstraint } from "./constraint";
import { toDependents } from "./dependent";
import { toHolders } from "./holder";
import { toEnumTypes } from "./enum-type";
import { toExtensions, toExtensionUses, type ExtensionUseRow } from "./extension";
import { lineageOf, viewOfWhole, withWhole } from "./lineage";
import { toNamespaces } from "./namespace";
import { toOperatorClasses } from "./operator-class";
import { byColumn, groupBy, numbers, type ByColumn } from "./query";
import { toParts } from "./part";
import type { ReadScope } from "./scope";
import { heldSequences, ownedSequences, toSequences, type OwnedSequenceRow } from "./sequence";
import { toTables, type TableParts } from "./table";
import { type IndexedColumn, toTableIndex } from "./table-index";
import { toUnmodelled } from "./unmodelled";
import { toViews } from "./view";

/** What is known before the types of the columns are. */
export interface Layout {
  /** Names of the tables by oid. */
  readonly tables: ReadonlyMap<number, QualifiedName>;
  readonly columns: ByColumn<ColumnRow>;
  readonly expressions: ByColumn<string>;
  readonly comments: ByColumn<string>;
  readonly owned: readonly OwnedSequenceRow[];
  readonly constraints: ReadonlyMap<number, readonly Constraint[]>;
  readonly indexes: ReadonlyMap<number, readonly TableIndex[]>;
}

export function layOut(rows: ObjectRows, scope: ReadScope): Layout {
  const tables = new Map(rows.tables.map((row) => [row.oid, scope.name(row.namespace, row.name)]));
  const columns = byColumn(rows.columns, (row) => row);
  const columnAt = (relation: number, position: number): ColumnRow => {
    const found = columns.get(relation)?.[position];
    if (found !== undefined) return found;
    throw new Error(`Column ${String(position)} of table ${String(relation)} was not read`);
  };
  const columnName = (relation: number, position: number): string => columnAt(relation, position).name;
  const column = (relation: number, position: number): IndexedColumn => {
    const { name, type } = columnAt(relation, position);
    const [oid = 0, , collation = 0] = numbers(type);
    return { name, type: oid, collation };
  };
  const classes = toOperatorClasses(rows.operatorClasses);
  const collations = toCollations(rows.collations, scope);
  const collationText = (oid: number): QualifiedName | null => collations.get(oid) ?? null;
  return {
    tables,
    columns,
    expressions: byColumn(rows.columnExpressions, ({ text }) => text),
    comments: byColumn(rows.columnComments, ({ text }) => text),
    owned: ownedSequences(rows.sequences),
    constraints: grouped(rows.constraints, (row) => toConstraint(row, { scope, tables, columnName })),
    indexes: grouped(rows.indexes, (row) => toTableIndex(row, { column, classes, collationText })),
  };
}

type Rows = ObjectRows & TypeRows;

export function assemble(
  rows: Rows,
  layout: Layout,
  scope: ReadScope,
): Omit<Introspection, "dependents" | "extensionUses" | "defaultSchema" | "serverVersion"> {
  const { tables, owned } = layout;
  const columns = toColumns(rows, layout, scope);
  const lineage = lineageOf(rows.unmodelled, scope);
  const held = heldSequences(
    owned,
    ({ relation, position }) => {
      const table = tables.get(relation);
      const serial = columns.get(relation)?.[position]?.generation?.kind === "serial";
      return table === undefined ? null : { table, serial };
    },
    scope,
  );
  return {
    model: {
      namespaces: toNamespaces(scope, rows.occupiedNamespaces),
      extensions: toExtensions(rows.extensions),
      enumTypes: toEnumTypes(rows.enumTypes, scope),
      sequences: toSequences(rows.sequences, scope),
      tables: toTables(rows.tables, { ...layout, columns: compact(columns) }, scope),
      views: toViews(rows.views, rows.viewDependencies, layout.indexes, scope).map((view) =>
        viewOfWhole(view, lineage),
      ),
    },
    types: { casts: toCasts(rows.casts, scope), domains: toDomains(rows.domains, scope) },
    outside: new Set(
      rows.views
        .filter((row) => !row.in_scope)
        .map((row) => objectKey("view", scope.name(row.namespace, row.name))),
    ),
    unmodelled: toUnmodelled(rows.unmodelled, held, scope),
  };
}

/** What needs the objects, and is none of them. */
export function assembleDependents(
  { dependents, holders, parts }: NeedRows,
  { unmodelled }: ObjectRows,
  scope: ReadScope,
): readonly Dependent[] {
  const lineage = lineageOf(unmodelled, scope);
  return [...toDependents(dependents, scope), ...toHolders(holders, scope), ...toParts(parts, scope)].map(
    (dependent) => withWhole(dependent, lineage),
  );
}

/** What uses extensions, of parts as of the whole. */
export function assembleExtensionUses(
  uses: readonly ExtensionUseRow[],
  { unmodelled }: ObjectRows,
  scope: ReadScope,
): readonly Dependent[] {
  const lineage = lineageOf(unmodelled, scope);
  return toExtensionUses(uses, scope).map((use) => withWhole(use, lineage));
}

function toColumns(rows: Rows, layout: Layout, scope: ReadScope): ByColumn<Column> {
  const context = {
    ...layout,
    scope,
    types: toTypesInUse(rows.columnTypes, scope, toDomains(rows.domains, scope)),
    owned: byColumn(layout.owned, (row) => row),
    readDefault: rememberingDefaults(),
  };
  return new Map(
    Array.from(layout.columns, ([relation, ofTable]) => [
      relation,
      ofTable.map((row) => row && toColumn(row, context)),
    ]),
  );
}

function compact(columns: ByColumn<Column>): TableParts["columns"] {
  return new Map(
    Array.from(columns, ([relation, ofTable]) => [relation, ofTable.filter((one) => one !== undefined)]),
  );
}

/** What the rows of each table become, by the oid of the table. */
function grouped<Row extends { readonly relation: number }, Item>(
  rows: readonly Row[],
  convert: (row: Row) => Item,
): ReadonlyMap<number, readonly Item[]> {
  const groups = groupBy(rows, (row) => row.relation);
  return new Map([...groups].map(([relation, group]) => [relation, group.map(convert)]));
}
