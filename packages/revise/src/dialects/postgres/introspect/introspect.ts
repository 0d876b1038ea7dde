/** Reads the database into the model. */
import type { Connection } from "../../../dialect/connection";
import type { Introspection, Scope, Snapshot } from "../../../dialect/dialect";
import type { Column } from "../../../model/column";
import { objectKey, type QualifiedName } from "../../../model/names";
import { castQuery, domainQuery, toCasts, toDomains } from "./cast";
import { collationQuery, toCollations } from "./collation";
import {
  columnCommentQuery,
  columnExpressionQuery,
  columnQuery,
  rememberingDefaults,
  toColumn,
  type ColumnRow,
} from "./column";
import { columnTypeQuery, toTypesInUse } from "./column-type";
import { constraintQuery, toConstraint } from "./constraint";
import { dependentQuery, toDependents } from "./dependent";
import { holderQuery, toHolders } from "./holder";
import { enumTypeQuery, toEnumTypes } from "./enum-type";
import { extensionQuery, toExtensions } from "./extension";
import { lineageOf, viewOfWhole, withWhole } from "./lineage";
import { toNamespaces } from "./namespace";
import { operatorClassQuery, toOperatorClasses } from "./operator-class";
import { byColumn, groupBy, numbers, readAll, type ByColumn, type RowsOf } from "./query";
import { namespaceQuery, readScope, serverQuery, type ReadScope } from "./scope";
import { heldSequences, ownedSequences, sequenceQuery, toSequences } from "./sequence";
import { tableQuery, toTables, type TableParts } from "./table";
import { type IndexedColumn, tableIndexQuery, toTableIndex } from "./table-index";
import { toUnmodelled, unmodelledQuery } from "./unmodelled";
import { toViews, viewDependencyQuery, viewQuery } from "./view";

/**
 * Opens a read-only snapshot and asks where unqualified names lead: one round trip. `read` asks for everything in
 * `scope` in a second one, whatever the number of tables, and for the types and collations met there in a third one,
 * and ends the snapshot, which is what keeps a table and its columns of one moment; just-in-time compilation would cost
 * more than the statements, and lists of objects are looked through once and not for each row where they fit in memory.
 *
 * @throws ReviseError `database-error` where no schema of the search path exists; the errors of the connection
 */
export function openSnapshot(connection: Connection, scope: Scope): Promise<Snapshot> {
  return orRollBack(connection, async () => {
    const { server, namespaces } = await readAll(
      connection,
      { server: serverQuery, namespaces: namespaceQuery },
      {
        before: [
          "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
          "SET LOCAL jit = off",
          "SET LOCAL work_mem = '64MB'",
        ],
      },
    );
    const [answer] = server;
    if (answer === undefined) throw new Error("The server gave no answer about itself");
    const readIn = readScope(answer, namespaces, scope);
    const { defaultSchema, serverVersion } = readIn;
    return {
      defaultSchema,
      read: () =>
        orRollBack(connection, async () => {
          const objects = await readAll(connection, queries(readIn));
          const mentioned = await readAll(connection, mentions(objects), { after: ["COMMIT"] });
          return { ...toIntrospection({ ...objects, ...mentioned }, readIn), defaultSchema, serverVersion };
        }),
    };
  });
}

/** All round trips, one after the other. */
export async function introspect(connection: Connection, scope: Scope): Promise<Introspection> {
  const snapshot = await openSnapshot(connection, scope);
  return snapshot.read();
}

async function orRollBack<Result>(connection: Connection, body: () => Promise<Result>): Promise<Result> {
  try {
    return await body();
  } catch (error) {
    // The first error is the one to tell; a connection that is gone cannot roll back either.
    await connection.batch(["ROLLBACK"]).catch(() => undefined);
    throw error;
  }
}

function queries(scope: ReadScope) {
  return {
    extensions: extensionQuery,
    casts: castQuery,
    domains: domainQuery,
    enumTypes: enumTypeQuery(scope),
    sequences: sequenceQuery(scope),
    tables: tableQuery(scope),
    columns: columnQuery(scope),
    columnExpressions: columnExpressionQuery(scope),
    columnComments: columnCommentQuery(scope),
    constraints: constraintQuery(scope),
    indexes: tableIndexQuery(scope),
    operatorClasses: operatorClassQuery,
    views: viewQuery(scope),
    viewDependencies: viewDependencyQuery(scope),
    unmodelled: unmodelledQuery(scope),
    dependents: dependentQuery(scope),
    holders: holderQuery(scope),
  };
}

type ObjectRows = RowsOf<ReturnType<typeof queries>>;

/** What the objects turned out to mention by number. */
function mentions({ columns, indexes }: ObjectRows) {
  return { columnTypes: columnTypeQuery(columns), collations: collationQuery(indexes) };
}

type Rows = ObjectRows & RowsOf<ReturnType<typeof mentions>>;

function toIntrospection(
  rows: Rows,
  scope: ReadScope,
): Omit<Introspection, "defaultSchema" | "serverVersion"> {
  const tables = new Map(rows.tables.map((row) => [row.oid, scope.name(row.namespace, row.name)]));
  const columns = toColumns(rows, tables, scope);
  const parts = toParts(rows, columns, tables, scope);
  const lineage = lineageOf(rows.unmodelled, scope);
  const held = heldSequences(
    ownedSequences(rows.sequences),
    ({ relation, position }) => {
      const table = tables.get(relation);
      const serial = columns.get(relation)?.get(position)?.column.generation?.kind === "serial";
      return table === undefined ? null : { table, serial };
    },
    scope,
  );
  return {
    model: {
      namespaces: toNamespaces(scope),
      extensions: toExtensions(rows.extensions),
      enumTypes: toEnumTypes(rows.enumTypes, scope),
      sequences: toSequences(rows.sequences, scope),
      tables: toTables(rows.tables, parts, scope),
      views: toViews(rows.views, rows.viewDependencies, parts.indexes, scope).map((view) =>
        viewOfWhole(view, lineage),
      ),
    },
    types: { casts: toCasts(rows.casts, scope), domains: toDomains(rows.domains, scope) },
    dependents: [...toDependents(rows.dependents, scope), ...toHolders(rows.holders, scope)].map(
      (dependent) => withWhole(dependent, lineage),
    ),
    outside: new Set(
      rows.views
        .filter((row) => !row.in_scope)
        .map((row) => objectKey("view", scope.name(row.namespace, row.name))),
    ),
    unmodelled: toUnmodelled(rows.unmodelled, held, scope),
  };
}

interface ReadColumn {
  readonly row: ColumnRow;
  readonly column: Column;
}

function toColumns(
  rows: Rows,
  tables: ReadonlyMap<number, QualifiedName>,
  scope: ReadScope,
): ByColumn<ReadColumn> {
  const context = {
    scope,
    tables,
    types: toTypesInUse(rows.columnTypes, scope, toDomains(rows.domains, scope)),
    expressions: byColumn(rows.columnExpressions, ({ text }) => text),
    comments: byColumn(rows.columnComments, ({ text }) => text),
    owned: byColumn(ownedSequences(rows.sequences), (row) => row),
    readDefault: rememberingDefaults(),
  };
  return byColumn(rows.columns, (row) => ({ row, column: toColumn(row, context) }));
}

function toParts(
  rows: Rows,
  columns: ByColumn<ReadColumn>,
  tables: ReadonlyMap<number, QualifiedName>,
  scope: ReadScope,
): TableParts {
  const classes = toOperatorClasses(rows.operatorClasses);
  const collations = toCollations(rows.collations, scope);
  const column = (relation: number, position: number): ColumnRow => {
    const found = columns.get(relation)?.get(position);
    if (found !== undefined) return found.row;
    throw new Error(`Column ${String(position)} of table ${String(relation)} was not read`);
  };
  const columnName = (relation: number, position: number): string => column(relation, position).name;
  const indexedColumn = (relation: number, position: number): IndexedColumn => {
    const { name, type } = column(relation, position);
    const [oid = 0, , collation = 0] = numbers(type);
    return { name, type: oid, collation };
  };
  const collationText = (oid: number): QualifiedName | null => collations.get(oid) ?? null;
  return {
    columns: new Map(
      [...columns].map(([relation, ofTable]) => [
        relation,
        [...ofTable.values()]
          .sort((left, right) => left.row.position - right.row.position)
          .map(({ column }) => column),
      ]),
    ),
    constraints: grouped(rows.constraints, (row) => toConstraint(row, { scope, tables, columnName })),
    indexes: grouped(rows.indexes, (row) =>
      toTableIndex(row, { column: indexedColumn, classes, collationText }),
    ),
  };
}

/** What the rows of each table become, by the oid of the table. */
function grouped<Row extends { readonly relation: number }, Item>(
  rows: readonly Row[],
  convert: (row: Row) => Item,
): ReadonlyMap<number, readonly Item[]> {
  const groups = groupBy(rows, (row) => row.relation);
  return new Map([...groups].map(([relation, group]) => [relation, group.map(convert)]));
}
