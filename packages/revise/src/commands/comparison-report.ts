/** What autogenerate found, as plain data for people and programs. */
import type { AutogenerateResult } from "../autogenerate";
import { displayName } from "../model/names";
import { describe } from "../operations/traits-table";
import type { Finding } from "../safety/rule";

export interface ComparisonReport {
  /** One sentence a change, in the order in which they run. */
  readonly changes: readonly { readonly kind: string; readonly description: string }[];
  readonly findings: readonly Omit<Finding, "operation">[];
  /** Objects that no entity and no revision claims; left alone. */
  readonly unmanaged: readonly { readonly kind: string; readonly name: string }[];
  /** What could not be compared, and why. */
  readonly notes: readonly string[];
}

export function reportOf(result: AutogenerateResult): ComparisonReport {
  return {
    changes: result.upgrade.map((operation) => ({ kind: operation.kind, description: describe(operation) })),
    findings: result.findings.map(({ code, severity, message, hint }) => ({ code, severity, message, hint })),
    unmanaged: result.unmanaged.map(({ kind, name, table }) => ({
      kind,
      name: table === null ? displayName(name) : `${displayName(table)}.${name.name}`,
    })),
    notes: result.notes,
  };
}
