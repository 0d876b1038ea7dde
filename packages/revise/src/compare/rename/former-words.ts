/**
 * The renames of the values of an enum, seen from the way back. All that it makes is defined with the new names, as the
 * comparison knows it, and made when the values have the old ones again.
 */
import type { Column } from "../../model/column";
import { sameName } from "../../model/names";
import { findColumn, type SchemaModel } from "../../model/schema-model";
import { isValueRename, type RenameEnumValue } from "../../operations/enum-type";
import { renamedDefault } from "../../operations/enum-type/renaming";
import type { Operation } from "../../operations/operation";
import type { CompareContext } from "../comparison";
import { withDefaultLast } from "../default-last";
import { changesTo } from "../order/rebuilds";
import { withWords } from "../exact-words";
import { renamedInExpressions } from "./expressions";

type Context = Pick<CompareContext, "afterValueRename">;

/** A model from before the renames with the new names of values in its expressions. */
export function inWordsOf(
  renames: readonly Operation[],
  model: SchemaModel,
  { afterValueRename }: Context,
): SchemaModel {
  return renames
    .filter(isValueRename)
    .reduce((before, rename) => renamedInExpressions(before, rename, afterValueRename), model);
}

/**
 * What the operations make, with the old names of values.
 *
 * @param model the database after the renames
 */
export function inFormerWords(
  operations: readonly Operation[],
  renames: readonly Operation[],
  model: SchemaModel,
  { afterValueRename = (print) => print }: Context,
): readonly Operation[] {
  const types = model.enumTypes.map(({ name }) => name);
  const back = renames.filter(isValueRename).map(({ name, from, to }) => ({ name, from: to, to: from }));
  return back
    .toReversed()
    .reduce(
      (so, rename) =>
        withWords(withDefaults(apart(so, rename), rename, model), (sql) =>
          afterValueRename(sql, rename, types),
        ),
      operations,
    );
}

/** A column changes its type before the values have their old names, and gets its default after that. */
function apart(
  operations: readonly Operation[],
  { name }: Pick<RenameEnumValue, "name">,
): readonly Operation[] {
  return operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== "alterColumn" || !changesTo(operation, name)) return [operation];
    return withDefaultLast(operation);
  });
}

/** A default that is a plain value does not say its type, which its column does. */
function withDefaults(
  operations: readonly Operation[],
  { name, from, to }: Pick<RenameEnumValue, "name" | "from" | "to">,
  model: SchemaModel,
): readonly Operation[] {
  const withDefault = <Of extends Pick<Column, "type" | "default">>(column: Of): Of =>
    sameName(column.type, name) ? { ...column, default: renamedDefault(column, from, to) } : column;
  return operations.map((operation): Operation => {
    switch (operation.kind) {
      case "createTable": {
        const { table } = operation;
        return { ...operation, table: { ...table, columns: table.columns.map(withDefault) } };
      }
      case "addColumn":
        return { ...operation, column: withDefault(operation.column) };
      case "alterColumn": {
        const { default: value } = operation;
        const type = operation.type?.to ?? findColumn(model, operation.table, operation.column)?.type;
        if (value === undefined || type === undefined) return operation;
        return { ...operation, default: { ...value, to: withDefault({ type, default: value.to }).default } };
      }
      default:
        return operation;
    }
  });
}
