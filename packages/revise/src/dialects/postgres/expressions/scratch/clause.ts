/** What stands for a question on a scratch table: a constraint in its definition, or an index made after it. */
import type { Constraint } from "../../../../model/constraint";
import type { QualifiedName } from "../../../../model/names";
import { columnKey, type TableIndex } from "../../../../model/table-index";
import { constraintClause } from "../../ddl/constraint";
import { tableIndexDdl } from "../../ddl/table-index";
import { scratchName } from "./program";
import type { Part } from "./question";

/**
 * Whether a partitioned table will do. It has no file, nor a table for long values, nor have its indexes. It has a column
 * more, which shows where a row is read as a whole, and an index whose method matters must be built, because the method
 * may refuse that.
 */
export function needsNoStorage(part: Part): boolean {
  return (
    part.kind === "generated" ||
    (part.kind === "check" && !part.check.noInherit) ||
    (part.kind === "index" && asksPredicateAlone(part))
  );
}

/** What is said of it in CREATE TABLE, which scans no rows and so has no reason to evaluate constant calls. */
export function constraintOn(part: Part, place: number): string | null {
  const constraint = constraintOf(part);
  return constraint === null ? null : constraintClause({ ...constraint, name: scratchName(place) });
}

function constraintOf(part: Part): Constraint | null {
  if (part.kind === "check") return part.check;
  return part.kind === "exclusion" ? part.exclusion : null;
}

/** What is said of it after that. */
export function indexOn(scratch: QualifiedName, part: Part, place: number): string | null {
  if (part.kind !== "index") return null;
  const { index } = part;
  const reduced: TableIndex = asksPredicateAlone(part)
    ? { ...index, method: "btree", keys: [{ ...columnKey(""), column: null, expression: "1" }], include: [] }
    : index;
  const [statement] = tableIndexDdl.createIndex({
    kind: "createIndex",
    table: scratch,
    index: {
      ...reduced,
      name: scratchName(place),
      unique: false,
      nullsNotDistinct: false,
      parameters: {},
      concurrently: false,
    },
  });
  return typeof statement === "string" ? statement : (statement?.sql ?? null);
}

/** Where the keys are plain columns only the predicate is open, and what the access method asks of them is left out. */
function asksPredicateAlone({ index, whole }: Extract<Part, { kind: "index" }>): boolean {
  return !whole && index.keys.every((key) => key.expression === null);
}
