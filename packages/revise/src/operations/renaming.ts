/** What all renames have in common. */
import type { ObjectKey, QualifiedName } from "../model/names";
import { readArguments } from "./arguments";
import { footprintOf } from "./footprint";
import { encodeName, encodeNewName, newNameOf, objectName } from "./object-name";
import type { Footprint } from "./traits";

/** A rename may be one of two steps: over a name that exists only in between, because the final one is still held. */
export interface RenameStep {
  /** Which of the two names is the one in between; autogenerate's knowledge, which decides the order. */
  readonly temporary?: "from" | "to" | undefined;
}

interface Renaming extends RenameStep {
  /** The keys that exist before and not after. */
  readonly before: readonly ObjectKey[];
  /** The keys that exist after and not before. */
  readonly after: readonly ObjectKey[];
  /** What it brings to an end besides, in any step. */
  readonly ends?: readonly ObjectKey[];
  readonly needs: readonly ObjectKey[];
}

/** A rename of what stands in a schema, and stays there. */
export interface SchemaObjectRename extends RenameStep {
  readonly from: QualifiedName;
  readonly to: string;
}

/** The whole new name. */
export function newName({ from, to }: SchemaObjectRename): QualifiedName {
  return { schema: from.schema, name: to };
}

/** The rename back: from the new name to the old one. */
export function reversedRename(rename: SchemaObjectRename): SchemaObjectRename {
  return { from: newName(rename), to: rename.from.name, ...reversedStep(rename) };
}

export function encodeRename({ from, to }: SchemaObjectRename): readonly unknown[] {
  return [encodeName(from), encodeNewName(to)];
}

export function decodeRename(kind: string, args: readonly unknown[]): SchemaObjectRename {
  const [from, to] = readArguments(kind, args, objectName, objectName);
  return { from, to: newNameOf(from, to, { operation: kind, path: "second argument" }) };
}

/** The second step waits for the first one: nobody else makes the name in between, and nobody may take it. */
export function renameFootprint({ before, after, ends = [], needs, temporary }: Renaming): Footprint {
  return temporary === "from"
    ? footprintOf({ creates: after, drops: ends, needs: [...needs, ...before] })
    : footprintOf({ creates: after, drops: [...before, ...ends], needs });
}

/** The way back takes the same two steps. */
export function reversedStep({ temporary }: RenameStep): RenameStep {
  if (temporary === undefined) return {};
  return { temporary: temporary === "from" ? "to" : "from" };
}
