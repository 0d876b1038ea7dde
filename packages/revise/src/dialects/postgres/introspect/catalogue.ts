/** What is asked of the catalogue, and what comes of it. */
import type { Connection } from "../../../dialect/connection";
import { printingSettings } from "../printing";
import { castQuery, domainQuery } from "./cast";
import { collationQuery } from "./collation";
import { columnCommentQuery, columnExpressionQuery, columnQuery } from "./column";
import { columnTypeQuery } from "./column-type";
import { constraintQuery } from "./constraint";
import { dependentQuery } from "./dependent";
import { holderQuery } from "./holder";
import { enumTypeQuery } from "./enum-type";
import { extensionQuery, extensionUseQuery, type ExtensionUseRow } from "./extension";
import { occupiedNamespaceQuery } from "./namespace";
import { operatorClassQuery } from "./operator-class";
import { partQuery } from "./part";
import { readAll, type RowsOf } from "./query";
import type { ReadScope } from "./scope";
import { sequenceQuery } from "./sequence";
import { tableQuery } from "./table";
import { tableIndexQuery } from "./table-index";
import { unmodelledQuery } from "./unmodelled";
import { viewDependencyQuery, viewQuery } from "./view";

/**
 * A read-only transaction of one moment. Just-in-time compilation would cost more than the statements, and lists of objects
 * are looked through once and not for each row where they fit in memory.
 */
export const beginSnapshot: readonly string[] = [
  "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
  "SET LOCAL jit = off",
  "SET LOCAL work_mem = '64MB'",
  ...printingSettings,
];

/** The objects, and what hangs on them. */
function objectQueries(scope: ReadScope) {
  return {
    occupiedNamespaces: occupiedNamespaceQuery(scope),
    extensions: extensionQuery,
    casts: castQuery,
    enumTypes: enumTypeQuery(scope),
    sequences: sequenceQuery(scope),
    tables: tableQuery(scope),
    columns: columnQuery(scope),
    columnExpressions: columnExpressionQuery(scope),
    columnComments: columnCommentQuery(scope),
    constraints: constraintQuery(scope),
    indexes: tableIndexQuery(scope),
    operatorClasses: operatorClassQuery,
    collations: collationQuery,
    views: viewQuery(scope),
    viewDependencies: viewDependencyQuery(scope),
    unmodelled: unmodelledQuery(scope),
  };
}

export type ObjectRows = RowsOf<ReturnType<typeof objectQueries>>;

/** The types that the columns turned out to have. */
function typeQueries({ columns }: ObjectRows) {
  return { columnTypes: columnTypeQuery(columns), domains: domainQuery };
}

export type TypeRows = RowsOf<ReturnType<typeof typeQueries>>;

/** One round trip. */
export function readObjects(connection: Connection, scope: ReadScope): Promise<ObjectRows> {
  return readAll(connection, objectQueries(scope));
}

/** One round trip, with which the transaction ends. */
export function readTypes(connection: Connection, objects: ObjectRows): Promise<TypeRows> {
  return readAll(connection, typeQueries(objects), { after: ["COMMIT"] });
}

/** What needs the objects and is none of them. */
function needQueries(scope: ReadScope) {
  return { dependents: dependentQuery(scope), holders: holderQuery(scope), parts: partQuery(scope) };
}

export type NeedRows = RowsOf<ReturnType<typeof needQueries>>;

/** One round trip, in a transaction of its own. */
export function readNeeds(connection: Connection, scope: ReadScope): Promise<NeedRows> {
  return readAll(connection, needQueries(scope), { before: beginSnapshot, after: ["COMMIT"] });
}

/** One round trip, in a transaction of its own. */
export async function readExtensionUses(
  connection: Connection,
  names: readonly string[],
): Promise<readonly ExtensionUseRow[]> {
  const queries = { uses: extensionUseQuery(names) };
  return (await readAll(connection, queries, { before: beginSnapshot, after: ["COMMIT"] })).uses;
}
