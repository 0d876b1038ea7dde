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

export type ObjectRows = RowsOf<ReturnType<typeof queries>>;

/** What the objects turned out to mention by number. */
function mentions({ columns, indexes }: ObjectRows) {
  return { columnTypes: columnTypeQuery(columns), collations: collationQuery(indexes) };
}

export type MentionedRows = RowsOf<ReturnType<typeof mentions>>;

/** Everything in scope: one round trip. */
export function readObjects(connection: Connection, scope: ReadScope): Promise<ObjectRows> {
  return readAll(connection, queries(scope));
}

/** The types and collations that the objects mention: one round trip, with which the transaction ends. */
export function readMentioned(connection: Connection, objects: ObjectRows): Promise<MentionedRows> {
  return readAll(connection, mentions(objects), { after: ["COMMIT"] });
}
