import type { DatabaseFailure } from "../../dialect/failure";
import { substituteHint } from "../../operations/column/substitute";

/**
 * The facts of an error that the server sent: node-postgres' `DatabaseError`, or TypeORM's `QueryFailedError` around
 * one (`driverError`), however deep in `cause` it is. Null for anything else.
 */
export function describeError(error: unknown): DatabaseFailure | null {
  const seen = new Set<unknown>();
  for (let at: unknown = error; isRecord(at) && !seen.has(at); at = at["driverError"] ?? at["cause"]) {
    seen.add(at);
    // Of the wrapper and the wrapped, both of which carry the fields, the inner one has the plain message.
    if (isServerError(at) && !isRecord(at["driverError"])) return failureOf(at);
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Five characters of SQLSTATE and a severity: an error of the network has a code such as `ECONNREFUSED` and none. */
function isServerError(error: Record<string, unknown>): boolean {
  return typeof error["severity"] === "string" && /^[0-9A-Z]{5}$/.test(textOf(error["code"]) ?? "");
}

/** By SQLSTATE (manual, appendix A). */
const kinds: Readonly<Record<string, DatabaseFailure["kind"]>> = {
  "55P03": "lock",
  "40P01": "lock",
  "25006": "read-only",
  "57014": "cancelled",
  "53100": "full",
  "53200": "full",
  "53400": "full",
  "42P06": "exists",
  "42P07": "exists",
  "42710": "exists",
};

/** Where the server says nothing of what to do. */
function adviceOn(message: string, kind: DatabaseFailure["kind"]): string | null {
  if (kind === "read-only") {
    return "This server is a standby, or default_transaction_read_only is on for the role, the database or the connection. Connect to where this role may write.";
  }
  // An internal error; `unasked-drops.ts` tells its reason.
  if (!message.startsWith("found unexpected dependency for column")) return null;
  return `Before PostgreSQL 15 the type of a column can't change any more once it was computed by what it hangs on since. ${substituteHint(["it"])}`;
}

function failureOf(error: Record<string, unknown>): DatabaseFailure {
  const position = Number(error["position"]);
  const message = textOf(error["message"]) ?? "unknown error";
  const kind = kinds[textOf(error["code"]) ?? ""] ?? "other";
  const advice = adviceOn(message, kind);
  return {
    message,
    kind,
    code: textOf(error["code"]),
    detail: textOf(error["detail"]),
    hint: textOf(error["hint"]),
    position: Number.isInteger(position) && position > 0 ? position : null,
    ...(advice !== null && { advice }),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
