import type { QualifiedName } from "./names";

/** One key of an index: a column or an expression, with what is not the default about it. */
export interface IndexKey {
  readonly column: string | null;
  /** SQL, where `column` is null. */
  readonly expression: string | null;
  readonly collation: QualifiedName | null;
  /** As written after the key, with its parameters; null for the default class of the type. */
  readonly operatorClass: string | null;
  readonly order: "ASC" | "DESC";
  readonly nulls: "FIRST" | "LAST";
}

/** What an index is used for and how it is kept, where that is not the usual way. The comparison does not look at it. */
export interface IndexDetails {
  /** `CLUSTER` of the table follows it. */
  readonly clustered?: true;
  /** It tells rows apart for those who receive the changes of the table. */
  readonly replicaIdentity?: true;
  readonly tablespace?: string;
  /** How exactly the values of an expression are sampled, by the 1-based place of the key, decimal text. */
  readonly statistics?: Readonly<Record<string, string>>;
}

/** An index that no constraint owns. */
export interface TableIndex {
  readonly name: string;
  /** See `Named.givenName` in `constraint.ts`. */
  readonly givenName: boolean;
  readonly keys: readonly IndexKey[];
  readonly include: readonly string[];
  readonly unique: boolean;
  readonly nullsNotDistinct: boolean;
  /** The access method, `btree` by default. */
  readonly method: string;
  readonly where: string | null;
  /** Storage parameters, `fillfactor` → `70`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Build and drop it without blocking writers. A wish of the entity, not a property of the index. */
  readonly concurrently: boolean;
  /** See `Named.comment` in `constraint.ts`. */
  readonly comment?: string | undefined;
  /** No entity can say it: it is kept where the index has to be made anew. */
  readonly details?: IndexDetails | undefined;
  /** False for what an interrupted concurrent build left behind. */
  readonly valid: boolean;
}

/** The SQL of its keys that are no columns, and of its predicate. */
export function expressionsIn({ keys, where }: Pick<TableIndex, "keys" | "where">): readonly string[] {
  return [...keys.map(({ expression }) => expression), where].filter((each) => each !== null);
}

/** A key on a plain column. */
export function columnKey(column: string): IndexKey {
  return { column, expression: null, collation: null, operatorClass: null, order: "ASC", nulls: "LAST" };
}

/** A B-tree index of which nothing but the name and the keys is said. */
export function plainIndex(name: string, keys: readonly IndexKey[]): TableIndex {
  return {
    name,
    givenName: true,
    keys,
    include: [],
    unique: false,
    nullsNotDistinct: false,
    method: "btree",
    where: null,
    parameters: {},
    concurrently: false,
    valid: true,
  };
}
