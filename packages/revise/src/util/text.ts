/** Small words for building sentences and source text. */

/** `1 table`, `2 tables`. */
export function plural(count: number, singular: string, many = `${singular}s`): string {
  return `${String(count)} ${count === 1 ? singular : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[], conjunction = "and"): string {
  if (items.length <= 1) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${conjunction} ${items.at(-1) ?? ""}`;
}

/** What something thrown says; in JavaScript it need not be an error. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** As one word of a command line: in quotes where a shell would read it otherwise. */
export function shellWord(text: string): string {
  return /^[\p{L}\p{N}_.:@%+=,/-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Code unit order, the same on every machine and locale. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The most that UTF-8 takes for a code unit of a JavaScript string; a pair of surrogates takes four for both. */
const bytesOfCodeUnit = 3;

/** The first `bytes` bytes of a text in UTF-8, without half a character at the end. */
export function clipToBytes(text: string, bytes: number): string {
  if (text.length * bytesOfCodeUnit <= bytes) return text;
  const encoded = Buffer.from(text, "utf8");
  if (encoded.length <= bytes) return text;
  let end = bytes;
  while (end > 0 && ((encoded[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return encoded.toString("utf8", 0, end);
}

/**
 * What a text holds that UTF-8 or a C string can't, as the end of a sentence; null where it holds neither. Half of a
 * surrogate pair would be sent as U+FFFD without a word.
 */
export function unstorable(text: string): string | null {
  if (text.includes("\0")) return "holds a NUL character";
  return text.isWellFormed() ? null : "holds half of a surrogate pair";
}

/** `postgres://ada:secret@host/shop?password=secret` → `postgres://ada:***@host/shop?password=***` */
export function maskPasswords(text: string): string {
  return text
    .replace(/(\b\w+:\/\/[^\s:@/]*:)[^\s]*@/g, "$1***@")
    .replace(/(\bpassword=)(?:'[^']*'|[^\s&'"]+)/gi, "$1***");
}

/**
 * A text of several lines on one, cut to some hundred characters.
 *
 * @param position 1-based character that is to be seen, and that `-->` marks
 */
export function excerpt(text: string, position: number | null = null): string {
  const at = position === null ? null : position - 1;
  const start = at === null ? 0 : Math.max(0, at - 150);
  const end = Math.min(text.length, (at ?? 0) + 250);
  const shown = at === null ? text.slice(start, end) : `${text.slice(start, at)}-->${text.slice(at, end)}`;
  return `${start > 0 ? "…" : ""}${shown.replace(/\s+/g, " ").trim()}${end < text.length ? "…" : ""}`;
}

/**
 * A text in which nothing moves the cursor, rings, hides or turns the direction of what follows: control characters and
 * overrides of the writing direction are spelt `\u001b`. Lines and tabs stay.
 */
export function showControls(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, escapeCharacter);
}

/** The same on one line. */
export function showOnLine(text: string): string {
  return showControls(text).replace(/[\n\t]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\t") return "\\t";
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
