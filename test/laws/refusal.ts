/** When a server may refuse a revision: because of rows, and only if a finding said so. */
import { isReviseError } from "../../packages/revise/src/errors";
import { displayName } from "../../packages/revise/src/model/names";
import type { Operation } from "../../packages/revise/src/operations/operation";

export interface DataReason {
  /** SQLSTATE, or the code of an error that was there before the server's could be. */
  readonly code: string;
  readonly text: string;
  /** What could not be done. */
  readonly operation: Operation | null;
}

/** Null where something else than the rows is at fault. */
export function dataReason(error: unknown): DataReason | null {
  for (let found = error; found instanceof Error; found = found.cause) {
    // Our own words for rows that hold a value which an enum loses, before the server finds any.
    if (isReviseError(found, "expression-missing") && "held" in found.details) {
      return { code: "22P02", text: found.message, operation: null };
    }
    const code = "code" in found && typeof found.code === "string" ? found.code : "";
    if (!/^(?:22|23)[0-9A-Z]{3}$/.test(code) && !isUnreadableValue(code, found)) continue;
    const operation = isReviseError(error)
      ? (error.details["operation"] as Operation | undefined)
      : undefined;
    return {
      code,
      text: `${code} ${error instanceof Error ? error.message : ""}`,
      operation: operation ?? null,
    };
  }
  return null;
}

/**
 * `tsvector`, `ltree` and others call a value that they cannot read a syntax error; in a statement that has a place.
 * `hstore` calls it an internal one before PostgreSQL 16.
 */
function isUnreadableValue(code: string, error: Error): boolean {
  if (code === "XX000") return /^(?:Unexpected end of string|Syntax error near)/.test(error.message);
  return code === "42601" && !("position" in error && error.position !== undefined);
}

/** SQLSTATE → codes of findings, any of which announces it. */
const announcing: Readonly<Record<string, readonly string[]>> = {
  "23502": ["not-null-without-default", "not-null-on-existing"],
  "23503": ["foreign-key-on-existing"],
  "23505": ["unique-on-existing"],
  "23514": ["check-on-existing"],
  "23P01": ["check-on-existing"],
};

/** Values that do not fit a new type or a new list of values, and what stands on the values that come of it. */
const fitting: readonly string[] = ["narrows-type", "drops-data"];

/** Whether the report of autogenerate has a finding that a refusal for the reason follows from. */
export function announces(report: string, { code, operation }: DataReason): boolean {
  const codes = [...(announcing[code] ?? fitting), ...(operation?.kind === "alterColumn" ? fitting : [])];
  const place =
    operation?.kind === "alterColumn" ? `${displayName(operation.table)}.${operation.column}` : "";
  return report
    .split("\n")
    .some((line) => codes.some((finding) => line.includes(` ${finding}: `)) && line.includes(place));
}
