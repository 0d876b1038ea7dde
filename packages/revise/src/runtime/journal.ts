/**
 * How far a revision has come that can't be one transaction.
 *
 * Before the runtime commits in the middle of a revision it notes, in that same transaction, how many operations are
 * done. Whoever runs the revision again, after an error or a kill, leaves those out. The note lives in a table beside
 * the version table, which exists only while a revision is half done.
 */
import { createHash } from "node:crypto";
import { ReviseError } from "../errors";
import type { QualifiedName } from "../model/names";
import type { Operation } from "../operations/operation";
import type { VersionStore } from "./version-store";
import { tableExists } from "./version-store";

/** A revision that an earlier run left half done. */
export interface HalfDone {
  readonly revision: string;
  readonly direction: string;
  readonly operations: number;
  readonly fingerprint: string;
}

export interface Journal {
  /** Operations that have been done, by this run or an earlier one. */
  readonly done: number;
  /** Those of them that have been noted, and so are committed or about to be. */
  readonly savedOperations: number;
  /** Whether an earlier run has done the operation that comes next. Throws `revision-failed` if it was another one. */
  skips(next: Operation): boolean;
  /** @param outside whether the operation is committed already, and so has to be noted at once */
  count(operation: Operation, outside: boolean): Promise<void>;
  /** Notes the progress in the open transaction. */
  save(): Promise<void>;
  /** Forgets it. */
  clear(): Promise<void>;
}

/** @param halfDone the note of an earlier run about this very revision and direction, or null */
export function openJournal(
  store: VersionStore,
  step: { readonly revision: string; readonly direction: string; readonly file: string },
  halfDone: HalfDone | null,
): Journal {
  const { connection } = store;
  const words = progressWords(store);
  let done = 0;
  let fingerprint = "";
  let saved = halfDone?.operations ?? null;
  return {
    get done() {
      return done;
    },
    get savedOperations() {
      return saved ?? 0;
    },
    skips(next) {
      if (halfDone === null || done >= halfDone.operations) return false;
      const last = done + 1 === halfDone.operations;
      if (last && extend(fingerprint, next) !== halfDone.fingerprint) throw changed(step, halfDone);
      return true;
    },
    async count(operation, outside) {
      fingerprint = extend(fingerprint, operation);
      done += 1;
      if (outside && saved !== null) await this.save();
    },
    async save() {
      if (done < (saved ?? 0)) return;
      if (saved === null) await connection.query(words.create);
      await connection.query(saved === null ? words.insert : words.update, [
        step.revision,
        step.direction,
        done,
        fingerprint,
      ]);
      saved = done;
    },
    async clear() {
      if (saved !== null) await connection.query(words.drop);
    },
  };
}

function progressWords({
  dialect,
  table,
}: VersionStore): Record<"create" | "insert" | "update" | "drop", string> {
  const name = dialect.quote(progressTable(table));
  const column = (text: string): string => dialect.quoteIdentifier(text);
  const columns = [
    `${column("version_num")} text NOT NULL`,
    `${column("direction")} text NOT NULL`,
    `${column("operations")} integer NOT NULL`,
    `${column("fingerprint")} text NOT NULL`,
  ];
  return {
    create: `CREATE TABLE ${name} (${columns.join(", ")})`,
    insert: `INSERT INTO ${name} VALUES ($1, $2, $3, $4)`,
    update: `UPDATE ${name} SET ${column("operations")} = $3, ${column("fingerprint")} = $4 WHERE ${column("version_num")} = $1 AND ${column("direction")} = $2`,
    drop: `DROP TABLE ${name}`,
  };
}

/** What an earlier run left half done, or null. */
export async function readHalfDone(store: VersionStore): Promise<HalfDone | null> {
  const table = progressTable(store.table);
  if (!(await tableExists({ ...store, table }))) return null;
  const [row] = await store.connection.query<{
    version_num: string;
    direction: string;
    operations: number;
    fingerprint: string;
  }>(`SELECT * FROM ${store.dialect.quote(table)}`);
  if (row === undefined) return null;
  return {
    revision: row.version_num,
    direction: row.direction,
    operations: row.operations,
    fingerprint: row.fingerprint,
  };
}

/** Drops the note of a revision that nobody will finish. */
export async function forgetHalfDone(store: VersionStore): Promise<void> {
  await store.connection.query(`DROP TABLE IF EXISTS ${store.dialect.quote(progressTable(store.table))}`);
}

/** Whether an operation only asks; it is asked again when a revision goes on, because later code needs its rows. */
export function isQuery(operation: Operation): boolean {
  return (
    operation.kind === "execute" &&
    /^\s*(select|show|values|table|explain)\b(?![\s\S]*\binto\b)/i.test(operation.sql)
  );
}

function progressTable(table: QualifiedName): QualifiedName {
  return { schema: table.schema, name: `${table.name}_progress` };
}

function extend(fingerprint: string, operation: Operation): string {
  const text = JSON.stringify(operation, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  return createHash("sha256").update(fingerprint).update(text).digest("hex").slice(0, 32);
}

function changed(
  step: { readonly revision: string; readonly direction: string; readonly file: string },
  halfDone: HalfDone,
): ReviseError {
  return new ReviseError(
    "revision-failed",
    `Revision ${step.revision} (${step.file}) can't go on: its first ${String(halfDone.operations)} operations have been committed by an earlier run, and the file has been changed in them since.`,
    {
      hint: "Put those operations back as they were and run the command again. Or undo them by hand and say so with `revise stamp current`; the revision then starts from its beginning.",
      details: { revision: step.revision, file: step.file, operations: halfDone.operations },
    },
  );
}
