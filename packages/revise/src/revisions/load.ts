/** The functions of a revision, out of its file. */
import { ReviseError, isReviseError } from "../errors";
import type { Operations } from "../operations/builder";
import type { Vocabulary } from "../operations/vocabulary";
import type { HeaderName } from "./header-constants";
import { headerNames } from "./header-constants";
import { readTransaction } from "./header";
import type { RevisionLimits } from "./limits";
import { limitKinds } from "./limits";
import type { Revision } from "./revision";
import { messageOf } from "../util/text";

export type RevisionFunction = (op: Operations) => Promise<void> | void;

export interface LoadedRevision {
  readonly upgrade: RevisionFunction;
  /** Null where the file has none: it can't be taken down. */
  readonly downgrade: RevisionFunction | null;
  /** What `export const transaction` says; null where the run decides. */
  readonly transaction: Revision["transaction"];
  /** What `lockTimeout`, `statementTimeout` and `lockRetry` of the file say. */
  readonly limits: RevisionLimits;
  /** The operations that the configuration adds to `op`. */
  readonly vocabulary?: Vocabulary;
  /** The line of the file that an error was made at, or by way of; null where it was elsewhere. */
  readonly lineOf?: (error: unknown) => number | null;
}

/**
 * Executes a revision file and takes its functions.
 *
 * @param importModule loads a module by its absolute path
 * @throws `module-load-failed` for a file that can't be executed, `revision-file-invalid` for one without `upgrade` or
 * whose exports differ from the header that was read without executing it
 */
export async function loadRevision(
  revision: Revision,
  importModule: (path: string) => Promise<unknown>,
): Promise<LoadedRevision> {
  const exported = moduleExports(await execute(revision, importModule));
  checkHeader(revision, exported);
  checkTransaction(revision, exported);
  const { upgrade, downgrade } = exported;
  if (typeof upgrade !== "function") throw invalid(revision, "exports no function `upgrade`");
  if (downgrade !== undefined && downgrade !== null && typeof downgrade !== "function") {
    throw invalid(revision, "exports a `downgrade` that is not a function");
  }
  return {
    upgrade: upgrade as RevisionFunction,
    downgrade: typeof downgrade === "function" ? (downgrade as RevisionFunction) : null,
    transaction: revision.transaction,
    limits: readLimits(revision, exported),
  };
}

async function execute(
  revision: Revision,
  importModule: (path: string) => Promise<unknown>,
): Promise<unknown> {
  try {
    return await importModule(revision.path);
  } catch (error) {
    if (isReviseError(error)) throw error;
    const reason = messageOf(error);
    throw new ReviseError(
      "module-load-failed",
      `Revision ${revision.id} (${revision.path}) can't be loaded: ${reason}`,
      {
        hint: "Correct the file. Other revisions are not concerned.",
        cause: error,
        details: { revision: revision.id, file: revision.path },
      },
    );
  }
}

/** A CommonJS module that was imported has its exports in `default`. */
function moduleExports(loaded: unknown): Readonly<Record<string, unknown>> {
  const outer = asRecord(loaded);
  return outer["upgrade"] === undefined && outer["default"] !== undefined
    ? asRecord(outer["default"])
    : outer;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function checkHeader(revision: Revision, exported: Readonly<Record<string, unknown>>): void {
  const expected: Readonly<Record<HeaderName, readonly string[]>> = {
    revision: [revision.id],
    downRevision: revision.downRevisions,
    branchLabels: revision.branchLabels,
    dependsOn: revision.dependsOn,
  };
  for (const name of headerNames) {
    if (JSON.stringify(asList(exported[name])) === JSON.stringify(expected[name])) continue;
    const found = exported[name] === undefined ? "nothing" : JSON.stringify(exported[name]);
    throw invalid(
      revision,
      `exports ${name} = ${found}, but its text says ${JSON.stringify(expected[name])}`,
    );
  }
}

function checkTransaction(revision: Revision, exported: Readonly<Record<string, unknown>>): void {
  if (readTransaction(exported["transaction"]) === revision.transaction) return;
  throw invalid(
    revision,
    `exports transaction = ${JSON.stringify(exported["transaction"])}, which is read from the text: it has to stand above the functions, as a plain constant`,
  );
}

function readLimits(revision: Revision, exported: Readonly<Record<string, unknown>>): RevisionLimits {
  const limits: Record<string, unknown> = {};
  for (const [name, isValid] of Object.entries(limitKinds)) {
    const value = exported[name];
    if (value === undefined) continue;
    if (!isValid(value))
      throw invalid(revision, `exports a \`${name}\` that is not one: ${JSON.stringify(value)}`);
    limits[name] = value;
  }
  return limits;
}

function asList(value: unknown): unknown {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function invalid(revision: Revision, problem: string): ReviseError {
  return new ReviseError("revision-file-invalid", `Revision ${revision.id} (${revision.path}) ${problem}.`, {
    hint: "A revision file exports plain constants and the functions upgrade and downgrade.",
    details: { revision: revision.id, file: revision.path },
  });
}
