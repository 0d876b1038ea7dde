/** The changes of `op.alterColumn`, each facet on its own. */
import type { Column, Generation } from "../../model/column";
import {
  fields,
  flag,
  invalid,
  nullable,
  oneOf,
  optional,
  string,
  text,
  type Place,
  type Reader,
} from "../arguments";
import type { AlterColumn } from "../column";
import { encodeName, objectName } from "../object-name";
import { formatTypeText } from "../type-text";
import { defaultValue, encodeDefault } from "./default-value";
import { decodeGeneration, encodeGeneration, generationFields } from "./generation";
import { decodeStorage, encodeStorage, storageFields } from "./storage";
import { columnType, typeFields, typeWith } from "./type";

export type Alterations = Omit<AlterColumn, "kind" | "table" | "column">;

/** The facets that may change, in the order in which a revision file states them. */
export const facets = [
  "type",
  "using",
  "nullable",
  "default",
  "generation",
  "collation",
  "comment",
  "storage",
] as const;

export function alteredColumn(column: Column, changes: Alterations): Column {
  const { type, nullable: nulls, default: value, generation, collation, comment, storage } = changes;
  return {
    ...column,
    ...(type && { type: type.to }),
    ...(nulls && { nullable: nulls.to }),
    ...(value && { default: value.to }),
    ...(generation && { generation: generation.to }),
    ...(collation && { collation: collation.to }),
    ...(comment && { comment: comment.to }),
    ...(storage && { storage: storage.to }),
  };
}

/** The new sides, as a revision file writes them. */
export function encodeAlterations(changes: Alterations): Readonly<Record<string, unknown>> {
  const { type, using, nullable: nulls, default: value, generation, collation, comment } = changes;
  return {
    ...(type && { type: formatTypeText(type.to) }),
    // The plain cast needs no word.
    ...(typeof using?.to === "string" && { using: using.to }),
    ...(nulls && { nullable: nulls.to }),
    ...(value && { default: value.to && encodeDefault(value.to, type?.to ?? null) }),
    ...(generation && (generation.to === null ? { generated: null } : encodeGeneration(generation.to))),
    ...(collation && { collation: collation.to && encodeName(collation.to) }),
    ...(comment && { comment: comment.to }),
    ...storageWords(changes),
  };
}

function storageWords({ storage }: Alterations): object {
  return storage === undefined ? {} : encodeStorage(storage.to);
}

const readAlterations = fields({
  type: optional(columnType),
  using: optional(nullable(text)),
  nullable: optional(flag),
  default: optional(nullable(defaultValue)),
  collation: optional(nullable(objectName)),
  comment: optional(nullable(string)),
  ...storageFields,
  ...typeFields,
  ...generationFields,
  generated: optional(nullable(oneOf("increment", "identity"))),
});

export const alterations: Reader<Alterations> = (value, place) => {
  const given = readAlterations(value, place);
  const { type, using, nullable: nulls, default: newDefault, collation, comment } = given;
  const generation = generationOf(given, place);
  const storage = decodeStorage(given);
  const { length, precision, scale, array } = given;
  if (type === undefined && [length, precision, scale, array, using].some((part) => part !== undefined)) {
    throw invalid(place, "says more about a type that it does not state");
  }
  const read: Alterations = {
    ...(type !== undefined && { type: { to: typeWith(type, given, place) } }),
    ...(using !== undefined && { using: { to: using } }),
    ...(nulls !== undefined && { nullable: { to: nulls } }),
    ...(newDefault !== undefined && { default: { to: newDefault } }),
    ...(generation !== undefined && { generation: { to: generation } }),
    ...(collation !== undefined && { collation: { to: collation } }),
    ...(comment !== undefined && { comment: { to: comment } }),
    ...(storage !== undefined && { storage: { to: storage } }),
  };
  if (Object.keys(read).length === 0) throw invalid(place, "changes nothing");
  return read;
};

/** Undefined for no change. */
function generationOf(
  given: ReturnType<typeof readAlterations>,
  place: Place,
): Generation | null | undefined {
  const { generated } = given;
  const stated = decodeGeneration({ ...given, generated: generated ?? undefined }, place);
  if (generated !== null) return stated ?? undefined;
  if (stated !== null) throw invalid(place, "has both generated: null and asExpression");
  return null;
}
