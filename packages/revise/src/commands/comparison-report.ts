/** What autogenerate found, as plain data for people and programs. */
import type { AutogenerateResult } from "../autogenerate";
import { displayName } from "../model/names";
import { describeChanges, type DescribedChange } from "../operations/replacement";
import type { Finding } from "../safety/rule";

export interface ComparisonReport {
  /** One sentence a change, in the order in which they run. */
  readonly changes: readonly DescribedChange[];
  readonly findings: readonly Omit<Finding, "operation">[];
  /** Objects that no entity and no revision claims; left alone. */
  readonly unmanaged: readonly { readonly kind: string; readonly name: string }[];
  /** What could not be compared, and why. */
  readonly notes: readonly string[];
}

export function reportOf(result: AutogenerateResult): ComparisonReport {
  return {
    changes: describeChanges(result.upgrade),
    findings: result.findings.map(({ code, severity, message, hint }) => ({ code, severity, message, hint })),
    unmanaged: result.unmanaged.map(({ kind, name, table }) => ({
      kind,
      name: table === null ? displayName(name) : `${displayName(table)}.${name.name}`,
    })),
    notes: result.notes,
  };
}
