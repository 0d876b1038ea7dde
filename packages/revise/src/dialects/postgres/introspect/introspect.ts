/** Reads the database into the model. */
import type { Connection } from "../../../dialect/connection";
import type { Introspection, Scope } from "../../../dialect/dialect";
import type { Column } from "../../../model/column";
import type { QualifiedName } from "../../../model/names";
import { collationQuery, toCollations } from "./collation";
import { columnQuery, rememberingDefaults, toColumn } from "./column";
import { columnTypeQuery, toColumnTypes } from "./column-type";
import { constraintQuery, toConstraint } from "./constraint";
import { enumTypeQuery, toEnumTypes } from "./enum-type";
import { extensionQuery, toExtensions } from "./extension";
import { toNamespaces } from "./namespace";
import { operatorClassOptionQuery, operatorClassQuery, toOperatorClasses } from "./operator-class";
import { groupBy, readAll, type RowsOf } from "./query";
import { namespaceQuery, readScope, serverQuery, type ReadScope } from "./scope";
import { heldSequences, ownedSequences, ownerKey, sequenceQuery, toSequences } from "./sequence";
import { tableQuery, toTables, type TableParts } from "./table";
import { tableIndexQuery, toTableIndex, type IndexedColumn } from "./table-index";
import { toUnmodelled, unmodelledQuery } from "./unmodelled";
import { toViews, viewDependencyQuery, viewQuery } from "./view";

/**
 * Reads everything in `scope` in one read-only snapshot: two round trips, whatever the number of tables. The snapshot
 * is what keeps a table and its columns of one moment; just-in-time compilation would cost more than the statements.
 *
 * @throws ReviseError `database-error` where no schema of the search path exists; the errors of the connection
 */
export async function introspect(connection: Connection, scope: Scope): Promise<Introspection> {
  try {
    const first = await readAll(
      connection,
      { server: serverQuery, namespaces: namespaceQuery },
      { before: ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "SET LOCAL jit = off"] },
    );
    const [server] = first.server;
    if (server === undefined) throw new Error("The server gave no answer about itself");
    const readIn = readScope(server, first.namespaces, scope);
    const rows = await readAll(connection, queries(readIn), { after: ["COMMIT"] });
    return {
      ...toIntrospection(rows, readIn),
      defaultSchema: readIn.defaultSchema,
      serverVersion: readIn.serverVersion,
    };
  } catch (error) {
    // The first error is the one to tell; a connection that is gone cannot roll back either.
    await connection.batch(["ROLLBACK"]).catch(() => undefined);
    throw error;
  }
}

function queries(scope: ReadScope) {
  return {
    extensions: extensionQuery,
    enumTypes: enumTypeQuery(scope),
    sequences: sequenceQuery(scope),
    tables: tableQuery(scope),
    columnTypes: columnTypeQuery(scope),
    columns: columnQuery(scope),
    constraints: constraintQuery(scope),
    indexes: tableIndexQuery(scope),
    operatorClasses: operatorClassQuery,
    operatorClassOptions: operatorClassOptionQuery(scope),
    collations: collationQuery(scope),
    views: viewQuery(scope),
    viewDependencies: viewDependencyQuery(scope),
    unmodelled: unmodelledQuery(scope),
  };
}

type Rows = RowsOf<ReturnType<typeof queries>>;

function toIntrospection(rows: Rows, scope: ReadScope): Pick<Introspection, "model" | "unmodelled"> {
  const tables = new Map(rows.tables.map((row) => [row.oid, scope.name(row.namespace, row.name)]));
  const columns = toColumns(rows, tables, scope);
  const parts = toParts(rows, columns, scope);
  const held = heldSequences(
    rows.sequences,
    (relation, position) => {
      const table = tables.get(relation);
      const serial = columns.get(ownerKey(relation, position))?.generation?.kind === "serial";
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
      views: toViews(rows.views, rows.viewDependencies, parts.indexes, scope),
    },
    unmodelled: toUnmodelled(rows.unmodelled, held, scope),
  };
}

/** The columns by table and position. */
function toColumns(
  rows: Rows,
  tables: ReadonlyMap<number, QualifiedName>,
  scope: ReadScope,
): ReadonlyMap<string, Column> {
  const types = toColumnTypes(rows.columnTypes, scope);
  const context = {
    scope,
    types,
    owned: ownedSequences(rows.sequences),
    tables,
    readDefault: rememberingDefaults(),
  };
  return new Map(rows.columns.map((row) => [ownerKey(row.relation, row.position), toColumn(row, context)]));
}

function toParts(rows: Rows, columns: ReadonlyMap<string, Column>, scope: ReadScope): TableParts {
  const classes = toOperatorClasses(rows.operatorClasses, rows.operatorClassOptions);
  const collations = toCollations(rows.collations, scope);
  const positions = new Map(rows.columns.map((row) => [ownerKey(row.relation, row.position), row]));
  const column = (relation: number, position: number): IndexedColumn => {
    const found = positions.get(ownerKey(relation, position));
    if (found !== undefined) return found;
    throw new Error(`Column ${String(position)} of table ${String(relation)} was not read`);
  };
  const columnName = (relation: number, position: number): string => column(relation, position).name;
  const collationText = (oid: number): QualifiedName | null => collations.get(oid) ?? null;
  return {
    columns: grouped(rows.columns, (row) => columns.get(ownerKey(row.relation, row.position))),
    constraints: grouped(rows.constraints, (row) => toConstraint(row, scope, columnName)),
    indexes: grouped(rows.indexes, (row) => toTableIndex(row, { column, classes, collationText })),
  };
}

/** What the rows of each table become, by the oid of the table. */
function grouped<Row extends { readonly relation: number }, Item>(
  rows: readonly Row[],
  convert: (row: Row) => Item | undefined,
): ReadonlyMap<number, readonly Item[]> {
  const groups = groupBy(rows, (row) => row.relation);
  return new Map(
    [...groups].map(([relation, group]) => [
      relation,
      group.map(convert).filter((item) => item !== undefined),
    ]),
  );
}
