/** The functions that a user may put into the configuration, named as in Alembic's `configure()`. */
import type { DataSource } from "typeorm";
import type { Call } from "../operations/call";
import type { Operation } from "../operations/operation";
import type { Step } from "../operations/vocabulary";

/** What a name or an object is, in {@link IncludeName}, {@link IncludeObject} and {@link RenderItem}. */
export type IncludedType =
  | "schema"
  | "extension"
  | "enum"
  | "sequence"
  | "table"
  | "view"
  | "column"
  | "index"
  | "primaryKeyConstraint"
  | "uniqueConstraint"
  | "foreignKeyConstraint"
  | "checkConstraint"
  | "exclusionConstraint";

/** Where a name lives. Null for what has no such parent, and for the default schema. */
export interface ParentNames {
  readonly schemaName: string | null;
  readonly tableName: string | null;
  /** `app.user`, or `user` in the default schema. */
  readonly schemaQualifiedTableName: string | null;
}

/**
 * Whether an object of the database is looked at, by its name. It is not asked about what only entities have. An object
 * that it hides is left alone with all that is in it, also where an entity declares it: it never looks missing.
 *
 * @param name null for the default schema
 */
export type IncludeName = (name: string | null, type: IncludedType, parentNames: ParentNames) => boolean;

/**
 * Whether an object takes part in the comparison. It is asked once about an object that both sides have, as that of the
 * entities; what is in an object that is left out is left out as well, with the enum types that nothing else uses.
 *
 * @param object the object of the model: a table, a column, an index …
 * @param reflected true for an object that only the database has
 * @param compareTo its counterpart in the database; null where there is none
 */
export type IncludeObject = (
  object: unknown,
  name: string | null,
  type: IncludedType,
  reflected: boolean,
  compareTo: unknown,
) => boolean;

/** Which column is compared, for {@link CompareType} and {@link CompareServerDefault}. */
export interface ComparisonContext {
  /** Null for the default schema. */
  readonly schemaName: string | null;
  readonly tableName: string;
  readonly columnName: string;
  /** `User.email`; null where it is not known. */
  readonly origin: string | null;
}

/**
 * Whether two column types differ: true they do, false they do not, null or undefined as `revise` sees it.
 *
 * @param inspectedType the type in the database, as in `varchar(255)`
 * @param metadataType the type of the entity, spelt alike
 */
export type CompareType = (
  context: ComparisonContext,
  inspectedColumn: unknown,
  metadataColumn: unknown,
  inspectedType: string,
  metadataType: string,
) => boolean | null | undefined;

/**
 * Whether two defaults differ: true they do, false they do not, null or undefined as `revise` sees it.
 *
 * @param inspectedDefault SQL of the default in the database, a literal in quotes (`'18'`); null for none
 * @param metadataDefault SQL of the entity's default, spelt alike; null for none
 */
export type CompareServerDefault = (
  context: ComparisonContext,
  inspectedColumn: unknown,
  metadataColumn: unknown,
  inspectedDefault: string | null,
  metadataDefault: string | null,
) => boolean | null | undefined;

/**
 * The TypeScript of one operation in a revision file: a statement such as `await op.execute("…");`, null to leave the
 * operation out, false to render it as usual.
 */
export type RenderItem = (
  type: Operation["kind"],
  operation: Operation,
  context: { readonly direction: "upgrade" | "downgrade" },
) => string | null | false;

/** What a {@link Comparator} is given. */
export interface ComparatorContext {
  /** TypeORM's DataSource, with the metadata of all entities and without a connection. */
  readonly dataSource: DataSource;
  /** Asks the database, on the connection of the comparison. */
  readonly query: <Row extends object = Record<string, unknown>>(
    sql: string,
    parameters?: readonly unknown[],
  ) => Promise<Row[]>;
  /** The value of `-n`; null where it was not given. */
  readonly environment: string | null;
}

/** What a revision is to do: a call of `op` as a list, where needed with what takes it back. */
export type Difference = Call | { readonly upgrade: Call; readonly downgrade: readonly Step[] };

/**
 * Compares what `revise` does not: it asks the database, and gives the calls that bring it up to date; none where it is.
 * They go to their place among the others by what they create and need.
 */
export type Comparator = (
  context: ComparatorContext,
) => readonly Difference[] | Promise<readonly Difference[]>;

/** A revision before it is written. All of it may be changed in place. */
export interface RevisionDirective {
  /** The new id. */
  id: string;
  /** What it does, for its header and the name of its file. */
  message: string;
  /** What `upgrade` is to do, in this order. */
  upgrade: Operation[];
  /** What `downgrade` is to do, in this order. */
  downgrade: Operation[];
  /** Parents. */
  head: string[];
  /** Labels for the branch that starts with it. */
  branchLabels: string[];
  /** Revisions that must have been applied before, besides the parents. */
  dependsOn: string[];
  /** Absolute path of the directory it is written to. */
  versionPath: string;
}

/** How a revision came to be, for {@link ProcessRevisionDirectives}. */
export interface DirectivesContext {
  /** The command that writes them: `revision`. */
  readonly command: string;
  /** The value of `-n`; null where it was not given. */
  readonly environment: string | null;
  /** Whether the operations come from a comparison. */
  readonly autogenerate: boolean;
}

/**
 * Sees the revisions that are about to be written and may change them: filter operations, add some, split one revision
 * in two, or empty the list so that no file is written.
 *
 * @param revision the heads that the new revision comes after
 */
export type ProcessRevisionDirectives = (
  context: DirectivesContext,
  revision: readonly string[],
  directives: RevisionDirective[],
) => void | Promise<void>;

/** One step of an upgrade, a downgrade or a stamp. */
export interface AppliedStep {
  /** Which function of the revision ran; neither for a stamp. */
  readonly direction: "upgrade" | "downgrade" | "stamp";
  /** The revisions of the version table that the step replaced. */
  readonly from: readonly string[];
  /** The revisions that the version table has instead. */
  readonly to: readonly string[];
  /** Id of the revision that ran; null for a stamp to base. */
  readonly revision: string | null;
  /** The first paragraph of the header's comment; empty for a stamp to base. */
  readonly message: string;
}

/**
 * Called for each step after its statements and its version row, before the commit: what it writes on the given
 * connection is committed or rolled back with the step.
 */
export type OnVersionApply = (applied: {
  readonly step: AppliedStep;
  /** The heads that the version table holds now. */
  readonly heads: readonly string[];
  /** TypeORM's QueryRunner on the connection of the step. */
  readonly queryRunner: unknown;
  readonly environment: string | null;
}) => void | Promise<void>;

/** A program that is run on each new revision file. */
export interface CommandHook {
  /** Shown in messages; the command where it is left out. */
  readonly name?: string;
  /**
   * A program of `node_modules/.bin` or of the path, such as `eslint`; without `options` also a command line. No shell
   * reads it, so quotes mean what they mean in a shell and nothing else does.
   */
  readonly command: string;
  /**
   * Its arguments. `REVISION_SCRIPT_FILENAME` stands for the path of the file; without it the path is the first
   * argument, and the last one of a command line.
   */
  readonly options?: string | readonly string[];
  /** Working directory, from the directory of the configuration file; that directory by default. */
  readonly cwd?: string;
}

/** What is done with each new revision file: a program, a command line, or a function of its absolute path. */
export type WriteHook = CommandHook | string | ((path: string) => void | Promise<void>);
