import { objectKey } from "../../model/names";
import type { ColumnType } from "../../model/column-type";
import type { SchemaModel } from "../../model/schema-model";
import type { Table } from "../../model/table";
import type { Operation } from "../../operations/operation";
import type { Wounds } from "./wounds";

export interface Situation {
  readonly current: SchemaModel;
  readonly desired: SchemaModel;
  readonly wounds: Wounds;
  readonly operations: readonly Operation[];
  /** See `CompareContext`. */
  readonly unsteady: ReadonlyMap<string, ReadonlySet<string>>;
  readonly comparableTypes: (left: ColumnType, right: ColumnType) => boolean;
}

/** The columns of a table that something happens to. */
export interface Wounded {
  /** Dropped, for good or to be added again. */
  readonly lost: readonly string[];
  /** Dropped for good. */
  readonly gone: readonly string[];
  readonly retyped: readonly string[];
  readonly cast: readonly string[];
}

export function woundedColumns(table: Table, { dropped, added, retyped, cast }: Wounds): Wounded {
  const keyed = table.columns.map(({ name }) => ({ name, key: objectKey("column", table.name, name) }));
  const namesWhere = (test: (entry: (typeof keyed)[number]) => boolean): readonly string[] =>
    keyed.filter(test).map(({ name }) => name);
  return {
    lost: namesWhere(({ key }) => dropped.has(key)),
    gone: namesWhere(({ key }) => dropped.has(key) && !added.has(key)),
    retyped: namesWhere(({ key }) => retyped.has(key)),
    cast: namesWhere(({ key }) => cast.has(key)),
  };
}
