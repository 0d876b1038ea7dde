import type { QualifiedName } from "./names";
import type { IndexDetails } from "./table-index";

interface Named {
  readonly name: string;
  /**
   * Whether somebody chose the name. TypeORM's generated names (`FK_…`, `UQ_…`, `PK_…`) never cause a difference by
   * themselves; a chosen one is followed by a rename. Always true for what was read from a database.
   */
  readonly givenName: boolean;
  /** No entity can say it: it is kept where the constraint has to be made anew. */
  readonly comment?: string | undefined;
}

/**
 * The index behind a constraint, where it is not used or kept in the usual way. The comparison does not look at it, but for
 * storage parameters that the entity states for an exclusion.
 */
export interface ConstraintIndex extends Omit<IndexDetails, "statistics"> {
  readonly parameters?: Readonly<Record<string, string>>;
  /** Its own, beside that of the constraint. */
  readonly comment?: string;
}

interface OnIndex extends Named {
  /** No entity can say it: it is kept where the constraint has to be made anew. */
  readonly index?: ConstraintIndex | undefined;
}

/** In TypeORM's words; null for a constraint that is checked at once and cannot wait. */
export type Deferrable = "INITIALLY IMMEDIATE" | "INITIALLY DEFERRED" | null;

export type ReferentialAction = "NO ACTION" | "RESTRICT" | "CASCADE" | "SET NULL" | "SET DEFAULT";

export interface PrimaryKey extends OnIndex {
  readonly kind: "primaryKey";
  readonly columns: readonly string[];
  readonly deferrable: Deferrable;
  readonly include: readonly string[];
}

export interface Unique extends OnIndex {
  readonly kind: "unique";
  readonly columns: readonly string[];
  readonly deferrable: Deferrable;
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean;
}

export interface ForeignKey extends Named {
  readonly kind: "foreignKey";
  readonly columns: readonly string[];
  readonly references: { readonly table: QualifiedName; readonly columns: readonly string[] };
  readonly onDelete: ReferentialAction;
  /** The columns of `ON DELETE SET NULL (…)`, PostgreSQL 15; empty for all of them. */
  readonly onDeleteColumns: readonly string[];
  readonly onUpdate: ReferentialAction;
  readonly match: "SIMPLE" | "FULL";
  readonly deferrable: Deferrable;
  readonly notValid: boolean;
  /** `NOT ENFORCED`, PostgreSQL 18: it is stated and never checked, so it is not valid either. */
  readonly notEnforced?: true;
}

export interface Check extends Named {
  readonly kind: "check";
  readonly expression: string;
  readonly noInherit: boolean;
  readonly notValid: boolean;
  /** See `ForeignKey`. */
  readonly notEnforced?: true;
}

export interface Exclusion extends OnIndex {
  readonly kind: "exclusion";
  /** What follows `EXCLUDE`: `USING gist (room WITH =, during WITH &&) WHERE (…)`. */
  readonly expression: string;
  readonly deferrable: Deferrable;
}

export type Constraint = PrimaryKey | Unique | ForeignKey | Check | Exclusion;
