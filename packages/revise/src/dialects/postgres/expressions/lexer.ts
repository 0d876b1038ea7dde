/** Cuts SQL into what is code and what only looks like it (PostgreSQL manual, section 4.1). */

export interface Segment {
  /** `opaque` is a string, a quoted identifier or a dollar-quoted body. */
  readonly kind: "code" | "opaque" | "comment";
  readonly text: string;
}

/** The segments of `sql` in order; joined they are `sql` again. What is not closed reaches to the end. */
export function lex(sql: string): readonly Segment[] {
  const segments: Segment[] = [];
  let code = 0;
  let at = 0;
  while (at < sql.length) {
    const end = endOfSpecial(sql, at);
    if (end === null) {
      at += 1;
      continue;
    }
    if (at > code) segments.push({ kind: "code", text: sql.slice(code, at) });
    const comment = sql[at] === "-" || sql[at] === "/";
    segments.push({ kind: comment ? "comment" : "opaque", text: sql.slice(at, end) });
    at = end;
    code = end;
  }
  if (code < sql.length) segments.push({ kind: "code", text: sql.slice(code) });
  return segments;
}

/** Where what starts at `at` ends, or null where plain code goes on. */
function endOfSpecial(sql: string, at: number): number | null {
  switch (sql.charAt(at)) {
    case "'":
      return endOfMatch(sql, at, isEscapeString(sql, at) ? /'(?:[^'\\]|''|\\[^])*'/y : /'(?:[^']|'')*'/y);
    case '"':
      return endOfMatch(sql, at, /"(?:[^"]|"")*"/y);
    case "-":
      return sql[at + 1] === "-" ? endOfMatch(sql, at, /--[^\n]*/y) : null;
    case "/":
      return sql[at + 1] === "*" ? endOfBlockComment(sql, at) : null;
    case "$":
      return endOfDollarQuote(sql, at);
    default:
      return null;
  }
}

function endOfMatch(sql: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  const match = pattern.exec(sql);
  return match === null ? sql.length : at + match[0].length;
}

/** Whether the quote at `at` belongs to `E'…'`, where a backslash escapes. */
function isEscapeString(sql: string, at: number): boolean {
  return /e/i.test(sql[at - 1] ?? "") && !isIdentifierCharacter(sql[at - 2]);
}

/** Block comments nest. */
function endOfBlockComment(sql: string, at: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = at;
  let depth = 0;
  for (let match = mark.exec(sql); match !== null; match = mark.exec(sql)) {
    depth += match[0] === "/*" ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return sql.length;
}

function endOfDollarQuote(sql: string, at: number): number | null {
  // `a$b$` is an identifier, `$1` a parameter.
  if (isIdentifierCharacter(sql[at - 1])) return null;
  const tag = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
  tag.lastIndex = at;
  const match = tag.exec(sql);
  if (match === null) return null;
  const end = sql.indexOf(match[0], tag.lastIndex);
  return end === -1 ? sql.length : end + match[0].length;
}

function isIdentifierCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_$]/u.test(character);
}
