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

/**
 * By the first statement of the text. What changes rows is none of them: it takes locks of rows, of which it may
 * need many, and to begin anew after each wait would never end.
 */
export function takesStrongLock(sql: string): boolean {
  const words = statementWords(sql).replace(/^[; ]+/, "");
  return strong.some((pattern) => pattern.test(words));
}
