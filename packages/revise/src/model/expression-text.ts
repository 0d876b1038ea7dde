/**
 * The little that is read out of SQL text: which identifiers it mentions. String literals and comments are skipped,
 * quoted identifiers unquoted, bare ones folded to lower case, as the SQL standard's lexical rules have it.
 */
import { isKeyWord, reservedWords } from "./key-words";
import type { QualifiedName } from "./names";

interface Token {
  readonly text: string;
  /** The identifier that the token stands for; null for everything else. */
  readonly identifier: string | null;
}

const pattern =
  /"(?:[^"]|"")*"|[eE]'(?:[^'\\]|''|\\.)*'|'(?:[^']|'')*'|\$([A-Za-z_]*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|[\p{L}_][\p{L}\p{N}_$]*|[^]/gu;

function tokens(sql: string): Token[] {
  const texts = [...sql.matchAll(pattern)].map(([text]) => text);
  return texts.map((text, at) => ({ text, identifier: identifierOf(text, texts[at - 1]) }));
}

function identifierOf(text: string, before: string | undefined): string | null {
  if (text.startsWith('"') && text.length > 1) return text.slice(1, -1).replaceAll('""', '"');
  if (!/^[\p{L}_]/u.test(text) || text.endsWith("'")) return null;
  const word = text.toLowerCase();
  return before !== "." && reservedWords.has(word) ? null : word;
}

/** What tells one query from another: the identifiers and strings in it. */
export function wordsOf(sql: string): ReadonlySet<string> {
  return new Set(
    tokens(sql).flatMap(({ text, identifier }) => identifier ?? (text.startsWith("'") ? text : [])),
  );
}

/** Whether `sql` mentions the identifier, or a whole row (`t.*`), which holds every column. */
export function mentions(sql: string, identifier: string): boolean {
  const read = tokens(sql).filter(({ text }) => text.trim() !== "");
  return read.some(
    (token, index) =>
      token.identifier === identifier || (token.text === "." && read[index + 1]?.text === "*"),
  );
}

/** `sql` with every mention of the identifier `from` turned into `to`. */
export function renameIdentifier(sql: string, from: string, to: string): string {
  return tokens(sql)
    .map((token) => (token.identifier === from ? spelling(to) : token.text))
    .join("");
}

/**
 * `sql` with other qualified names: `map` is asked about each `schema.name` that may stand for a relation or a type, in a
 * literal of `regclass` too, and gives the SQL to take its place, or null to leave it.
 */
export function mapQualifiedNames(sql: string, map: (schema: string, name: string) => string | null): string {
  const read = tokens(sql);
  const said = (at: number): string | undefined => read[at]?.text;
  let result = "";
  for (let at = 0; at < read.length; at += 1) {
    const { text, identifier: schema } = read[at] ?? { text: "", identifier: null };
    const name = said(at + 1) === "." && said(at - 1) !== "." ? (read[at + 2]?.identifier ?? null) : null;
    const found = schema === null || name === null || said(at + 3) === "(" ? null : map(schema, name);
    if (found !== null) {
      result += found;
      at += 2;
    } else if (text.startsWith("'") && [1, 2, 3].map((next) => said(at + next)).join("") === "::regclass") {
      result += quoted(mapQualifiedNames(text.slice(1, -1).replaceAll("''", "'"), map));
    } else {
      result += text;
    }
  }
  return result;
}

/** `sql` with the type `from` called `to` in its casts, `'low'::app.level`, which is where a database prints types. */
export function renameType(sql: string, from: QualifiedName, to: QualifiedName): string {
  if (!sql.includes("::")) return sql;
  const read = tokens(sql);
  const said = (at: number): string | undefined => read[at]?.text;
  const identifier = (at: number): string | null => read[at]?.identifier ?? null;
  const spelt = spelledName(to);
  let result = "";
  for (let at = 0; at < read.length; at += 1) {
    const isCast = said(at - 1) === ":" && said(at - 2) === ":";
    const isQualified = said(at + 1) === ".";
    const [schema, name] = isQualified ? [identifier(at), identifier(at + 2)] : [null, identifier(at)];
    if (isCast && schema === from.schema && name === from.name) {
      result += spelt;
      at += isQualified ? 2 : 0;
    } else {
      result += said(at) ?? "";
    }
  }
  return result;
}

/** `app.level`, each part in its {@link spelling}. */
export function spelledName({ schema, name }: QualifiedName): string {
  return schema === null ? spelling(name) : `${spelling(schema)}.${spelling(name)}`;
}

/** As the database prints it: what it compares with its own prints has to be spelt alike (`quote_identifier` in `ruleutils.c`). */
export function spelling(identifier: string): string {
  const isPlain = /^[a-z_][a-z0-9_]*$/.test(identifier) && !isKeyWord(identifier);
  return isPlain ? identifier : `"${identifier.replaceAll('"', '""')}"`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
