/** Names and texts as hostile as a database allows, and what operations are put together from. */
import fc, { type Arbitrary } from "fast-check";
import type { QualifiedName } from "../../packages/revise/src/model/names";
import type { Change } from "../../packages/revise/src/operations/operation";

const hostile = [
  'a"b',
  "it's",
  "back\\slash",
  "`tick`",
  "${injected}",
  "two\nlines",
  "carriage\r\nreturn",
  "*/ end",
  "// comment",
  "</script>",
  "\u2028",
  "\u0000",
  "\ud800",
  "\udc00x",
  "\u202eabc",
  "a.b",
  "a.b.c",
  "__proto__",
  "constructor",
  "toString",
  "then",
  " ",
  "tab\there",
  "größe",
  "表",
  "😀",
  "1",
  "0x1f",
  "-0",
  "null",
  "true",
  "default",
  "x[]",
  "x(1)",
  "a,b",
  "eslint-disable",
  "@ts-ignore",
  "prettier-ignore",
  "{a,b}",
  "'\"'\"",
];
const words = ["id", "email", "user", "createdAt", "post_tag", "Mood", "app", "a", "name", "price"];

/** Text without limits, but for being there. */
export const anyText: Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: fc.string({ minLength: 1, unit: "binary" }) },
  { weight: 1, arbitrary: fc.string({ minLength: 1, unit: "grapheme", maxLength: 120 }) },
);
export const maybe = <T>(arbitrary: Arbitrary<T>): Arbitrary<T | null> => fc.option(arbitrary);
export const some = <T>(arbitrary: Arbitrary<T>): Arbitrary<T[]> => fc.array(arbitrary, { maxLength: 3 });
export const names = fc.uniqueArray(anyText, { minLength: 1, maxLength: 4 });

export const qualifiedName: Arbitrary<QualifiedName> = fc.record({ schema: maybe(anyText), name: anyText });

/** Options of a call: one that is false is left out of the data. */
export function options<const Name extends string>(
  ...all: readonly Name[]
): Arbitrary<Partial<Record<Name, true>>> {
  return fc
    .subarray([...all])
    .map((set) => Object.fromEntries(set.map((name) => [name, true])) as Partial<Record<Name, true>>);
}
export const creation = options("ifNotExists");
export const removal = options("ifExists", "cascade");

/** Two records in one. */
export function joined<A extends object, B extends object>(
  first: Arbitrary<A>,
  second: Arbitrary<B>,
): Arbitrary<A & B> {
  return fc.tuple(first, second).map(([one, other]) => ({ ...one, ...other }));
}

export const to = <T>(arbitrary: Arbitrary<T>): Arbitrary<Change<T>> =>
  arbitrary.map((value) => ({ to: value }));
