import type { Dependent } from "../../dialect/dependent";
import { sameName, type QualifiedName } from "../../model/names";
import { isValueRename } from "../../operations/enum-type";
import type { Operation } from "../../operations/operation";
import { relocationOf } from "../../operations/relocation";
import type { CompareContext } from "../comparison";

/**
 * Dependents by the names that what they need has after the renames. The statements to rebuild them follow the rename of
 * a value; they speak of the names before of everything else, so those that such a rename touches can't step aside any more.
 *
 * @param types the enum types of the database
 */
export function renamedDependents(
  dependents: readonly Dependent[],
  renames: readonly Operation[],
  types: readonly QualifiedName[],
  { afterValueRename }: Pick<CompareContext, "afterValueRename">,
): readonly Dependent[] {
  if (renames.length === 0) return dependents;
  const rewrites = renames
    .filter(isValueRename)
    .map((rename) => (sql: string) => afterValueRename?.(sql, rename, types) ?? sql);
  const rewrite = (sql: string): string => rewrites.reduce((so, each) => each(so), sql);
  return dependents.map((dependent) => {
    const after = renames.reduce(renamedDependent, dependent);
    if (after !== dependent) return { ...after, aside: null };
    const { aside } = dependent;
    if (aside === null || rewrites.length === 0) return dependent;
    return { ...dependent, aside: { drop: rewrite(aside.drop), create: aside.create.map(rewrite) } };
  });
}

/** A dependent by the names after one rename. */
export function renamedDependent(dependent: Dependent, rename: Operation): Dependent {
  if (rename.kind === "renameColumn") {
    const concerns = ({ relation, column }: Dependent["reads"][number]): boolean =>
      column === rename.from && sameName(relation, rename.table);
    if (!dependent.reads.some(concerns)) return dependent;
    const reads = dependent.reads.map((read) => (concerns(read) ? { ...read, column: rename.to } : read));
    return { ...dependent, reads };
  }
  const relocation = relocationOf(rename);
  if (relocation === null) return dependent;
  const { kind, from, to } = relocation;
  if (kind === "type") {
    if (!dependent.enums.some((name) => sameName(name, from))) return dependent;
    return { ...dependent, enums: dependent.enums.map((name) => (sameName(name, from) ? to : name)) };
  }
  const { table, view, key, reads } = dependent;
  const known = [...reads.map(({ relation }) => relation), ...[table, view].filter((name) => name != null)];
  if (!known.some((name) => sameName(name, from))) return dependent;
  const named = (name: QualifiedName): QualifiedName => (sameName(name, from) ? to : name);
  return {
    ...dependent,
    table: table === null ? null : named(table),
    ...(view !== undefined && { view: named(view) }),
    ...(key !== undefined && { key: { ...key, table: named(key.table) } }),
    reads: reads.map((read) => ({ ...read, relation: named(read.relation) })),
  };
}
