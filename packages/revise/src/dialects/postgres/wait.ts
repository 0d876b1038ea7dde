import type { StatementWait } from "../../dialect/lock";
import { statementWords } from "./expressions/statement-words";

/** Statements that wait for a lock which lets nobody write, or nobody read, the table meanwhile (manual, section 13.3.1). */
const strong = [
  /^alter (?:table|index|view|materialized view|foreign table|sequence|trigger|policy|rule|domain|publication)\b/,
  /^drop (?:table|index|view|materialized view|foreign table|sequence|trigger|policy|rule|domain|type|schema|function|owned)\b/,
  /^create (?:unique )?index\b/,
  /^create (?:or replace )?(?:constraint )?(?:trigger|rule|view|policy)\b/,
  /^create (?:unlogged |foreign )?table\b.*\b(?:references|inherits|partition of)\b/,
  /^(?:truncate|lock|cluster|reindex|comment|refresh materialized view)\b/,
  /^import foreign schema\b/,
];

/** One statement alone: what follows in the same text may wait. */
const control = /^(?:begin|start transaction|commit|end|rollback|abort|savepoint|release)\b[^;]*$/;

/**
 * By the first statement of the text. What changes rows takes no strong lock: it takes locks of rows, of which it may
 * need many, and to begin anew after each wait would never end.
 */
export function waitFor(sql: string): StatementWait {
  const words = statementWords(sql).replace(/^[; ]+|[; ]+$/g, "");
  if (control.test(words)) return "nothing";
  return strong.some((pattern) => pattern.test(words)) ? "strong-lock" : "other";
}
