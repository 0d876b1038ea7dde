/**
 * The socket: what a database must answer for. A dialect is a folder under `dialects/` with the file names of its
 * siblings; nothing outside that folder names a database.
 */
import type { ColumnType } from "../model/column-type";
import type { ObjectKey, QualifiedName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Table } from "../model/table";
import type { EnumUse, RenameEnumValue } from "../operations/enum-type";
import type { Operation } from "../operations/operation";
import type { Statement } from "../operations/statement";
import type { NameHolder } from "../safety/name-taken";
import type { Rule } from "../safety/rule";
import type { Connection, TransactionWords } from "./connection";
import type { TypeSystem } from "./type-system";
import type { VersionTableSql } from "./version-table-sql";

/** Which part of a database is read. */
export interface Scope {
  /** Schemas to read besides the default one; `"all"` for every schema that is not the system's. */
  readonly schemas: readonly string[] | "all";
}

/** An object that is in the database and has no place in the model: a trigger, a function, a partition. */
export interface UnmodelledObject {
  /** A word for people: `trigger`, `function`, `policy`, `partition`. */
  readonly kind: string;
  readonly name: QualifiedName;
  /** The table it belongs to. */
  readonly table: QualifiedName | null;
}

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
  /** Whether it holds rows of the tables that it needs, which can't take another form then. */
  readonly holdsRows?: boolean;
  /** Whether the columns that it needs keep their names because of it (`names`), and no others come beside them (`columns`). */
  readonly fixesForm?: "names" | "columns";
  /**
   * Of a column that itself hangs on what its expression uses, or used once: that it is computed, or was. `reads` is the
   * column, `enums` does not hold its own type.
   */
  readonly expression?: "present" | "former";
  /** Whether it goes with a column that is dropped. */
  readonly goesAlong: boolean;
  /** How it steps aside while a column or an enum changes; null for what only its owner can move. */
  readonly aside: StepAside | null;
}

export interface StepAside {
  /** SQL. */
  readonly drop: string;
  /** SQL that makes it what it was, comment and all. */
  readonly create: readonly string[];
}

/** A way from one type to another that a server does not have by itself. */
export interface TypeCast {
  readonly source: ColumnType;
  readonly target: ColumnType;
  /** Whether it is taken only where it is asked for, not where a value is assigned. */
  readonly explicit: boolean;
}

/** What is to be known of types that are not the server's own, to lead a column from one to another. */
export interface KnownTypes {
  readonly casts: readonly TypeCast[];
  readonly domains: readonly { readonly name: QualifiedName; readonly base: ColumnType }[];
  /** Those of the database and those that are wanted. */
  readonly enums: readonly QualifiedName[];
}

export interface Introspection {
  readonly model: SchemaModel;
  readonly types: Pick<KnownTypes, "casts" | "domains">;
  readonly dependents: readonly Dependent[];
  /** Views outside the scope that read what is in it. They are in the model, and none of the comparison's business. */
  readonly outside: ReadonlySet<ObjectKey>;
  /** What `schema: null` stands for. */
  readonly defaultSchema: string;
  /** `150018` and the like. */
  readonly serverVersion: number;
  readonly unmodelled: readonly UnmodelledObject[];
}

/** A read-only view of the database at one moment. */
export interface Snapshot {
  /** What `schema: null` stands for. */
  readonly defaultSchema: string;
  /** Asks at once, gives everything in scope, and ends the snapshot: once, and always. */
  read(): Promise<Introspection>;
}

/** An expression that could not be brought into the server's spelling. */
export interface Unsettled {
  /** The object of the desired model that holds it. */
  readonly key: ObjectKey;
  readonly table: QualifiedName;
  /** `default of column "x"`, `check "y"`. */
  readonly what: string;
  /** The server's message. */
  readonly reason: string;
  /** True where the entity is wrong (the server rejects the text), false where rights or means are missing. */
  readonly rejected: boolean;
  /** Whether the object is new, and the server was only asked whether it would take it. */
  readonly fresh: boolean;
}

/** A value of an enum type that gets another name. */
export type EnumValueRename = Pick<RenameEnumValue, "name" | "from" | "to">;

/** What a comparison knows besides the two models that it compares. */
export interface Surroundings {
  /** What is there under the names of now, before any rename. */
  readonly existing: SchemaModel;
  /** The desired model without what the comparison leaves out. */
  readonly wanted: SchemaModel;
  /** What gets another name, in the order in which it does. */
  readonly renames?: readonly Operation[];
  /** Whether operations that nobody can look into may make things that expressions name. */
  readonly makesMore: boolean;
  /** False where somebody else decides whether a column gets the type and the default of `wanted`. */
  readonly altersColumns: boolean;
  /** Tables of the desired model that are as they shall be, expressions included: nothing about them is open. */
  readonly alike?: ReadonlyMap<Table, Table>;
}

export interface Settlement {
  /** The desired model in which every expression that means the same as its counterpart is spelt like it. */
  readonly desired: SchemaModel;
  readonly unsettled: readonly Unsettled[];
  /** What the database says on tables, by `nameKey`, that a change of types and the way back would leave as something else. */
  readonly unsteady: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A question about the rows of a table. */
export interface RowQuestion {
  readonly table: QualifiedName;
  readonly which: RowTest;
}

/** Which rows of a table are asked for. */
export type RowTest =
  | { readonly kind: "all" }
  /** Those that hold NULL in the column. */
  | { readonly kind: "null"; readonly column: string }
  /** Those that have their like in the columns, of those that a condition in SQL chooses. */
  | {
      readonly kind: "alike";
      readonly columns: readonly string[];
      readonly where: string | null;
      readonly nullsAlike: boolean;
    }
  /** Those that hold one of these values of an enum in a column, or in an array of them. */
  | {
      readonly kind: "holds";
      readonly column: string;
      readonly array: boolean;
      readonly values: readonly string[];
    }
  /** Those for which a condition in SQL is false. */
  | { readonly kind: "breaks"; readonly expression: string }
  /** Those that an exclusion forbids beside others. */
  | { readonly kind: "excludes"; readonly expression: string }
  /** Those that point at no row of another table. */
  | {
      readonly kind: "orphan";
      readonly columns: readonly string[];
      readonly references: { readonly table: QualifiedName; readonly columns: readonly string[] };
      readonly match: "SIMPLE" | "FULL";
    }
  /** Those whose value another type does not take as it is. */
  | {
      readonly kind: "misfit";
      readonly column: string;
      readonly from: ColumnType;
      readonly to: ColumnType;
      /** Of an enum: what it takes. */
      readonly values: readonly string[] | null;
    };

export interface RowCount {
  readonly rows: number;
  /** False for an estimate. */
  readonly exact: boolean;
}

export interface LockOptions {
  /** Milliseconds to wait; null to wait for ever. */
  readonly timeout: number | null;
  /** Called once when somebody else holds the lock, with who that is. */
  readonly onWait?: (holder: string) => void;
  /** Ends the wait, which then throws its reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface ClaimOptions extends LockOptions {
  /** Opens the transaction with a first statement in the same round trip, whose rows it gives. */
  readonly begin: TransactionWords["begin"];
}

export interface HeldLock {
  /** `150018` and the like. */
  readonly serverVersion: number;
  /** Throws `database-locked` where the connection of the lock is gone, and the lock with it. */
  check(): Promise<void>;
  release(): Promise<void>;
}

/** Another session of the server, as far as our role may see it. */
export interface ServerSession {
  readonly pid: number;
  readonly application: string | null;
  readonly client: string | null;
  /** `active`, `idle in transaction`. */
  readonly state: string | null;
  /** When its transaction began; where it is in none, when it connected. */
  readonly since: string | null;
  /** What it runs, or ran last. */
  readonly query: string | null;
  /** All of that for people: `process 4711 ("psql", idle in transaction since 2026-11-20 12:36:45+00): SELECT …` */
  readonly text: string;
}

/** How to learn which columns a server would drop with what an operation drops, though nothing names them. */
export interface UnaskedDrops {
  /** What hangs on something so: rows that `gone` takes. Where there is none, nothing is lost. */
  readonly hanging: Pick<Statement, "sql" | "parameters">;
  /** What to try, and to take back after the question; null where what hangs is lost. */
  readonly trial: {
    readonly sql: string;
    /** Asks which of the rows that hang are gone now: rows of `column` and `computed`, which is whether it is generated. */
    readonly gone: (rows: readonly unknown[]) => Pick<Statement, "sql" | "parameters">;
  } | null;
  /** Why the server does so: the rest of a sentence. */
  readonly why: string;
}

/** Whether a setting holds for the open transaction or for the session. */
export type SettingScope = "transaction" | "session";

export interface Dialect {
  readonly name: string;
  readonly types: TypeSystem;
  readonly safetyRules: readonly Rule[];
  /** Begins to read the database, in a constant number of round trips. */
  openSnapshot(connection: Connection, scope: Scope): Promise<Snapshot>;
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
  /**
   * The queries of the views that read what the operations rename, as the server will print them then, by the views'
   * names after that; those that it can't tell are left out. Leaves nothing behind.
   */
  viewsAfterRenames(
    connection: Connection,
    current: SchemaModel,
    renames: readonly Operation[],
  ): Promise<ReadonlyMap<ObjectKey, string>>;
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

  /** The text of an expression that the server reads as the very thing that it printed so. */
  rereadable(print: string): string;
  /**
   * What the server printed, as it prints it after the rename of a value: it follows that by itself.
   *
   * @param types the enum types of the database, to which names without a schema may belong
   */
  afterValueRename(print: string, rename: EnumValueRename, types: readonly QualifiedName[]): string;
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
  /** Whether a statement takes a lock that stops others who read or write the table, while it waits for it too. */
  takesStrongLock(sql: string): boolean;
  /**
   * What a statement does to the transaction around it: `opens` and `closes` one by hand, or has to be sent as it is because
   * it works with transactions itself (`within`). Null for all others.
   */
  transactionControl(sql: string): "opens" | "closes" | "within" | null;
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

export interface DatabaseFailure {
  readonly message: string;
  /**
   * `lock`: a lock could not be had in time, or not at all (deadlock); the same statement may succeed later. `read-only`: it
   * would have written in a transaction that only reads. `cancelled`: it took too long, or somebody ended it.
   * `exists`: what it would have made is there already. `full`: the server has no room left, on disk or in memory.
   */
  readonly kind: "lock" | "read-only" | "cancelled" | "exists" | "full" | "other";
  readonly code: string | null;
  readonly detail: string | null;
  readonly hint: string | null;
  /** 1-based character of the statement. */
  readonly position: number | null;
  /** What to do, in full sentences, where the server has no word for it. */
  readonly advice?: string;
}
