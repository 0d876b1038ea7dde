/** The expressions of a part, taken out of it and put into it in one order. */
import { exclusionText } from "../../introspect/constraint";
import { viewText } from "../../introspect/view";
import type { Part } from "./question";

/** Null where a place holds no expression: a key of an index that is a column. */
export type Words = readonly (string | null)[];

export function wordsOf(part: Part): Words {
  switch (part.kind) {
    case "check":
      return [part.check.expression];
    case "exclusion":
      return [part.exclusion.expression];
    case "generated":
      return [part.column.generation?.kind === "expression" ? part.column.generation.expression : null];
    case "index":
      return [part.index.where, ...part.index.keys.map((key) => key.expression)];
    case "view":
      return [part.view.definition];
    default:
      return [];
  }
}

/** The same out of the server's answer. */
export function printedWords(part: Part, text: string | null): Words {
  if (text === null) return wordsOf(part).map(() => null);
  switch (part.kind) {
    case "exclusion":
      return [exclusionText(text)];
    case "index": {
      const { where, keys } = JSON.parse(text) as {
        readonly where: string | null;
        readonly keys: readonly string[];
      };
      return [
        where,
        ...part.index.keys.map((key, place) => (key.expression === null ? null : (keys[place] ?? null))),
      ];
    }
    case "view":
      return [viewText(text)];
    default:
      return [text];
  }
}

/** The part with other words in the same places. */
export function inWords(part: Part, words: Words): Part {
  const [first = null, ...others] = words;
  switch (part.kind) {
    case "check":
      return { ...part, check: { ...part.check, expression: first ?? part.check.expression } };
    case "exclusion":
      return { ...part, exclusion: { ...part.exclusion, expression: first ?? part.exclusion.expression } };
    case "index": {
      const keys = part.index.keys.map((key, place) => ({ ...key, expression: others[place] ?? null }));
      return { ...part, index: { ...part.index, where: first, keys } };
    }
    case "generated": {
      const { generation } = part.column;
      if (generation?.kind !== "expression" || first === null) return part;
      return { ...part, column: { ...part.column, generation: { ...generation, expression: first } } };
    }
    case "view":
      return { ...part, view: { ...part.view, definition: first ?? part.view.definition } };
    default:
      return part;
  }
}
