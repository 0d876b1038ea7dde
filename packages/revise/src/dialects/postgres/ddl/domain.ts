import type { DomainOperationMap } from "../../../operations/domain";
import { defaultSql } from "../expressions/default";
import { quoteIdentifier, quoteName } from "../identifiers";
import { sqlType } from "../types/format";
import type { DdlSlice } from "./ddl";
import { removal } from "./existence";

export const domainDdl: DdlSlice<keyof DomainOperationMap> = {
  createDomain: ({ definition: { name, type, collation, default: value, nullable, checks } }) => [
    [
      `CREATE DOMAIN ${quoteName(name)} AS ${sqlType(type)}`,
      ...(collation === null ? [] : [`COLLATE ${quoteName(collation)}`]),
      ...(value === null ? [] : [`DEFAULT ${defaultSql(value)}`]),
      ...(nullable ? [] : ["NOT NULL"]),
      ...checks.map((check) => `CONSTRAINT ${quoteIdentifier(check.name)} CHECK (${check.expression})`),
    ].join(" "),
  ],
  dropDomain: ({ name, ...options }) => [`DROP DOMAIN ${removal(options, quoteName(name))}`],
  createCompositeType: ({ definition: { name, fields } }) => [
    `CREATE TYPE ${quoteName(name)} AS (${fields
      .map(
        (field) =>
          `${quoteIdentifier(field.name)} ${sqlType(field.type)}${field.collation === null ? "" : ` COLLATE ${quoteName(field.collation)}`}`,
      )
      .join(", ")})`,
  ],
  dropCompositeType: ({ name, ...options }) => [`DROP TYPE ${removal(options, quoteName(name))}`],
};
