/** What is asked of the catalogue, and what comes of it. */
import type { Connection } from "../../../dialect/connection";
import { castQuery, domainQuery } from "./cast";
import { collationQuery } from "./collation";
import { columnCommentQuery, columnExpressionQuery, columnQuery } from "./column";
import { columnTypeQuery } from "./column-type";
import { constraintQuery } from "./constraint";
import { dependentQuery } from "./dependent";
import { holderQuery } from "./holder";
import { enumTypeQuery } from "./enum-type";
import { extensionQuery } from "./extension";
import { operatorClassQuery } from "./operator-class";
import { readAll, type RowsOf } from "./query";
import type { ReadScope } from "./scope";
import { sequenceQuery } from "./sequence";
import { tableQuery } from "./table";
import { tableIndexQuery } from "./table-index";
import { unmodelledQuery } from "./unmodelled";
import { viewDependencyQuery, viewQuery } from "./view";

/** The objects, and what hangs on them. */
function objectQueries(scope: ReadScope) {
  return {
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
    dependents: dependentQuery(scope),
  };
}

export type ObjectRows = RowsOf<ReturnType<typeof objectQueries>>;

/** The types that the columns turned out to have, and what holds types. */
function typeQueries(scope: ReadScope, { columns }: ObjectRows) {
  return { columnTypes: columnTypeQuery(columns), domains: domainQuery, holders: holderQuery(scope) };
}

export type TypeRows = RowsOf<ReturnType<typeof typeQueries>>;

/** One round trip. */
export function readObjects(connection: Connection, scope: ReadScope): Promise<ObjectRows> {
  return readAll(connection, objectQueries(scope));
}

/** One round trip, with which the transaction ends. */
export function readTypes(connection: Connection, scope: ReadScope, objects: ObjectRows): Promise<TypeRows> {
  return readAll(connection, typeQueries(scope, objects), { after: ["COMMIT"] });
}
