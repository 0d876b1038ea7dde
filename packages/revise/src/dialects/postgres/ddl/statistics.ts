import type { StatisticsOperationMap } from "../../../operations/statistics";
import { quoteIdentifier, quoteName } from "../identifiers";
import type { DdlSlice } from "./ddl";
import { removal, unlessThere } from "./existence";

export const statisticsDdl: DdlSlice<keyof StatisticsOperationMap> = {
  createStatistics: ({ definition: { name, table, columns, expressions, kinds }, ...options }) => [
    [
      `CREATE STATISTICS ${unlessThere(options, quoteName(name))}`,
      ...(kinds.length === 0 ? [] : [`(${kinds.join(", ")})`]),
      `ON ${[...columns.map(quoteIdentifier), ...expressions.map((sql) => `(${sql})`)].join(", ")}`,
      `FROM ${quoteName(table)}`,
    ].join(" "),
  ],
  dropStatistics: ({ name, ...options }) => [`DROP STATISTICS ${removal(options, quoteName(name))}`],
};
