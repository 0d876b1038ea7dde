import type { Dialect } from "../dialect/dialect";
import type { Operation } from "../operations/operation";

/** Operations as a script: one statement after the other, values as literals. */
export function statementText(dialect: Dialect, operations: readonly Operation[]): string {
  return dialect
    .compile(operations)
    .map(({ sql, parameters }) => `${dialect.interpolate(sql, parameters)};\n`)
    .join("\n");
}
