import type { ColumnOperationMap } from "../../../operations/column";
import { quoteIdentifier, quoteName } from "../identifiers";
import { alterColumn } from "./alter-column";
import { columnBelongings, columnDefinition, namedSequence } from "./column-definition";
import { rememberSettings, restoreSettings } from "./column-settings";
import type { DdlSlice } from "./ddl";
import { removal, unlessThere } from "./existence";

export const columnDdl: DdlSlice<keyof ColumnOperationMap> = {
  addColumn: ({ table, column, restore, ...options }) => {
    const sequence = namedSequence(table, column, options);
    return [
      ...(sequence === null ? [] : [sequence.create]),
      `ALTER TABLE ${quoteName(table)} ADD COLUMN ${unlessThere(options, columnDefinition(table, column))}`,
      ...(sequence === null ? [] : [sequence.own]),
      ...columnBelongings(table, column),
      ...(restore ? [restoreSettings(table, column.name)] : []),
    ];
  },
  dropColumn: ({ table, column, remember, ...options }) => [
    ...(remember ? [rememberSettings(table, column)] : []),
    `ALTER TABLE ${quoteName(table)} DROP COLUMN ${removal(options, quoteIdentifier(column))}`,
  ],
  renameColumn: ({ table, from, to }) => [
    `ALTER TABLE ${quoteName(table)} RENAME COLUMN ${quoteIdentifier(from)} TO ${quoteIdentifier(to)}`,
  ],
  alterColumn,
};
