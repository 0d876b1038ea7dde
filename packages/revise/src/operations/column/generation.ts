/** How a revision file says that the database fills a column, in TypeORM's words. */
import type { Generation } from "../../model/column";
import { invalid, oneOf, optional, text, type Place, type Read } from "../arguments";
import { encodeName, objectName } from "../object-name";
import { encodeOptions, sequenceOptions } from "../sequence/options";

export function encodeGeneration(generation: Generation): Readonly<Record<string, unknown>> {
  switch (generation.kind) {
    case "serial":
      return {
        generated: "increment",
        ...(generation.sequence === null ? {} : { sequence: encodeName(generation.sequence) }),
      };
    case "identity":
      return {
        generated: "identity",
        generatedIdentity: generation.always ? "ALWAYS" : "BY DEFAULT",
        ...(Object.keys(generation.options).length === 0
          ? {}
          : { identityOptions: encodeOptions(generation.options) }),
        ...(generation.sequence === undefined ? {} : { sequence: encodeName(generation.sequence) }),
      };
    case "expression":
      return {
        asExpression: generation.expression,
        generatedType: generation.stored ? "STORED" : "VIRTUAL",
      };
  }
}

/** The keys of a definition that speak of generation. */
export const generationFields = {
  generated: optional(oneOf("increment", "identity")),
  generatedIdentity: optional(oneOf("ALWAYS", "BY DEFAULT")),
  identityOptions: optional(sequenceOptions),
  sequence: optional(objectName),
  asExpression: optional(text),
  generatedType: optional(oneOf("STORED", "VIRTUAL")),
};

type GenerationFields = Read<typeof generationFields>;

export function decodeGeneration(given: GenerationFields, place: Place): Generation | null {
  const { generated, asExpression } = given;
  if (generated !== undefined && asExpression !== undefined) {
    throw invalid(place, "has both generated and asExpression");
  }
  requireCompany(given, place);
  if (asExpression !== undefined) {
    return { kind: "expression", expression: asExpression, stored: given.generatedType !== "VIRTUAL" };
  }
  if (generated === "increment") return { kind: "serial", sequence: given.sequence ?? null };
  if (generated === undefined) return null;
  return {
    kind: "identity",
    always: given.generatedIdentity === "ALWAYS",
    options: given.identityOptions ?? {},
    ...(given.sequence !== undefined && { sequence: given.sequence }),
  };
}

/** A key that only means something beside another is a mistake without it. */
function requireCompany(given: GenerationFields, place: Place): void {
  const { generated, asExpression } = given;
  const lonely = [
    ["generatedIdentity", generated === "identity", 'generated: "identity"'],
    ["identityOptions", generated === "identity", 'generated: "identity"'],
    ["sequence", generated !== undefined, "generated"],
    ["generatedType", asExpression !== undefined, "asExpression"],
  ] as const;
  for (const [key, accompanied, companion] of lonely) {
    if (given[key] !== undefined && !accompanied) throw invalid(place, `has ${key} without ${companion}`);
  }
}
