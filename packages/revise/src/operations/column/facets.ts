/** The facets of a column as a revision file says them, in the definition of a column and in a change of it alike. */
import type { Column } from "../../model/column";
import type { ColumnType } from "../../model/column-type";
import { flag, nullable, optional, string, type Read } from "../arguments";
import type { AlterColumn } from "../column";
import { encodeName, objectName } from "../object-name";
import { formatTypeText } from "../type-text";
import { defaultValue, encodeDefault } from "./default-value";
import { encodeGeneration, generationFields } from "./generation";
import { decodeStorage, encodeStorage, storageFields } from "./storage";
import { typeFields } from "./type";

/** The changes of a column; all are facets of it but `using`, which says how its values get there. */
export type Alterations = Omit<AlterColumn, "kind" | "table" | "column">;
export type Facet = keyof Alterations;

type Side<Name extends Facet> = NonNullable<Alterations[Name]>["to"];

/** A side of each facet; what is not there is not said. */
export type Sides = { readonly [Name in Facet]?: Side<Name> | undefined };

/** The words of each facet, in the order in which a revision file has them. */
const words: { readonly [Name in Facet]-?: (side: Side<Name>, type: ColumnType | null) => object } = {
  type: (type) => ({ type: formatTypeText(type) }),
  // The plain cast needs no word.
  using: (using) => (using === null ? {} : { using }),
  nullable: (nulls) => ({ nullable: nulls }),
  default: (value, type) => ({ default: value && encodeDefault(value, type) }),
  generation: (generation) => (generation === null ? { generated: null } : encodeGeneration(generation)),
  collation: (collation) => ({ collation: collation && encodeName(collation) }),
  comment: (comment) => ({ comment }),
  storage: encodeStorage,
};

export const facets = Object.keys(words) as Facet[];

export function encodeSides(sides: Sides): Readonly<Record<string, unknown>> {
  const encoded = facets.flatMap((facet) => {
    const encode = words[facet] as (side: unknown, type: ColumnType | null) => object;
    return sides[facet] === undefined ? [] : Object.entries(encode(sides[facet], sides.type ?? null));
  });
  return Object.fromEntries(encoded);
}

/** The keys of a definition and of a change that mean the same in both. */
export const facetFields = {
  nullable: optional(flag),
  default: optional(nullable(defaultValue)),
  collation: optional(nullable(objectName)),
  comment: optional(nullable(string)),
  ...storageFields,
  ...typeFields,
  ...generationFields,
};

type PlainSides = Omit<Required<Sides>, "type" | "using" | "generation">;

/** What is read the same way in both. */
export function plainSides(
  given: Pick<Read<typeof facetFields>, Exclude<keyof typeof facetFields, "generated">>,
): PlainSides {
  const { nullable: nulls, default: value, collation, comment } = given;
  return { nullable: nulls, default: value, collation, comment, storage: decodeStorage(given) };
}

/** Without what is not said. */
export function stated(sides: Sides): Sides {
  return Object.fromEntries(Object.entries(sides).filter(([, side]) => side !== undefined));
}

/** A column of which a definition says nothing but the name and the type: NOT NULL, as with TypeORM's `@Column`. */
export const unsaid: Omit<Column, "name" | "type" | "storage"> = {
  nullable: false,
  default: null,
  generation: null,
  collation: null,
  comment: null,
};
