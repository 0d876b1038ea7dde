/** `compareType` and `compareServerDefault` of the configuration, as the comparison asks. */
import type { BothSides } from "../autogenerate";
import type { ColumnJudgement, CompareContext } from "../compare/comparison";
import type { ComparisonContext } from "../config/callbacks";
import type { Configuration } from "../config/config";
import type { Dialect } from "../dialect/dialect";
import { ReviseError } from "../errors";
import type { DefaultValue } from "../model/column";
import { callUser } from "./user-callback";

/** Undefined where everything is left to the comparison. */
export function columnJudge(
  {
    compareType,
    compareServerDefault,
    file,
  }: Pick<Configuration, "compareType" | "compareServerDefault" | "file">,
  dialect: Dialect,
  { originOfColumn }: Pick<BothSides, "originOfColumn">,
): CompareContext["judge"] {
  if (compareType === true && compareServerDefault === true) return undefined;
  const sql = (value: DefaultValue | null): string | null => {
    if (value === null) return null;
    return value.kind === "expression" ? value.sql : dialect.interpolate("$1", [value.text]);
  };
  return (table, current, desired): ColumnJudgement => {
    const context: ComparisonContext = {
      schemaName: table.schema,
      tableName: table.name,
      columnName: desired.name,
      origin: originOfColumn(table, desired.name),
    };
    const ask = (name: string, call: () => unknown): boolean | null =>
      threeValued(name, file, callUser(name, file, call));
    return {
      type:
        typeof compareType === "function"
          ? ask("compareType", () =>
              compareType(
                context,
                current,
                desired,
                dialect.types.format(current.type),
                dialect.types.format(desired.type),
              ),
            )
          : compareType
            ? null
            : false,
      default:
        typeof compareServerDefault === "function"
          ? ask("compareServerDefault", () =>
              compareServerDefault(context, current, desired, sql(current.default), sql(desired.default)),
            )
          : compareServerDefault
            ? null
            : false,
    };
  };
}

/** A promise would be true; better to say so. */
function threeValued(name: string, file: string, answer: unknown): boolean | null {
  if (answer === undefined || answer === null || typeof answer === "boolean") return answer ?? null;
  throw new ReviseError("hook-failed", `${name} of ${file} gave neither true, false nor null.`, {
    hint: `Return one of them. The function can't be async.`,
    details: { hook: name, file },
  });
}
