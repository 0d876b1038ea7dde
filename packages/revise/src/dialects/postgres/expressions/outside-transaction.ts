import { splitStatements, statementWords } from "./statement-words";

/** What PostgreSQL refuses in a transaction block (`PreventInTransactionBlock`). */
const refused = [
  /^create (?:unique )?index concurrently\b/,
  /^drop index concurrently\b/,
  /^reindex\b.*\bconcurrently\b/,
  /^reindex (?:\(.*?\) ?)?(?:database|system|schema)\b/,
  /^vacuum\b/,
  /^(?:create|drop) database\b/,
  /^(?:create|drop) tablespace\b/,
  /^alter system\b/,
  /^alter database\b.*\bset tablespace\b/,
  /^alter table\b.*\bdetach partition\b.*\bconcurrently\b/,
  /^(?:create|alter|drop) subscription\b/,
  /^cluster(?: ?\(.*?\))?$/,
];

/** Allowed in a transaction since PostgreSQL 12, but the value can't be used before the commit. */
const committed = [/^alter type\b.*\badd value\b/];

/**
 * How one statement must be run: with others in a transaction (true), as the last of one, or in none (false).
 * CREATE SUBSCRIPTION and its siblings are refused with some options only, and lose nothing outside.
 */
export function transactionOf(sql: string): boolean | "last" {
  const words = statementWords(sql).replace(/^[; ]+|[; ]+$/g, "");
  if (refused.some((pattern) => pattern.test(words))) return false;
  return committed.some((pattern) => pattern.test(words)) ? "last" : true;
}

/** By the first statement of the text: see `Dialect`. */
export function transactionControl(sql: string): "opens" | "closes" | "within" | null {
  const words = statementWords(sql).replace(/^[; ]+/, "");
  if (/^(?:savepoint|release|rollback (?:work |transaction )?to|prepare transaction|call|do)\b/.test(words))
    return "within";
  if (/^(?:commit|end|rollback|abort)\b/.test(words)) return "closes";
  if (!/^(?:begin|start transaction)\b/.test(words)) return null;
  return /; ?(?:commit|end|rollback|abort)\b/.test(words) ? "within" : "opens";
}

/** What belongs to two-phase commit and cannot run in a transaction, the server refuses. See `Dialect`. */
export function endsTransaction(sql: string): boolean {
  if (!/\b(?:commit|end|abort|rollback|prepare)\b/i.test(sql)) return false;
  return splitStatements(sql).some((statement) => ends.test(statementWords(statement)));
}

const ends =
  /^(?:(?:commit|end|abort)\b(?! prepared)|rollback\b(?! prepared| (?:work |transaction )?to\b)|prepare transaction\b)/;
