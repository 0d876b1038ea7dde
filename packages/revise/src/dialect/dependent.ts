import type { QualifiedName } from "../model/names";

/** An object whose definition the models do not hold, and that needs what they do hold: a trigger, a function, a cast. */
export interface Dependent {
  readonly kind: string;
  readonly name: string;
  /** The table that it belongs to. */
  readonly table: QualifiedName | null;
  /** Of a view, which the models do hold: its name, for the columns that it reads. */
  readonly view?: QualifiedName;
  /** The columns of tables and views that it needs; null for a relation as such. */
  readonly reads: readonly { readonly relation: QualifiedName; readonly column: string | null }[];
  /** The enum types that it needs. */
  readonly enums: readonly QualifiedName[];
  /** Whether the server leads it along where the values are not cast by an expression. */
  readonly followsType: boolean;
  /** Whether it is led along even there. */
  readonly followsCast?: true;
  /** Whether there is something about it that the server forgets on the way, so that it had better step aside. */
  readonly forgotten?: true;
  /** Whether it holds rows of the tables that it needs, which can't take another form then. */
  readonly holdsRows?: boolean;
  /** Whether the columns that it needs keep their names because of it (`names`), and no others come beside them (`columns`). */
  readonly fixesForm?: "names" | "columns";
  /**
   * Of a column that itself hangs on what its expression uses, or used once: that it is computed, or was. `reads` is the
   * column, `enums` does not hold its own type.
   */
  readonly expression?: "present" | "former";
  /** The primary key, unique constraint or unique index that it rests on, beside the columns of that. */
  readonly key?: {
    readonly role: "constraint" | "index";
    readonly table: QualifiedName;
    readonly name: string;
  };
  /** Whether the models hold it, and it has to step aside for the enums alone, of which it mentions constants. */
  readonly inModel?: true;
  /** It is in nobody's way, and made again by `aside` after what takes it away. */
  readonly ofPart?: OwnOfPart;
  /** The extension that it uses, of what was asked for because of that. A `column` uses it by its type, or is computed by it. */
  readonly extension?: string;
  /** Whether it goes with a column that is dropped. */
  readonly goesAlong: boolean;
  /** How it steps aside while a column or an enum changes; null for what only its owner can move. */
  readonly aside: StepAside | null;
}

/**
 * What a column of a partition or child table has of its own. What takes it away without a word is a change of the same facet
 * of the column of the whole.
 */
export interface OwnOfPart {
  readonly facet: "default" | "nullable";
  readonly table: QualifiedName;
  readonly column: string;
  /** SQL of the default; null where there is none, or it is not about one. */
  readonly expression: string | null;
}

export interface StepAside {
  /** SQL. */
  readonly drop: string;
  /** SQL that makes it what it was, comment and all. */
  readonly create: readonly string[];
}
