import type { ExtensionOperationMap } from "../../../operations/extension";
import { quoteIdentifier } from "../identifiers";
import type { DdlSlice } from "./ddl";

export const extensionDdl: DdlSlice<keyof ExtensionOperationMap> = {
  // TypeORM installs extensions by itself whenever it connects, so another process may have been first.
  createExtension: ({ name }) => [`CREATE EXTENSION IF NOT EXISTS ${quoteIdentifier(name)}`],
  dropExtension: ({ name }) => [`DROP EXTENSION ${quoteIdentifier(name)}`],
};
