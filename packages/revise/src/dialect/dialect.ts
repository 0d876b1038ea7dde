/**
 * The socket: what a database must answer for. A dialect is a folder under `dialects/` with the file names of its
 * siblings; nothing outside that folder names a database.
 */
import type { ColumnType } from "../model/column-type";
import type { QualifiedName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { EnumUse } from "../operations/enum-type";
import type { Operation } from "../operations/operation";
import type { Statement } from "../operations/statement";
import type { NameHolder } from "../safety/name-taken";
import type { Rule } from "../safety/rule";
import type { Connection } from "./connection";
import type { OwnOfPart } from "./dependent";
import type { DatabaseFailure } from "./failure";
import type { Introspection, Scope, Snapshot } from "./introspection";
import type { KnownTypes } from "./known-types";
import type { ClaimOptions, HeldLock, LockOptions, StatementWait } from "./lock";
import type { Change, Revival } from "./revival";
import type { RowCount, RowQuestion } from "./row-question";
import type { ServerSession, SettingScope } from "./session";
import type { EnumValueRename, FollowedViews, Settlement, Surroundings } from "./settlement";
import type { TypeSystem } from "./type-system";
import type { UnaskedDrops } from "./unasked-drops";
import type { VersionTableSql } from "./version-table-sql";

export interface Dialect {
  readonly name: string;
  readonly types: TypeSystem;
  readonly safetyRules: readonly Rule[];
  /** Begins to read the database, in a constant number of round trips. What is read need be known with the second only. */
  openSnapshot(connection: Connection, scope: Promise<Scope>): Promise<Snapshot>;
  /**
   * Lets the server spell the expressions that a textual comparison left open, and try what is new. Leaves nothing behind.
   *
   * @param current the database, after the renames of the revision
   */
  settle(
    connection: Connection,
    current: SchemaModel,
    desired: SchemaModel,
    surroundings?: Surroundings,
  ): Promise<Settlement>;
  /** What becomes of the queries of the views that read what the operations rename. Leaves nothing behind. */
  viewsAfterRenames(
    connection: Connection,
    found: Pick<Introspection, "model" | "defaultSchema">,
    renames: readonly Operation[],
  ): Promise<FollowedViews>;
  /**
   * Which of what has to be read anew the database will refuse, by its message; null for the others, and for what can't be
   * tried. One round trip at most; leaves nothing behind.
   */
  refusedRevivals(
    connection: Connection,
    revivals: readonly Revival[],
    change: Change,
  ): Promise<readonly (string | null)[]>;
  /**
   * Counts rows, for a report. Reads only, in a constant number of round trips and limited time; null for what the role
   * may not know.
   */
  countRows(connection: Connection, questions: readonly RowQuestion[]): Promise<readonly (RowCount | null)[]>;
  /** What has these names now, of whatever may stand in the way of another object of the name. One round trip. */
  nameHolders(connection: Connection, names: readonly QualifiedName[]): Promise<readonly NameHolder[]>;
  /** Asks which of `values` rows of a column of an enum hold, and how many do: rows of `value` and `rows`. */
  valueHolders(
    use: Pick<EnumUse, "table" | "column" | "dimensions">,
    values: readonly string[],
  ): Pick<Statement, "sql" | "parameters">;
  /** For servers that drop columns which nobody has named; null where the operation takes none along, or the server never does. */
  unaskedDrops(operation: Operation, serverVersion: number): UnaskedDrops | null;
  compile(operations: readonly Operation[]): readonly Statement[];
  /** A statement with its values as literals, for offline SQL. */
  interpolate(sql: string, parameters: readonly unknown[]): string;
  quote(name: QualifiedName): string;
  quoteIdentifier(identifier: string): string;
  /**
   * The SQL that turns a value of the column `column` into the type `to`, for the change of its type; null where the
   * plain change of type does it. Where there is no way from the one to the other, an expression to fill in
   * (`operations/column/fill-in.ts`).
   */
  castExpression(from: ColumnType, to: ColumnType, column: string, known: KnownTypes): string | null;
  /** Whether a foreign key can stand between columns of the two types. */
  comparableTypes(left: ColumnType, right: ColumnType): boolean;
  /** Whether values of the type may be compressed and moved out of their rows. */
  storesLongValues(type: ColumnType): boolean;

  /** The text of an expression that the server reads as the very thing that it printed so. */
  rereadable(print: string): string;
  /**
   * What the server printed, as it prints it after the rename of a value: it follows that by itself.
   *
   * @param types the enum types of the database, to which names without a schema may belong
   */
  afterValueRename(print: string, rename: EnumValueRename, types: readonly QualifiedName[]): string;
  /** The statement that gives a part again what it has of its own, spelt as by the server. */
  giveOwn(own: OwnOfPart): string;
  /** The name that the sequence of a serial or identity column has where nobody chose one. */
  sequenceName(table: string, column: string): string;
  /**
   * Makes names without a schema stand for `schema`, and for what they stood for before where it has no such object. The
   * row has `schema`: the one in which they are created now, another where this one is missing or may not be used.
   */
  enterSchema(schema: string): { readonly sql: string; readonly parameters: readonly unknown[] };
  /** Takes that back. */
  readonly leaveSchema: string;
  /** Limits how long a statement may take, in milliseconds; null for the setting that the session had at its start. */
  statementTimeout(milliseconds: number | null, scope: SettingScope): string;
  /** Limits how long a statement waits for a lock, likewise; 0 is not to wait at all, `Infinity` to wait for ever. */
  lockTimeout(milliseconds: number | null, scope: SettingScope): string;
  /**
   * Sets limits for a statement outside of transactions; null leaves one as it is. Gives what takes them back. Changes
   * nothing of the session where nothing has to be changed: behind a proxy the session may be somebody else's next.
   */
  limitSession(
    connection: Connection,
    limits: { readonly lockTimeout: number | null; readonly statementTimeout: number | null },
  ): Promise<() => Promise<void>>;
  /** What a statement may have to wait for. */
  waitFor(sql: string): StatementWait;
  /**
   * What a statement does to the transaction around it: `opens` and `closes` one by hand, or has to be sent as it is because
   * it works with transactions itself (`within`). Null for all others.
   */
  transactionControl(sql: string): "opens" | "closes" | "within" | null;
  /** Whether one of the statements of a text ends the transaction that it runs in. */
  endsTransaction(sql: string): boolean;
  /** The SQL of the version table and its rows. */
  readonly versionTable: VersionTableSql;
  /** One lock per key around everything that changes the database. Throws `database-locked` after the timeout. */
  lock(connection: Connection, key: string, options: LockOptions): Promise<HeldLock>;
  /**
   * Opens a transaction, marks it as the work under that lock, and waits where the session of a killed run is still at
   * work. Gives the session's id. Throws `database-locked` after the timeout.
   */
  claimWork(connection: Connection, key: string, options: ClaimOptions): Promise<number>;
  /** The sessions that a session waits for. */
  blockers(connection: Connection, session: number): Promise<readonly ServerSession[]>;
  /** Ends what a session runs, if it is `sql`; whatever it is where `sql` is null. The session goes on. */
  cancel(connection: Connection, session: number, sql: string | null): Promise<void>;
  /**
   * For a statement that runs outside transactions and that a run began without being able to note its end: what is
   * left to run. Nothing where it had been done; where it was cut, what clears away the rest precedes it.
   */
  resume(connection: Connection, statement: Statement): Promise<readonly Statement[]>;
  /** The error of the driver as facts: message, detail, hint, position, code. Null for what is no database error. */
  describeError(error: unknown): DatabaseFailure | null;
}
