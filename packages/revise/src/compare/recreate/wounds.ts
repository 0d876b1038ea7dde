/** What a list of operations does to what is there already: the causes for dropping dependants and making them anew. */
import { type ObjectKey, objectKey, type QualifiedName } from "../../model/names";
import type { AlterColumn } from "../../operations/column";
import { isComputed } from "../../operations/column/footprint";
import type { Operation } from "../../operations/operation";

export interface Wounds {
  /** Tables, views, columns, constraints and indexes that are dropped, whether or not they come again. */
  readonly dropped: ReadonlySet<ObjectKey>;
  /** Columns and views that come again after their drop. */
  readonly added: ReadonlySet<ObjectKey>;
  /** Columns that get another type in any way. */
  readonly retyped: ReadonlySet<ObjectKey>;
  /** Those whose values are cast by an expression: nothing that compares them survives by itself. */
  readonly cast: ReadonlySet<ObjectKey>;
  /** Columns that become or cease to be generated, or get another expression: new ones under the old name, there or on the way back. */
  readonly remade: ReadonlySet<ObjectKey>;
  /** Columns that are computed by an expression afterwards, altered so or made so: they have no default. */
  readonly computed: ReadonlySet<ObjectKey>;
  /** Columns that keep their values and cease to be generated. */
  readonly plain: ReadonlySet<ObjectKey>;
  /** Enum types that are made anew under their names. */
  readonly rebuilt: ReadonlySet<ObjectKey>;
  /** Chosen new names of constraints and indexes. */
  readonly newNames: ReadonlyMap<ObjectKey, string>;
}

type Writable<Collection> =
  Collection extends ReadonlyMap<infer Key, infer Value> ? Map<Key, Value> : Set<ObjectKey>;

/** {@link Wounds} while they are collected. */
type Collector = { readonly [Part in keyof Wounds]: Writable<Wounds[Part]> };

export function woundsOf(operations: readonly Operation[]): Wounds {
  const wounds: Collector = {
    dropped: new Set(),
    added: new Set(),
    retyped: new Set(),
    cast: new Set(),
    remade: new Set(),
    computed: new Set(),
    plain: new Set(),
    rebuilt: new Set(),
    newNames: new Map(),
  };
  for (const operation of operations) {
    const dropped = droppedBy(operation);
    if (dropped !== null) wounds.dropped.add(dropped);
    collectChange(operation, wounds);
  }
  return wounds;
}

/** What an operation drops that something else may stand on. */
export function droppedBy(operation: Operation): ObjectKey | null {
  switch (operation.kind) {
    case "dropTable":
      return objectKey("table", operation.name);
    case "dropView":
      return objectKey("view", operation.name);
    case "dropColumn":
      return objectKey("column", operation.table, operation.column);
    case "dropConstraint":
      return objectKey("constraint", operation.table, operation.name);
    case "dropIndex":
      return objectKey("index", operation.table, operation.name);
    default:
      return null;
  }
}

/** A column that becomes generated or gets another expression is a new column under the old name. */
function collectAlteration(
  operation: AlterColumn,
  { retyped, cast, remade, computed, plain }: Collector,
): void {
  const { table, column, type, collation, generation, using } = operation;
  const key = objectKey("column", table, column);
  const [was, becomes] = [generation?.from?.kind === "expression", generation?.to?.kind === "expression"];
  const other = was || becomes;
  const marks = [
    [plain, was && !becomes],
    [remade, other],
    [computed, becomes],
    [retyped, type !== undefined || collation !== undefined || other],
    [cast, isCast(using)],
  ] as const;
  for (const [keys, holds] of marks) if (holds) keys.add(key);
}

/** Either direction counts, so that the way back tears down what the way there tore down. */
function isCast(using: AlterColumn["using"]): boolean {
  return (using?.to ?? using?.from ?? null) !== null;
}

function collectChange(operation: Operation, wounds: Collector): void {
  const column = (table: QualifiedName, name: string): ObjectKey => objectKey("column", table, name);
  switch (operation.kind) {
    case "addColumn": {
      const key = column(operation.table, operation.column.name);
      wounds.added.add(key);
      if (isComputed(operation.column)) wounds.computed.add(key);
      break;
    }
    case "createView":
      wounds.added.add(objectKey("view", operation.view.name));
      break;
    case "alterColumn":
      collectAlteration(operation, wounds);
      break;
    case "alterEnum":
      wounds.rebuilt.add(objectKey("enum", operation.name));
      for (const use of operation.usedBy) {
        wounds.retyped.add(column(use.table, use.column));
        wounds.cast.add(column(use.table, use.column));
      }
      break;
    case "renameConstraint":
      wounds.newNames.set(objectKey("constraint", operation.table, operation.from), operation.to);
      break;
    case "renameIndex":
      wounds.newNames.set(objectKey("index", operation.table, operation.from), operation.to);
      break;
    default:
  }
}
