import type { QualifiedName } from "../../model/names";
import type { Operation } from "../../operations/operation";
import type { Rename } from "./temporary-names";

type Relocated = "table" | "enum" | "view" | "materializedView";

/** Leads a table, an enum type or a view to another schema, another name, or both in two steps. */
export function relocation(noun: Relocated, from: QualifiedName, to: QualifiedName): readonly Operation[] {
  const object = { kind: noun === "enum" ? "type" : noun, name: from } as const;
  const move = { kind: "setSchema", object, to: to.schema } as const;
  if (from.schema === to.schema) return [renameOf(noun, from, to.name)];
  if (from.name === to.name) return [move];
  const between = { schema: to.schema, name: from.name };
  return [
    { ...move, temporary: "to" },
    { ...renameOf(noun, between, to.name), temporary: "from" },
  ];
}

function renameOf(noun: Relocated, from: QualifiedName, to: string): Rename {
  switch (noun) {
    case "table":
      return { kind: "renameTable", from, to };
    case "enum":
      return { kind: "renameEnum", from, to };
    default:
      return { kind: "renameObject", object: { kind: noun, name: from }, to };
  }
}
