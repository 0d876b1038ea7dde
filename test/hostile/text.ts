/** Text that code generators, SQL and terminals stumble over. */
import fc, { type Arbitrary } from "fast-check";

const pieces = [
  "'",
  '"',
  "`",
  "\\",
  "\\\\'",
  "${x}",
  "$1",
  "$$",
  "$&",
  "%s",
  "\n",
  "\r\n",
  "\r",
  "\t",
  "\u001b[31m",
  "\u0007",
  "\u007f",
  "\u0085",
  "\u2028",
  "\u2029",
  "*/",
  "/*",
  "//",
  "--",
  ";",
  "; DROP SCHEMA public CASCADE; --",
  "*/ throw new Error('out'); /*",
  "</script>",
  "<!--",
  "#!",
  ".",
  "..",
  "/",
  "(",
  ")",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "::",
  "@",
  "{{upgrade}}",
  "Revision ID: 1234",
  "A",
  "a",
  "Ä",
  "ß",
  "\u0130",
  "é",
  "e\u0301",
  "名",
  "😀",
  "\u{1f468}\u200d\u{1f469}",
  "\u202e",
  "\u200f",
  "\u200b",
  "\ufeff",
  "\ufffd",
  "\u00a0",
  " ",
] as const;

const wholes = [
  "select",
  "user",
  "table",
  "order",
  "constructor",
  "__proto__",
  "toString",
  "null",
  "default",
  "await",
  "NaN",
  "true",
  "0",
  "007",
  "1e3",
  "-1",
  "x".repeat(63),
  "x".repeat(64),
  "名".repeat(21),
  "名".repeat(22),
  "😀".repeat(16),
  "UPPER",
  "a.b",
  '"a"."b"',
  "public.user",
] as const;

/** What PostgreSQL can store. Never empty. */
export const hostileText: Arbitrary<string> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 })
      .map((all) => all.join("")),
  },
  { weight: 2, arbitrary: fc.constantFrom(...wholes) },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: "binary", minLength: 1, maxLength: 30 })
      .map((text) => text.replaceAll("\0", "") || "x"),
  },
);

/** What PostgreSQL can't: its text has no NUL, and UTF-8 no halves of pairs. */
export const impossibleText: Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", "a", "'", "😀"),
    fc.constantFrom("\0", "\ud800", "\udfff", "\udc00\ud83d"),
    fc.constantFrom("", "b", "\n"),
  )
  .map((all) => all.join(""));
