/**
 * A type as a column has it, in canonical form: short names (`varchar`, `timestamptz`, `numeric`, `bool` is
 * `boolean`), so that what TypeORM calls `character varying` and what the catalog calls `character varying(255)`
 * are one value. The dialect's type system parses and formats it.
 */
export interface ColumnType {
  /** Canonical name; of a user-defined type the exact catalog name. */
  readonly name: string;
  /** Schema of a user-defined type outside the default schema, else null. */
  readonly schema: string | null;
  /** Modifiers in order: `["255"]`, `["10", "2"]`, `["Point", "4326"]`. */
  readonly args: readonly string[];
  /** 0 for a scalar, 1 for `text[]`. PostgreSQL does not keep more. */
  readonly dimensions: number;
  /** Modifiers as the catalog keeps them, where they say what holds without them: `timestamp(6)` is `timestamp`. */
  readonly written?: readonly string[];
  /** Of a domain in the database: the type that it narrows. */
  readonly domainOf?: ColumnType;
}

/** The modifiers that a column is made with. */
export function writtenArgs({ args, written = args }: ColumnType): readonly string[] {
  return written;
}

export function sameType(left: ColumnType, right: ColumnType): boolean {
  if (left === right) return true;
  return (
    left.name === right.name &&
    left.schema === right.schema &&
    left.dimensions === right.dimensions &&
    left.args.length === right.args.length &&
    left.args.every((arg, index) => arg === right.args[index])
  );
}

/** Whether a column of the database has the type that is wanted, or a domain over it: entities have no word for those. */
export function hasType(current: ColumnType, desired: ColumnType): boolean {
  return sameType(current, desired) || (current.domainOf !== undefined && hasType(current.domainOf, desired));
}
