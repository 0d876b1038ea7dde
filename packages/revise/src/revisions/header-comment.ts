/** The leading block comment of a revision file. */

export interface HeaderComment {
  readonly doc: string;
  readonly createDate: string | null;
}

const field = /^(Revision ID|Revises|Create Date|Branch Labels?|Depends On):[ \t]*(.*)$/i;
const beforeComments = /^\u{FEFF}?(?:#![^\n]*\n)?(?:\s+|\/\/[^\n]*(?:\n|$)|["']use strict["'];?)*/u;

/**
 * The text of the comment without its field lines, and the date. Of several comments before the code the one with
 * `Revision ID:` counts, else the first.
 */
export function readComment(source: string): HeaderComment {
  const comment = leadingComment(source);
  const lines = comment.split(/\r?\n/).map((line) => line.replace(/^\s*\*? ?/, "").trimEnd());
  let createDate: string | null = null;
  const kept: string[] = [];
  for (const line of lines) {
    const [, name, value] = field.exec(line) ?? [];
    if (name === undefined) kept.push(line);
    else if (name.toLowerCase() === "create date") createDate = (value ?? "").trim() || null;
  }
  const doc = kept.join("\n").trim();
  return { doc: doc.replaceAll("*\\/", "*/"), createDate };
}

function leadingComment(source: string): string {
  let rest = source.slice(beforeComments.exec(source)?.[0].length ?? 0);
  let first: string | null = null;
  for (;;) {
    const [whole, text = ""] = /^\/\*+([\s\S]*?)\*\//.exec(rest) ?? [];
    if (whole === undefined) return first ?? "";
    if (/^\s*\*?\s*Revision ID:/im.test(text)) return text;
    first ??= text;
    rest = rest.slice(whole.length);
    rest = rest.slice(beforeComments.exec(rest)?.[0].length ?? 0);
  }
}
