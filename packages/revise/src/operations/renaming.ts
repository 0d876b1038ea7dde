/** What all renames have in common. */
import { displayName, type ObjectKey, type QualifiedName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import { readArguments, text } from "./arguments";
import { footprintOf, schemaOf } from "./footprint";
import { encodeName, encodeNewName, newNameOf, objectName } from "./object-name";
import type { Footprint, OperationTraits } from "./traits";

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
function reversedRename(rename: SchemaObjectRename): SchemaObjectRename {
  return { from: newName(rename), to: rename.from.name, ...reversedStep(rename) };
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

/** What is particular to a kind of object that stands in a schema under a name of its own. */
interface RenamedNoun {
  /** Its word for people: `table`. */
  readonly noun: string;
  /** The keys that it has under a name. */
  readonly keys: (name: QualifiedName) => readonly ObjectKey[];
  /** What it brings into being and to an end besides. */
  readonly brings?: (to: QualifiedName) => readonly ObjectKey[];
  readonly ends?: (from: QualifiedName) => readonly ObjectKey[];
  readonly apply: (model: SchemaModel, from: QualifiedName, to: QualifiedName) => SchemaModel;
}

type RenameKind = "renameTable" | "renameSequence" | "renameEnum";
type Rename<Kind> = SchemaObjectRename & { readonly kind: Kind };

export function renameTraits<Kind extends RenameKind>(
  kind: Kind,
  { noun, keys, brings = () => [], ends = () => [], apply }: RenamedNoun,
): OperationTraits<Rename<Kind>> {
  return {
    reverse: (rename) => ({ reversible: true, operations: [{ kind, ...reversedRename(rename) }] }),
    describe: ({ from, to }) => `Rename ${noun} ${displayName(from)} to ${to}`,
    apply: (model, rename) => apply(model, rename.from, newName(rename)),
    footprint: (rename) => {
      const [from, to] = [rename.from, newName(rename)];
      return renameFootprint({
        temporary: rename.temporary,
        before: keys(from),
        after: [...keys(to), ...brings(to)],
        ends: ends(from),
        needs: schemaOf(from),
      });
    },
    encode: ({ from, to }) => [encodeName(from), encodeNewName(to)],
    decode: (args) => {
      const [from, name] = readArguments(kind, args, objectName, objectName);
      return { kind, from, to: newNameOf(from, name, { operation: kind, path: "second argument" }) };
    },
  };
}

/** A rename of what stands on a table, and stays there. */
export interface MemberRename extends RenameStep {
  readonly table: QualifiedName;
  readonly from: string;
  readonly to: string;
}

/** What is particular to a kind of object that stands on a table. */
interface RenamedMember {
  /** As people speak of it: `index total on invoice`. */
  readonly phrase: (table: QualifiedName, name: string) => string;
  /** The keys that it has under a name. */
  readonly keys: (table: QualifiedName, name: string) => readonly ObjectKey[];
  /** What it brings into being and to an end besides. */
  readonly brings?: (table: QualifiedName, to: string) => readonly ObjectKey[];
  readonly ends?: (table: QualifiedName, from: string) => readonly ObjectKey[];
  readonly needs: (table: QualifiedName) => readonly ObjectKey[];
  readonly apply: (model: SchemaModel, rename: MemberRename) => SchemaModel;
}

type MemberRenameKind = "renameColumn" | "renameConstraint" | "renameIndex";

export function memberRenameTraits<Kind extends MemberRenameKind>(
  kind: Kind,
  { phrase, keys, brings = () => [], ends = () => [], needs, apply }: RenamedMember,
): OperationTraits<MemberRename & { readonly kind: Kind }> {
  return {
    reverse: ({ table, from, to, ...step }) => ({
      reversible: true,
      operations: [{ kind, table, from: to, to: from, ...reversedStep(step) }],
    }),
    describe: ({ table, from, to }) => `Rename ${phrase(table, from)} to ${to}`,
    apply,
    footprint: ({ table, from, to, temporary }) =>
      renameFootprint({
        temporary,
        before: keys(table, from),
        after: [...keys(table, to), ...brings(table, to)],
        ends: ends(table, from),
        needs: needs(table),
      }),
    encode: ({ table, from, to }) => [encodeName(table), from, to],
    decode: (args) => {
      const [table, from, to] = readArguments(kind, args, objectName, text, text);
      return { kind, table, from, to };
    },
  };
}
