/** The table beside the version table that holds how far a half done revision has come. One row. */
import { createHash } from "node:crypto";
import type { QualifiedName } from "../model/names";
import type { Operation } from "../operations/operation";
import type { VersionStore } from "./version-store";
import { tableExists } from "./version-store";

export interface Position {
  /** Operations that are committed. */
  readonly operations: number;
  /** Statements of the next one that are. */
  readonly statements: number;
  /** Whether the statement after those was begun outside a transaction. */
  readonly begun: boolean;
}

/** A revision that an earlier run left half done. */
export interface Progress extends Position {
  readonly revision: string;
  readonly direction: string;
  /** One for each of those operations, and one for the next where it is partly done. */
  readonly hashes: readonly OperationHash[];
  /** Hash of the revision file; empty where it could not be read. */
  readonly fileHash: string;
}

/** Of an operation: with its values, and without them, because code may compute them anew each time. */
export interface OperationHash {
  readonly shape: string;
  readonly whole: string;
}

interface Row {
  readonly version_num: string;
  readonly direction: string;
  readonly operations: number;
  readonly statements: number;
  readonly begun: boolean;
  readonly hashes: string;
  readonly file_hash: string;
}

const columns = {
  version_num: "text",
  direction: "text",
  operations: "integer",
  statements: "integer",
  begun: "boolean",
  hashes: "text",
  file_hash: "text",
} satisfies Record<keyof Row, string>;

export function progressTable(table: QualifiedName): QualifiedName {
  return { schema: table.schema, name: `${table.name}_progress` };
}

function quoted({ dialect, table }: Pick<VersionStore, "dialect" | "table">): string {
  return dialect.quote(progressTable(table));
}

/** What an earlier run left half done, or null. */
export async function readProgress(store: VersionStore): Promise<Progress | null> {
  if (!(await tableExists({ ...store, table: progressTable(store.table) }))) return null;
  const [row] = await store.connection.query<Row>(`SELECT * FROM ${quoted(store)}`);
  if (row === undefined) return null;
  const { version_num: revision, file_hash: fileHash, hashes, ...rest } = row;
  return { ...rest, revision, fileHash, hashes: hashes.split(" ").filter(Boolean).map(parseHash) };
}

function parseHash(text: string): OperationHash {
  const [shape = "", whole = ""] = text.split("/");
  return { shape, whole };
}

/** Creates the table where it is missing, and puts `progress` in the place of what it held. In the open transaction. */
export async function writeProgress(store: VersionStore, progress: Progress): Promise<void> {
  const { connection, dialect } = store;
  const row: Row = {
    version_num: progress.revision,
    direction: progress.direction,
    operations: progress.operations,
    statements: progress.statements,
    begun: progress.begun,
    hashes: progress.hashes.map(({ shape, whole }) => `${shape}/${whole}`).join(" "),
    file_hash: progress.fileHash,
  };
  const lines = Object.entries(columns).map(
    ([name, type]) => `${dialect.quoteIdentifier(name)} ${type} NOT NULL`,
  );
  const places = Object.keys(columns).map((_, at) => `$${String(at + 1)}`);
  if (!(await tableExists({ ...store, table: progressTable(store.table) })))
    await connection.query(`CREATE TABLE ${quoted(store)} (${lines.join(", ")})`);
  await connection.query(`DELETE FROM ${quoted(store)}`);
  const values = Object.keys(columns).map((name) => row[name as keyof Row]);
  await connection.query(`INSERT INTO ${quoted(store)} VALUES (${places.join(", ")})`, values);
}

/** Also where nobody will finish the revision. */
export async function dropProgress(store: VersionStore): Promise<void> {
  await store.connection.query(`DROP TABLE IF EXISTS ${quoted(store)}`);
}

export function hashOf(operation: Operation): OperationHash {
  return { shape: hash(shapeOf(operation)), whole: hash(operation) };
}

function shapeOf(operation: Operation): unknown {
  if (operation.kind === "execute") return [operation.kind, operation.sql];
  return operation.kind === "bulkInsert" ? [operation.kind, operation.table] : operation;
}

function hash(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part));
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
