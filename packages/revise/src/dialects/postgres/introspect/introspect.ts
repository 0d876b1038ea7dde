/** Reads the database into the model. */
import type { Connection } from "../../../dialect/connection";
import type { Introspection, Scope } from "../../../dialect/dialect";
import type { QualifiedName } from "../../../model/names";
import type { SchemaModel } from "../../../model/schema-model";
import { collationQuery, toCollations } from "./collation";
import { columnQuery, toColumn } from "./column";
import { columnTypeQuery, toColumnTypes } from "./column-type";
import { constraintQuery, toConstraint } from "./constraint";
import { enumTypeQuery, toEnumTypes } from "./enum-type";
import { extensionQuery, toExtensions } from "./extension";
import { toNamespaces } from "./namespace";
import { operatorClassOptionQuery, operatorClassQuery, toOperatorClasses } from "./operator-class";
import { groupBy, readAll, type RowsOf } from "./query";
import { namespaceQuery, readScope, serverQuery, type ReadScope } from "./scope";
import { ownedSequences, sequenceQuery, toSequences } from "./sequence";
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
      model: toModel(rows, readIn),
      defaultSchema: readIn.defaultSchema,
      serverVersion: readIn.serverVersion,
      unmodelled: toUnmodelled(rows.unmodelled, readIn),
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

function toModel(rows: Rows, scope: ReadScope): SchemaModel {
  const parts = toParts(rows, scope);
  return {
    namespaces: toNamespaces(scope),
    extensions: toExtensions(rows.extensions),
    enumTypes: toEnumTypes(rows.enumTypes, scope),
    sequences: toSequences(rows.sequences, scope),
    tables: toTables(rows.tables, parts, scope),
    views: toViews(rows.views, rows.viewDependencies, parts.indexes, scope),
  };
}

function toParts(rows: Rows, scope: ReadScope): TableParts {
  const types = toColumnTypes(rows.columnTypes, scope);
  const owned = ownedSequences(rows.sequences);
  const classes = toOperatorClasses(rows.operatorClasses, rows.operatorClassOptions);
  const collations = toCollations(rows.collations, scope);
  const positions = new Map(rows.columns.map((row) => [columnKey(row.relation, row.position), row]));
  const column = (relation: number, position: number): IndexedColumn => {
    const found = positions.get(columnKey(relation, position));
    if (found === undefined)
      throw new Error(`Column ${String(position)} of table ${String(relation)} was not read`);
    return found;
  };
  const columnName = (relation: number, position: number): string => column(relation, position).name;
  const collationText = (oid: number): QualifiedName | null => collations.get(oid) ?? null;
  return {
    columns: grouped(rows.columns, (row) => toColumn(row, { scope, types, owned })),
    constraints: grouped(rows.constraints, (row) => toConstraint(row, scope, columnName)),
    indexes: grouped(rows.indexes, (row) => toTableIndex(row, { column, classes, collationText })),
  };
}

function columnKey(relation: number, position: number): string {
  return `${String(relation)}.${String(position)}`;
}

/** What the rows of each table become, by the oid of the table. */
function grouped<Row extends { readonly relation: number }, Item>(
  rows: readonly Row[],
  convert: (row: Row) => Item,
): ReadonlyMap<number, readonly Item[]> {
  const groups = groupBy(rows, (row) => row.relation);
  return new Map([...groups].map(([relation, group]) => [relation, group.map(convert)]));
}
