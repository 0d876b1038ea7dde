/** What is asked of the server: how it spells one expression of the desired model, and what that may turn out to be. */
import type { Role } from "../../../../dialect/settlement";
import type { Column, DefaultValue } from "../../../../model/column";
import type { Check, Exclusion } from "../../../../model/constraint";
import type { ObjectKey } from "../../../../model/names";
import type { Table } from "../../../../model/table";
import type { TableIndex } from "../../../../model/table-index";
import type { View } from "../../../../model/view";
import { maximumIdentifierBytes } from "../../identifiers";

/** An expression with the counterparts that it may mean the same as. */
export type Part =
  | { readonly kind: "extension"; readonly extension: string }
  | { readonly kind: "type"; readonly column: Column }
  | { readonly kind: "default"; readonly column: Column; readonly current: DefaultValue | null }
  | { readonly kind: "generated"; readonly column: Column; readonly current: string | null }
  | { readonly kind: "check"; readonly check: Check; readonly current: readonly string[] }
  | { readonly kind: "exclusion"; readonly exclusion: Exclusion; readonly current: readonly string[] }
  | {
      readonly kind: "index";
      readonly index: TableIndex;
      readonly current: readonly TableIndex[];
      /** Whether method and keys are asked about besides the expressions. */
      readonly whole: boolean;
    }
  | { readonly kind: "view"; readonly view: View; readonly current: View | null };

export interface Question {
  /** The object of the desired model that holds the expression. */
  readonly key: ObjectKey;
  readonly part: Part;
  /** What the part is to the object: a primary key is asked about as the index behind it. */
  readonly role: Role;
  /** True where the object is new and has no counterpart: all there is to know is whether the server takes it. */
  readonly fresh: boolean;
}

export function question(
  key: ObjectKey,
  part: Part,
  { fresh = false, role = part.kind }: Partial<Pick<Question, "fresh" | "role">> = {},
): Question {
  return { key, part, role, fresh };
}

/** What takes the place of the object: spelt like its counterpart. */
export type Spelling = Column | Check | Exclusion | TableIndex | View;

/** A table with its questions. */
export interface TableQuestions {
  /** Null for a new table. */
  readonly current: Table | null;
  readonly desired: Table;
  readonly questions: readonly Question[];
}

/** A view of both models; a materialized one may have questions about its indexes. */
export interface ViewQuestions {
  readonly view: Question | null;
  readonly desired: View;
  readonly indexes: readonly Question[];
}

/** The SQL texts of a question, in which names are looked for. */
export function textsOf(part: Part): readonly string[] {
  switch (part.kind) {
    case "extension":
    case "type":
    case "default":
      return [];
    case "generated":
      return part.column.generation?.kind === "expression" ? [part.column.generation.expression] : [];
    case "check":
      return [part.check.expression];
    case "exclusion":
      return [part.exclusion.expression];
    case "index":
      return [
        ...part.index.keys.map((key) => key.expression ?? key.column ?? ""),
        ...part.index.include,
        part.index.where ?? "",
      ];
    case "view":
      return [part.view.definition];
  }
}

/** A cut does not split a character of UTF-8. */
const bytesOfCharacter = 4;

/**
 * Whether a text may mention a name: as a word, in any case, inside a string too. One that was cut to the server's
 * limit stands for every longer one that it begins, because the text may have it in full.
 */
export function mentions(texts: readonly string[], name: string): boolean {
  return mentionedIn(texts)(name);
}

/** {@link mentions} for many names. */
export function mentionedIn(texts: readonly string[]): (name: string) => boolean {
  const lower = texts.map((text) => text.toLowerCase());
  return (name) => {
    const letters = spellingsOf(name.toLowerCase());
    // Most texts have not even the letters, which is far quicker to see than the word.
    const isNear = lower.some((text) => letters.some((spelling) => text.includes(spelling)));
    return isNear && texts.some((text) => wordOf(name).test(text));
  };
}

function spellingsOf(name: string): readonly string[] {
  return name.includes('"') ? [name, name.replaceAll('"', '""')] : [name];
}

/** Tables have many names in common, and a pattern takes longer to make than to match. */
const words = new Map<string, RegExp>();

function wordOf(name: string): RegExp {
  const known = words.get(name);
  if (known !== undefined) return known;
  const cut = Buffer.byteLength(name) > maximumIdentifierBytes - bytesOfCharacter;
  const end = cut ? "" : "(?![\\p{L}\\p{N}_$])";
  const word = new RegExp(`(?<![\\p{L}\\p{N}_$])(?:${spellingsOf(name).map(escaped).join("|")})${end}`, "iu");
  words.set(name, word);
  return word;
}

/** The text as a pattern that matches it. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
