import type { QualifiedName } from "../model/names";
import type { Operation } from "../operations/operation";

/** Leads a table or an enum type to another schema, another name, or both in two steps. */
export function relocation(
  noun: "table" | "enum",
  from: QualifiedName,
  to: QualifiedName,
): readonly Operation[] {
  const [kind, object] =
    noun === "enum" ? (["renameEnum", "type"] as const) : (["renameTable", "table"] as const);
  const move = { kind: "setSchema", object: { kind: object, name: from }, to: to.schema } as const;
  if (from.schema === to.schema) return [{ kind, from, to: to.name }];
  if (from.name === to.name) return [move];
  const between = { schema: to.schema, name: from.name };
  return [
    { ...move, temporary: "to" },
    { kind, from: between, to: to.name, temporary: "from" },
  ];
}
