/** What becomes of rows that hold a value which a rebuild takes away. */
import { fillInMark } from "../column/fill-in";
import type { AlterEnum, EnumUse } from "../enum-type";

/**
 * The places to fill in: one for each value that goes, while a column may hold it. Until one is filled in, the upgrade
 * stops where rows hold the value; where none does, nothing has to be said.
 */
export function undecidedMapping(
  from: readonly string[],
  to: readonly string[],
  usedBy: readonly EnumUse[],
): AlterEnum["mapping"] {
  if (usedBy.length === 0) return {};
  return Object.fromEntries(from.filter((value) => !to.includes(value)).map((value) => [value, fillInMark]));
}

/** The values of which nobody has said what becomes of them. */
export function undecidedValues({ mapping }: Pick<AlterEnum, "mapping">): readonly string[] {
  return Object.keys(mapping).filter((value) => mapping[value] === fillInMark);
}

/** The pairs that somebody has decided on; null for no value. */
export function decidedPairs({
  mapping,
}: Pick<AlterEnum, "mapping">): readonly (readonly [string, string | null])[] {
  return Object.entries(mapping).filter(([, to]) => to !== fillInMark);
}
