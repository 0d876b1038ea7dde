/** Columns that come and go. */
import type { Column } from "../../model/column";
import { displayName, type QualifiedName } from "../../model/names";
import { readArguments, text } from "../arguments";
import {
  existenceOptions,
  flags,
  mirrored,
  trailing,
  type CreateOptions,
  type DropOptions,
} from "../existence";
import {
  changed,
  columnsOf,
  footprintOf,
  former,
  formerPlainColumns,
  plainColumns,
  shapeAfter,
  shapeBefore,
  tableKey,
} from "../footprint";
import { updateTable, withoutColumn } from "../model-edit";
import { encodeName, objectName } from "../object-name";
import { whenKnown } from "../reversal";
import type { TraitsFor } from "../traits";
import { column as columnDefinition, encodeColumn } from "./definition";
import { existenceOf, isComputed, needsOf, releasesOf } from "./footprint";

export interface AddColumn extends CreateOptions {
  readonly kind: "addColumn";
  readonly table: QualifiedName;
  readonly column: Column;
  /** Gives back what a `dropColumn` of the same revision remembered. */
  readonly restore?: true;
}

export interface DropColumn extends DropOptions {
  readonly kind: "dropColumn";
  readonly table: QualifiedName;
  readonly column: string;
  /** Remembers the grants and settings of the column, for the `addColumn` that follows. */
  readonly remember?: true;
  readonly definition?: Column;
}

/** The name of the column that the operation is about. */
export function columnNameOf({ column }: { readonly column: string | Column }): string {
  return typeof column === "string" ? column : column.name;
}

export const additionOptions = flags("ifNotExists", "restore");
const removalOptions = flags("ifExists", "cascade", "remember");

export const addColumn: TraitsFor<"addColumn">["addColumn"] = {
  reverse: ({ table, column, ...options }) => ({
    reversible: true,
    operations: [
      {
        kind: "dropColumn",
        table,
        column: column.name,
        definition: column,
        ...mirrored(options),
        ...(options.restore && { remember: true as const }),
      },
    ],
  }),
  describe: ({ table, column }) => `Add column ${displayName(table)}.${column.name}`,
  apply: (model, { table, column }) =>
    updateTable(model, table, (found) => ({
      ...found,
      columns: [...found.columns.filter((other) => other.name !== column.name), column],
    })),
  footprint: ({ table, column }) =>
    footprintOf({
      creates: [
        ...existenceOf(table, column),
        changed(table, column.name),
        ...shapeAfter(table).filter((key) => !isComputed(column) || key !== plainColumns(table)),
      ],
      needs: [tableKey(table), ...needsOf(table, column)],
    }),
  encode: ({ table, column, ...options }) => [
    encodeName(table),
    encodeColumn(column),
    ...trailing({ ...existenceOptions(options), restore: options.restore }),
  ],
  decode: (args) => {
    const [table, column, options] = readArguments(
      "addColumn",
      args,
      objectName,
      columnDefinition,
      additionOptions,
    );
    return { kind: "addColumn", table, column, ...options };
  },
};

export const dropColumn: TraitsFor<"dropColumn">["dropColumn"] = {
  reverse: ({ table, column, definition, ...options }) =>
    whenKnown(
      definition,
      `the definition of column ${displayName(table)}.${column} is not known`,
      (known) => [
        {
          kind: "addColumn",
          table,
          column: known,
          ...mirrored(options),
          ...(options.remember && { restore: true as const }),
        },
      ],
    ),
  describe: ({ table, column }) => `Drop column ${displayName(table)}.${column}`,
  apply: (model, { table, column }) => updateTable(model, table, (found) => withoutColumn(found, column)),
  footprint: ({ table, column, definition }) =>
    footprintOf({
      drops: [
        ...(definition === undefined ? columnsOf(table, [column]) : existenceOf(table, definition)),
        former(table, column),
        ...shapeBefore(table).filter(
          (key) => !(definition && isComputed(definition)) || key !== formerPlainColumns(table),
        ),
      ],
      needs: [tableKey(table)],
      releases: definition === undefined ? [] : releasesOf(table, definition),
    }),
  encode: ({ table, column, ...options }) => [
    encodeName(table),
    column,
    ...trailing({ ...existenceOptions(options), remember: options.remember }),
  ],
  decode: (args) => {
    const [table, column, options] = readArguments("dropColumn", args, objectName, text, removalOptions);
    return { kind: "dropColumn", table, column, ...options };
  },
};
