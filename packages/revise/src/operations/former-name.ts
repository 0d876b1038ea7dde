/** What something was called before a list of renames: what is known of it is known by that name. */
import { sameName, type QualifiedName } from "../model/names";
import type { Operation } from "./operation";
import { relocationOf, type Relocation } from "./relocation";

/** The last rename first: two that swap their names take three. */
export function nameBefore(
  name: QualifiedName,
  operations: readonly Operation[],
  kinds: readonly Relocation["kind"][],
): QualifiedName {
  return operations.reduceRight((known, operation) => {
    const relocation = relocationOf(operation);
    if (relocation === null || !kinds.includes(relocation.kind)) return known;
    return sameName(relocation.to, known) ? relocation.from : known;
  }, name);
}

/** @param table as it is called after the renames, which is how renames of columns speak of it */
export function columnNameBefore(
  table: QualifiedName,
  column: string,
  operations: readonly Operation[],
): string {
  return operations.reduceRight(
    (known, operation) =>
      operation.kind === "renameColumn" && operation.to === known && sameName(operation.table, table)
        ? operation.from
        : known,
    column,
  );
}
