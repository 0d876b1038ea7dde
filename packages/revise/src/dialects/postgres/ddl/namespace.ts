import type { NamespaceOperationMap } from "../../../operations/namespace";
import { quoteIdentifier } from "../identifiers";
import type { DdlSlice } from "./ddl";
import { removal } from "./existence";

export const namespaceDdl: DdlSlice<keyof NamespaceOperationMap> = {
  // The version table may live in a schema that a revision creates: it has to exist before the first revision runs.
  createSchema: ({ name, authorization }) => [
    `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(name)}${authorization === undefined ? "" : ` AUTHORIZATION ${quoteIdentifier(authorization)}`}`,
  ],
  dropSchema: ({ name, ...options }) => [`DROP SCHEMA ${removal(options, quoteIdentifier(name))}`],
};
