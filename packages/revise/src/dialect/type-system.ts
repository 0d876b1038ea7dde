import type { ColumnType } from "../model/column-type";

export interface TypeSystem {
  /** Reads any spelling of a type (`character varying(255)`, `varchar(255)`, `int4[]`) into the canonical form. */
  parse(text: string): ColumnType;
  /** The canonical form of a type built by hand: aliases folded, default modifiers dropped. */
  canonical(type: ColumnType): ColumnType;
  /** The shortest spelling in TypeORM's words: `varchar(255)`, `timestamptz`, `app.mood[]`. Not quoted for SQL. */
  format(type: ColumnType): string;
  /** What the server makes of a name that is too long: the name cut to its limit, unchanged where it fits. */
  truncateIdentifier(name: string): string;
}
