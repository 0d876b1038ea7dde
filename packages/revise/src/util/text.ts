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
  return /\p{Surrogate}/u.test(text) ? "holds half of a surrogate pair" : null;
}

/** `postgres://ada:secret@host/shop?password=secret` → `postgres://ada:***@host/shop?password=***` */
export function maskPasswords(text: string): string {
  return text
    .replace(/(\b\w+:\/\/[^\s:@/]*:)[^\s]*@/g, "$1***@")
    .replace(/(\bpassword=)(?:'[^']*'|[^\s&'"]+)/gi, "$1***");
}
