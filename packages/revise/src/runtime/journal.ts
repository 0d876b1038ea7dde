/**
 * How far a revision has come that can't be one transaction.
 *
 * Before the runtime commits in the middle of a revision it notes, in that same transaction, which statements are
 * done. Whoever runs the revision again, after an error or a kill, leaves those out. The note lives in a table beside
 * the version table, which exists only while a revision is half done.
 */
import { ReviseError } from "../errors";
import type { Operation } from "../operations/operation";
import { describe } from "../operations/traits-table";
import { plural } from "../util/text";
import type { OperationHash, Position, Progress } from "./progress-table";
import { dropProgress, hashOf, writeProgress } from "./progress-table";
import type { VersionStore } from "./version-store";

/** What is left of an operation that comes up. */
export interface Remaining {
  /** Statements of it that have been committed; null where all of it has. */
  readonly done: number | null;
  /** Whether the statement after those was begun outside a transaction, and may have been executed. */
  readonly begun: boolean;
}

export interface JournalStep {
  readonly revision: string;
  readonly direction: string;
  readonly file: string;
  /** Empty where the file can't be read. */
  readonly fileHash: string;
}

const start: Position = { operations: 0, statements: 0, begun: false };

export class Journal {
  readonly #store: VersionStore;
  readonly #step: JournalStep;
  /** The note of an earlier run about this revision and direction. */
  readonly #earlier: Progress | null;
  #saved: Position | null;
  #hashes: OperationHash[] = [];
  #statements = 0;
  #current: OperationHash | null = null;

  constructor(store: VersionStore, step: JournalStep, earlier: Progress | null) {
    this.#store = store;
    this.#step = step;
    this.#earlier = earlier;
    this.#saved = earlier === null ? null : positionOf(earlier);
  }

  /** Operations that are committed, be it by this run or an earlier one. */
  get savedOperations(): number {
    return this.#saved === null ? 0 : this.#saved.operations + (this.#saved.statements > 0 ? 1 : 0);
  }

  /** The next operation comes up. Throws `revision-failed` where an earlier run did another one in its place. */
  enter(operation: Operation): Remaining {
    const hash = hashOf(operation);
    const index = this.#hashes.length;
    this.#current = hash;
    const expected = this.#earlier?.hashes[index];
    if (this.#earlier === null || expected === undefined) return { done: 0, begun: false };
    if (!this.#agree(hash, expected))
      throw this.#changed(`operation ${String(index + 1)} is now: ${describe(operation)}`);
    if (index < this.#earlier.operations) return { done: null, begun: false };
    this.#statements = this.#earlier.statements;
    return { done: this.#earlier.statements, begun: this.#earlier.begun };
  }

  /** So many statements of the operation at hand are done. */
  advance(statements: number): void {
    this.#statements += statements;
  }

  /** The operation at hand is done. */
  leave(): void {
    if (this.#current !== null) this.#hashes.push(this.#current);
    this.#statements = 0;
    this.#current = null;
  }

  /** Throws `revision-failed` where an earlier run did more than the revision now holds. */
  finish(): void {
    const { length } = this.#earlier?.hashes ?? [];
    if (this.#hashes.length < length)
      throw this.#changed(`it has ${plural(this.#hashes.length, "operation")} now`);
  }

  /**
   * Notes the progress in the open transaction.
   *
   * @param begun whether the next statement is about to be run outside a transaction
   */
  async save(begun = false): Promise<void> {
    if (this.#hashes.length < (this.#earlier?.operations ?? 0)) return;
    const position: Position = { operations: this.#hashes.length, statements: this.#statements, begun };
    if (JSON.stringify(position) === JSON.stringify(this.#saved ?? start)) return;
    const partly = this.#current !== null && (this.#statements > 0 || begun);
    const hashes = partly ? [...this.#hashes, this.#current] : this.#hashes;
    await writeProgress(this.#store, {
      ...this.#step,
      ...position,
      hashes: hashes.filter((one) => one !== null),
    });
    this.#saved = position;
  }

  /** Forgets it. */
  async clear(): Promise<void> {
    if (this.#saved !== null) await dropProgress(this.#store);
  }

  /** The same file may compute other values each time; of another file every word counts. */
  #agree(found: OperationHash, expected: OperationHash): boolean {
    const sameFile = this.#earlier?.fileHash === this.#step.fileHash;
    return found.shape === expected.shape && (sameFile || found.whole === expected.whole);
  }

  #changed(how: string): ReviseError {
    const { revision, file } = this.#step;
    const { length } = this.#earlier?.hashes ?? [];
    return new ReviseError(
      "revision-failed",
      `Revision ${revision} (${file}) can't go on: its first ${plural(length, "operation")} ${length === 1 ? "has" : "have"} been committed by an earlier run, and the file has been changed in them since: ${how}.`,
      {
        hint: "Put those operations back as they were and run the command again. Or undo them by hand and say so with `revise stamp current`; the revision then starts from its beginning.",
        details: { revision, file, operations: length },
      },
    );
  }
}

function positionOf({ operations, statements, begun }: Position): Position {
  return { operations, statements, begun };
}

const query = /^\s*(select|show|values|table|explain)\b(?![\s\S]*\binto\b)/i;
const setting = /^\s*(set|reset)\b(?!\s+(local|constraints|transaction)\b)/i;

/**
 * Whether an operation is run again when a revision goes on after it: one that asks, because later code needs its rows,
 * and one that sets up the session, which is another one now.
 */
export function isRepeated(operation: Operation): boolean {
  return operation.kind === "execute" && (query.test(operation.sql) || setting.test(operation.sql));
}
