/** What a revision file says above an operation. */
import type { Operation } from "../operations/operation";
import type { Finding, Severity } from "./rule";

const words: Readonly<Record<Severity, string>> = {
  destructive: "DESTROYS DATA: ",
  risky: "CAREFUL: ",
  note: "",
};

/** The lines for each operation that a finding is about. */
export function remarks(findings: readonly Finding[]): ReadonlyMap<Operation, readonly string[]> {
  const lines = new Map<Operation, string[]>();
  for (const { operation, severity, message, hint } of findings) {
    const more = [`${words[severity]}${message}.`, ...(hint === null ? [] : [hint])];
    lines.set(operation, [...(lines.get(operation) ?? []), ...more]);
  }
  return lines;
}
