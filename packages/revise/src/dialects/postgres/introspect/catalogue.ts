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

/** Tables and what is on them. */
function tableQueries(scope: ReadScope) {
  return {
    tables: tableQuery(scope),
    columns: columnQuery(scope),
    columnExpressions: columnExpressionQuery(scope),
    columnComments: columnCommentQuery(scope),
    sequences: sequenceQuery(scope),
    constraints: constraintQuery(scope),
    indexes: tableIndexQuery(scope),
    operatorClasses: operatorClassQuery,
    collations: collationQuery,
  };
}

export type TableRows = RowsOf<ReturnType<typeof tableQueries>>;

/** The types that the columns turned out to have, and everything else. */
function otherQueries(scope: ReadScope, { columns }: TableRows) {
  return {
    columnTypes: columnTypeQuery(columns),
    domains: domainQuery,
    casts: castQuery,
    enumTypes: enumTypeQuery(scope),
    extensions: extensionQuery,
    views: viewQuery(scope),
    viewDependencies: viewDependencyQuery(scope),
    unmodelled: unmodelledQuery(scope),
    dependents: dependentQuery(scope),
    holders: holderQuery(scope),
  };
}

export type OtherRows = RowsOf<ReturnType<typeof otherQueries>>;

/** One round trip. */
export function readTables(connection: Connection, scope: ReadScope): Promise<TableRows> {
  return readAll(connection, tableQueries(scope));
}

/** One round trip, with which the transaction ends. */
export function readOthers(connection: Connection, scope: ReadScope, tables: TableRows): Promise<OtherRows> {
  return readAll(connection, otherQueries(scope, tables), { after: ["COMMIT"] });
}
