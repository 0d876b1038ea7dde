import { lex } from "./lexer";

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
  /^cluster$/,
  // Allowed in a transaction since PostgreSQL 12, but the value cannot be used before the commit.
  /^alter type\b.*\badd value\b/,
];

/** Whether PostgreSQL refuses the statement in a transaction block (`PreventInTransactionBlock`), or its effect waits for a commit. */
export function runsOutsideTransaction(sql: string): boolean {
  // Names and strings become a mark, so that none of the words below is found inside of one.
  const words = lex(sql)
    .map((segment) => (segment.kind === "code" ? segment.text : segment.kind === "opaque" ? "?" : " "))
    .join("")
    .replaceAll(/\s+/g, " ")
    .trim()
    .toLowerCase();
  const first = words.split(";").find((statement) => statement.trim() !== "");
  return first !== undefined && refused.some((pattern) => pattern.test(first.trim()));
}
