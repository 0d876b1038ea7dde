import type { NamespaceOperationMap } from "../../../operations/namespace";
import { quoteIdentifier } from "../identifiers";
import type { DdlSlice } from "./ddl";

export const namespaceDdl: DdlSlice<keyof NamespaceOperationMap> = {
  // The version table may live in a schema that a revision creates: it has to exist before the first revision runs.
  createSchema: ({ name }) => [`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(name)}`],
  dropSchema: ({ name }) => [`DROP SCHEMA ${quoteIdentifier(name)}`],
};
