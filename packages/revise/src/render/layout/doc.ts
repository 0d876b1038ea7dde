/**
 * A document: text together with the places where it may be broken into lines. The algebra is Wadler's ("A prettier
 * printer", 2003) with the additions that prettier made, because the result must be a fixed point of prettier.
 *
 * Every node knows whether it `breaks`: whether a line break in it is certain, so that what surrounds it can't be on
 * one line either.
 */
export type Doc =
  | string
  | { readonly kind: "concat"; readonly parts: readonly Doc[]; readonly breaks: boolean }
  | { readonly kind: "indent"; readonly contents: Doc; readonly breaks: boolean }
  | Line
  | Group
  /** A group with several layouts, from the one on a single line to the one that takes the most lines. */
  | { readonly kind: "choice"; readonly states: readonly Doc[]; readonly breaks: boolean }
  /** Text that is there only where the surrounding group, or the one named, is broken: the trailing comma. */
  | {
      readonly kind: "ifBroken";
      readonly text: string;
      readonly group: symbol | null;
      readonly breaks: false;
    }
  /** Indented only where the group of that name, which stands before it, was broken. */
  | { readonly kind: "indentAfter"; readonly after: symbol; readonly contents: Doc; readonly breaks: boolean }
  /** Content and separators in turn; as much on each line as there is room for. */
  | { readonly kind: "fill"; readonly parts: readonly Doc[]; readonly breaks: boolean };

export interface Line {
  readonly kind: "line";
  /** What the line break is on one line: nothing, a space; or it is always one; or one that ignores indentation. */
  readonly as: "nothing" | "space" | "break" | "literal";
  /** Columns that it takes on one line. */
  readonly width: 0 | 1;
  readonly breaks: boolean;
}

/** On one line where it fits, else broken at every line break that is directly in it. */
export interface Group {
  readonly kind: "group";
  readonly name: symbol | null;
  readonly contents: Doc;
  readonly breaks: boolean;
}

export const softLine: Line = { kind: "line", as: "nothing", width: 0, breaks: false };
export const line: Line = { kind: "line", as: "space", width: 1, breaks: false };
export const hardLine: Line = { kind: "line", as: "break", width: 0, breaks: true };
const literalLine: Line = { kind: "line", as: "literal", width: 0, breaks: true };

export function breaks(doc: Doc): boolean {
  return typeof doc !== "string" && doc.breaks;
}

export function concat(parts: readonly Doc[]): Doc {
  return { kind: "concat", parts, breaks: parts.some(breaks) };
}

export function indent(contents: Doc): Doc {
  return { kind: "indent", contents, breaks: breaks(contents) };
}

interface GroupOptions {
  readonly broken?: boolean;
  /** By which other nodes ask whether it was broken. */
  readonly name?: symbol;
}

export function group(contents: Doc, { broken = false, name }: GroupOptions = {}): Group {
  return { kind: "group", name: name ?? null, contents, breaks: broken || breaks(contents) };
}

/** @param options.broken whether what surrounds the choice is broken; the choice itself is made by its states */
export function choice(states: readonly Doc[], options: { readonly broken: boolean }): Doc {
  return { kind: "choice", states, breaks: options.broken };
}

export function ifBroken(text: string, group: symbol | null = null): Doc {
  return { kind: "ifBroken", text, group, breaks: false };
}

export function indentAfter(after: symbol, contents: Doc): Doc {
  return { kind: "indentAfter", after, contents, breaks: breaks(contents) };
}

export function fill(parts: readonly Doc[]): Doc {
  return { kind: "fill", parts, breaks: parts.some(breaks) };
}

/** The documents with `separators` between them. */
export function separated(docs: readonly Doc[], ...separators: readonly Doc[]): Doc[] {
  const parts: Doc[] = [];
  for (const doc of docs) {
    if (parts.length > 0) parts.push(...separators);
    parts.push(doc);
  }
  return parts;
}

/** Text that may hold line breaks of its own, which are kept as they are. */
export function verbatim(text: string): Doc {
  return concat(separated(text.split("\n"), literalLine));
}
