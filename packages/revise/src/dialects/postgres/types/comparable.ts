import type { ColumnType } from "../../../model/column-type";
import { canonicalType } from "./canonical";

/** Types that share an operator family of B-trees, so that a key of one finds keys of another. */
const families: readonly ReadonlySet<string>[] = [
  new Set(["smallint", "integer", "bigint"]),
  new Set(["real", "double precision"]),
  new Set(["varchar", "text"]),
  new Set(["date", "timestamp", "timestamptz"]),
  new Set(["inet", "cidr"]),
];

/**
 * Whether a foreign key can stand between columns of the two types, whichever of them refers to the other. Those that an
 * implicit cast would join in one direction are not among them.
 *
 * Source: PostgreSQL manual, "Operator Classes and Operator Families" and `ATAddForeignKeyConstraint`.
 */
export function comparableTypes(left: ColumnType, right: ColumnType): boolean {
  const [one, other] = [canonicalType(left), canonicalType(right)];
  if (one.dimensions !== other.dimensions) return false;
  if (one.schema === other.schema && one.name === other.name) return true;
  const plain = one.dimensions === 0 && one.schema === null && other.schema === null;
  return plain && families.some((family) => family.has(one.name) && family.has(other.name));
}
