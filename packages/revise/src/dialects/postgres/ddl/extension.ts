import type { ExtensionOperationMap } from "../../../operations/extension";
import { quoteLiteral } from "../expressions/literal";
import { quoteIdentifier } from "../identifiers";
import type { DdlSlice } from "./ddl";
import { removal } from "./existence";

export const extensionDdl: DdlSlice<keyof ExtensionOperationMap> = {
  // TypeORM installs extensions by itself whenever it connects, so another process may have been first.
  createExtension: ({ name, schema, version, cascade }) => [
    [
      `CREATE EXTENSION IF NOT EXISTS ${quoteIdentifier(name)}`,
      ...(schema === undefined ? [] : [`SCHEMA ${quoteIdentifier(schema)}`]),
      ...(version === undefined ? [] : [`VERSION ${quoteLiteral(version)}`]),
      ...(cascade ? ["CASCADE"] : []),
    ].join(" "),
  ],
  dropExtension: ({ name, ...options }) => [`DROP EXTENSION ${removal(options, quoteIdentifier(name))}`],
  alterExtension: ({ name, version, schema }) => {
    const extension = `ALTER EXTENSION ${quoteIdentifier(name)}`;
    const to = version?.to ?? null;
    return [
      ...(version === undefined
        ? []
        : [`${extension} UPDATE${to === null ? "" : ` TO ${quoteLiteral(to)}`}`]),
      ...(schema === undefined ? [] : [`${extension} SET SCHEMA ${quoteIdentifier(schema.to)}`]),
    ];
  },
};
