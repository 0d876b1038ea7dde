/**
 * The text of a type in a revision file: `varchar(255)`, `numeric(10,2)[]`, `app.mood`, `"my.type"`. Knows the form
 * and no name: what a name means is the dialect's to say.
 */
import { type ColumnType, writtenArgs } from "../model/column-type";

/** A name or modifier that can stand without quotes: no punctuation of the form, no doubtful spaces. */
const plain = /^[^\s"'().,[\]]+(?: [^\s"'().,[\]]+)*$/u;

export function formatTypeText(type: ColumnType): string {
  const schema = type.schema === null ? "" : `${quoteWhereNeeded(type.schema)}.`;
  const args = writtenArgs(type).map(quoteWhereNeeded);
  return `${schema}${quoteWhereNeeded(type.name)}${args.length === 0 ? "" : `(${args.join(",")})`}${"[]".repeat(type.dimensions)}`;
}

function quoteWhereNeeded(word: string): string {
  return plain.test(word) ? word : `"${word.replaceAll('"', '""')}"`;
}

/**
 * Reads a type. Null for what has no such form. Words after the modifiers belong to the name: the name of
 * `timestamp(3) with time zone` is `timestamp with time zone`.
 */
export function parseTypeText(source: string): ColumnType | null {
  const tokens = tokenize(source);
  if (tokens === null) return null;
  let end = tokens.length;
  while (end > 0 && isMark(tokens[end - 1], "[]")) end -= 1;
  const scalar = tokens.slice(0, end);

  const open = scalar.findIndex((token) => isMark(token, "("));
  const close = scalar.findIndex((token) => isMark(token, ")"));
  const hasArgs = open !== -1 && close > open;
  const args = hasArgs ? readArgs(scalar.slice(open + 1, close)) : [];
  const name = readName(hasArgs ? scalar.toSpliced(open, close - open + 1) : scalar);
  return args === null || name === null ? null : { ...name, args, dimensions: tokens.length - end };
}

/** Words, after a schema and a dot where there is one. Marks that are left over belong nowhere. */
function readName(tokens: readonly Token[]): { schema: string | null; name: string } | null {
  const dot = tokens.findIndex((token) => isMark(token, "."));
  const schema = dot === -1 ? null : readWords(tokens.slice(0, dot));
  const name = readWords(tokens.slice(dot + 1));
  return name === null || (dot !== -1 && schema === null) ? null : { schema, name };
}

function readWords(tokens: readonly Token[]): string | null {
  if (tokens.length === 0 || tokens.some(({ kind }) => kind === "mark")) return null;
  return tokens.map(({ text }) => text).join(" ");
}

interface Token {
  readonly kind: "word" | "mark";
  readonly text: string;
}

function isMark(token: Token | undefined, text: string): boolean {
  return token?.kind === "mark" && token.text === text;
}

/** Splits into words, quoted words and marks; runs of spaces only separate. Null where something is left over. */
function tokenize(source: string): Token[] | null {
  const tokens: Token[] = [];
  const pattern = /\s*(?:"((?:[^"]|"")+)"|(\[\s*\d*\s*\]|[().,])|([^\s"().,[\]]+))/uy;
  const end = source.trimEnd().length;
  while (pattern.lastIndex < end) {
    const match = pattern.exec(source);
    if (match === null) return null;
    const [, quoted, mark, word] = match;
    if (quoted !== undefined) tokens.push({ kind: "word", text: quoted.replaceAll('""', '"') });
    else if (mark !== undefined) tokens.push({ kind: "mark", text: mark.startsWith("[") ? "[]" : mark });
    else tokens.push({ kind: "word", text: word ?? "" });
  }
  return tokens.length === 0 ? null : tokens;
}

function readArgs(tokens: readonly Token[]): string[] | null {
  const groups: Token[][] = [[]];
  for (const token of tokens) {
    if (isMark(token, ",")) groups.push([]);
    else groups.at(-1)?.push(token);
  }
  const args = groups.map(readWords).filter((arg) => arg !== null);
  return args.length === groups.length ? args : null;
}
