/** What a comparison is given and what it answers. */
import type { Dependent } from "../dialect/dependent";
import type { Dialect } from "../dialect/dialect";
import type { FollowedViews, Unsettled } from "../dialect/settlement";
import type { Column } from "../model/column";
import type { ColumnType } from "../model/column-type";
import type { ObjectKey, ObjectKind, QualifiedName } from "../model/names";
import type { NamePair } from "../model/rename-words";
import type { Table } from "../model/table";
import type { Operation } from "../operations/operation";
import type { RefusedOperation } from "../operations/refused";
import type { Revivals } from "./recreate/revivals";

/** An object, as reports and the user's callbacks speak of it. */
export interface ObjectReference {
  readonly kind: ObjectKind;
  readonly name: QualifiedName;
  /** The column, constraint or index of the table `name`. */
  readonly member: string | null;
}

/**
 * An answer to "is this a rename?", as `--rename from:to` or a person gives it. Names are those of the report: `user`
 * and `app.user` for tables and views, `user.email` for columns, `user_status_enum.active` for values of an enum; the new name
 * of a column or value may stand alone.
 */
export interface RenameDecision {
  readonly from: string;
  readonly to: string;
  /** False for "no, drop the one and add the other". */
  readonly accepted: boolean;
  /** Kept for longer than one comparison: that what it says has been done already is no mistake. */
  readonly lasting?: boolean;
}

/** Something that disappears and something that appears, and may be one thing under two names. */
export interface RenameCandidate extends NamePair {
  /** From 0 to 1: how much the two resemble each other. */
  readonly score: number;
}

/** Whom the caller asks about candidates; the answers come back as decisions. */
export interface Questioner {
  ask(candidates: readonly RenameCandidate[]): Promise<readonly RenameDecision[]>;
}

export interface CompareContext {
  /** What `schema: null` stands for. */
  readonly defaultSchema: string;
  /** Objects that applied revisions created. */
  readonly managed: ReadonlySet<ObjectKey>;
  /** Objects of entities with `synchronize: false`. */
  readonly untouched: ReadonlySet<ObjectKey>;
  /** Tables of TypeORM itself. */
  readonly houseTables: ReadonlySet<ObjectKey>;
  readonly versionTable: QualifiedName;
  /** Extensions of which the entities tell whether they are needed. */
  readonly entailedExtensions: ReadonlySet<string>;
  /** What becomes of tables, views, sequences and enum types that nobody claims. */
  readonly unmanaged: "keep" | "drop";
  readonly renames: readonly RenameDecision[];
  readonly incomparable: readonly Pick<Unsettled, "key" | "role" | "reason">[];
  /** Tables of the desired model that are known to be as they shall be, each with what is there. */
  readonly alike?: ReadonlyMap<Table, Table>;
  /** Expressions on tables, by `nameKey`, that a change of types and the way back would not leave as they are; the dialect's answer. */
  readonly unsteady?: ReadonlyMap<string, ReadonlySet<string>>;
  /** What the database reads as what it printed, for what the way back restores; the dialect's answer. */
  readonly rereadable?: (print: string) => string;
  /** What the database printed, as it prints it after the rename of a value of an enum; the dialect's answer. */
  readonly afterValueRename?: Dialect["afterValueRename"];
  /** The statement that gives a part again what it has of its own; the dialect's answer. */
  readonly giveOwn?: Dialect["giveOwn"];
  /** The `USING` expression of a type change, or null where the plain cast does; the dialect's answer. */
  readonly castExpression: (from: ColumnType, to: ColumnType, column: string) => string | null;
  /** Whether a foreign key can stand between columns of the two types; the dialect's answer. */
  readonly comparableTypes?: (left: ColumnType, right: ColumnType) => boolean;
  /** Whether values of a type may be compressed and moved out of their rows; the dialect's answer. */
  readonly storesLongValues?: (type: ColumnType) => boolean;
  /** The name that the database gives to the sequence of a column; the dialect's answer. */
  readonly sequenceName: (table: string, column: string) => string;
  /** Whether nobody can have chosen the name of a constraint or index; the metadata reader's answer. */
  readonly isGeneratedName: (name: string) => boolean;
  /** The queries of views that follow renames; the dialect's answer. */
  readonly viewsAfterRenames?: FollowedViews;
  /** The user's last word on what is looked at at all; false keeps an object out of the comparison on both sides. */
  readonly include?: (object: ObjectReference, side: "current" | "desired") => boolean;
  /** The user's last word on whether the type and the default of a column differ. */
  readonly judge?: (table: QualifiedName, current: Column, desired: Column) => ColumnJudgement;
}

/** What has to be known besides, once something differs. */
export interface ArrangeContext extends CompareContext {
  /** What needs the objects of the models and is defined elsewhere: triggers, policies, rules, functions, casts. */
  readonly dependents: readonly Dependent[];
  /** What uses the extensions that would be dropped. */
  readonly extensionUses?: readonly Dependent[];
  /** What others found besides: operations that take their place among those of the comparison. */
  readonly besides?: readonly Operation[];
}

/** True where they differ, false where they do not, null where that is left to the comparison. */
export interface ColumnJudgement {
  readonly type: boolean | null;
  readonly default: boolean | null;
}

export interface Comparison {
  /** What leads from the current model to the desired one, in an order that can be run. */
  readonly operations: readonly Operation[];
  /** The exact way back, in an order that can be run. */
  readonly downgrade: readonly Operation[];
  /** What the database will refuse, and because of what. */
  readonly refused: readonly RefusedOperation[];
  /** What the database has to read anew in other types, which it may refuse as well. */
  readonly revived: Revivals;
  /** What no entity claims and stays as it is. */
  readonly unmanaged: readonly ObjectReference[];
  /** Pairs that nobody has decided about; they are written as drop and add. */
  readonly renameCandidates: readonly RenameCandidate[];
  /** Decisions that fit nothing. */
  readonly unusedRenames: readonly RenameDecision[];
  /** What could not be compared, and other remarks for the report. */
  readonly notes: readonly string[];
}

/** The part of a comparison that one noun contributes. */
export interface Changes {
  readonly operations: readonly Operation[];
  readonly unmanaged: readonly ObjectReference[];
  readonly notes: readonly string[];
}

export const noChanges: Changes = { operations: [], unmanaged: [], notes: [] };

export function changes(part: Partial<Changes>): Changes {
  const { operations = [], unmanaged = [], notes = [] } = part;
  if (operations.length === 0 && unmanaged.length === 0 && notes.length === 0) return noChanges;
  return { operations, unmanaged, notes };
}

export function concatChanges(all: readonly Changes[]): Changes {
  const parts = all.filter((one) => one !== noChanges);
  if (parts.length <= 1) return parts[0] ?? noChanges;
  return {
    operations: parts.flatMap((part) => part.operations),
    unmanaged: parts.flatMap((part) => part.unmanaged),
    notes: parts.flatMap((part) => part.notes),
  };
}
