/** Reads the header of a revision file without executing it. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { HeaderConstants, HeaderName } from "./header-constants";
import { headerNames, readConstants } from "./header-constants";
import { readComment } from "./header-comment";
import { invalidId, invalidLabel } from "./names";
import type { BrokenRevision, Revision } from "./revision";
import { readWritten } from "./written-header";

export type HeaderResult =
  | { readonly ok: true; readonly revision: Revision }
  | { readonly ok: false; readonly broken: BrokenRevision };

/** Reads the file at `path`, which must be absolute. */
export function readHeaderFile(path: string): HeaderResult {
  let source: string;
  try {
    source = readFileSync(path, "utf8");
  } catch (error) {
    return { ok: false, broken: { path, reason: `it can't be read: ${(error as Error).message}` } };
  }
  return readHeader(source, path);
}

/**
 * Takes `revision`, `downRevision`, `branchLabels` and `dependsOn` from `export const … = <literal>` (TypeScript and
 * ESM), `exports.… =` or `module.exports = { … }` (CommonJS), and doc and date from the leading block comment.
 */
export function readHeader(source: string, path: string): HeaderResult {
  const written = readWritten(source);
  const found = written === null ? readConstants(source) : { constants: written };
  const reason = "reason" in found ? found.reason : problem(found.constants);
  if (reason !== null || "reason" in found) {
    return { ok: false, broken: { path, reason: reason ?? "" } };
  }
  const { constants } = found;
  const id = typeof constants.revision === "string" ? constants.revision : "";
  const comment = readComment(source);
  return {
    ok: true,
    revision: {
      id,
      downRevisions: many(constants, "downRevision"),
      branchLabels: many(constants, "branchLabels"),
      dependsOn: many(constants, "dependsOn"),
      transaction: readTransaction(constants.transaction) ?? null,
      ...comment,
      doc: comment.doc === "" ? messageInName(path, id) : comment.doc,
      path,
    },
  };
}

/** TypeScript drops the leading comment with the type-only import that follows it; the name still has its words. */
function messageInName(path: string, id: string): string {
  const name = basename(path).replace(/\.[mc]?[jt]s$/, "");
  return name.startsWith(`${id}_`)
    ? name
        .slice(id.length + 1)
        .split("_")
        .join(" ")
        .trim()
    : "";
}

function problem(constants: HeaderConstants): string | null {
  const { revision } = constants;
  if (revision === undefined) return "it exports no `revision`";
  if (typeof revision !== "string") return "`revision` is not a string";
  if (constants.downRevision === undefined)
    return "it exports no `downRevision`; a first revision has `null`";
  const wrong = headerNames.find((name) => typeof constants[name] === "boolean");
  if (wrong !== undefined) return `\`${wrong}\` is not a string, an array of strings or null`;
  if (readTransaction(constants.transaction) === undefined)
    return '`transaction` is neither true, false, "per-revision" nor "none"';
  const badId = invalidId(revision);
  if (badId !== null) return `the id "${revision}" ${badId}`;
  for (const label of many(constants, "branchLabels")) {
    const badLabel = invalidLabel(label);
    if (badLabel !== null) return `the branch label "${label}" ${badLabel}`;
  }
  return null;
}

/** Undefined for what it may not be. */
export function readTransaction(value: unknown): Revision["transaction"] | undefined {
  if (value === undefined || value === null || value === true) return null;
  if (value === false) return "none";
  return value === "per-revision" || value === "none" ? value : undefined;
}

function many(constants: HeaderConstants, name: HeaderName): readonly string[] {
  const value = constants[name];
  return value === undefined || value === null || typeof value === "boolean"
    ? []
    : typeof value === "string"
      ? [value]
      : value;
}
