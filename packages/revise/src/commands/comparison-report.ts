/** What autogenerate found, as plain data for people and programs. */
import type { AutogenerateResult } from "../autogenerate";
import type { ConcernedRows } from "./concerned-rows";
import { displayName } from "../model/names";
import { describeChanges, type DescribedChange } from "../operations/replacement";
import type { RowCount } from "../dialect/row-question";
import type { Finding } from "../safety/rule";

/** What an operation puts at stake. */
export interface ReportedFinding extends Omit<Finding, "operation"> {
  /** The rows that it is about, where they could be counted or estimated. */
  readonly rows?: RowCount;
}

/** What a comparison found, for people and programs. */
export interface ComparisonReport {
  /** One sentence a change, in the order in which they run. */
  readonly changes: readonly DescribedChange[];
  /** What the changes put at stake, in the order in which they run. */
  readonly findings: readonly ReportedFinding[];
  /** Objects that no entity and no revision claims; left alone. */
  readonly unmanaged: readonly { readonly kind: string; readonly name: string }[];
  /** What could not be compared, and why. */
  readonly notes: readonly string[];
  /** Files of applied revisions that were changed afterwards, as far as the history table knows. */
  readonly edited: readonly string[];
}

export function reportOf(
  result: AutogenerateResult,
  rows: ConcernedRows = new Map(),
): Omit<ComparisonReport, "edited"> {
  return {
    changes: describeChanges(result.upgrade),
    findings: result.findings.map((finding) => {
      const { code, severity, message, hint } = finding;
      const count = rows.get(finding);
      return { code, severity, message, hint, ...(count !== undefined && { rows: count }) };
    }),
    unmanaged: result.unmanaged.map(({ kind, name, table }) => ({
      kind,
      name: table === null ? displayName(name) : `${displayName(table)}.${name.name}`,
    })),
    notes: result.notes,
  };
}
