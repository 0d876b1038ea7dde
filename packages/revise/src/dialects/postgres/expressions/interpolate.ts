import { ReviseError } from "../../../errors";
import { lex } from "./lexer";
import { valueLiteral } from "./literal";

/**
 * A statement with its values in place of `$1`, `$2`, …, for scripts that are run without us. Strings, quoted names,
 * comments and dollar-quoted bodies are left alone.
 *
 * @throws ReviseError `operation-invalid` where the statement asks for a value that was not given
 */
export function interpolate(sql: string, parameters: readonly unknown[]): string {
  if (parameters.length === 0) return sql;
  return lex(sql)
    .map((segment) =>
      segment.kind === "code" ? replacePlaceholders(segment.text, parameters, sql) : segment.text,
    )
    .join("");
}

function replacePlaceholders(code: string, parameters: readonly unknown[], sql: string): string {
  return code.replaceAll(/(?<![\p{L}\p{N}_$])\$(\d+)/gu, (placeholder, digits: string) => {
    const index = Number(digits) - 1;
    if (index < 0 || index >= parameters.length) {
      throw new ReviseError(
        "operation-invalid",
        `A statement asks for ${placeholder} and was given fewer values.`,
        {
          hint: "Pass one value for each placeholder.",
          details: { sql, given: parameters.length },
        },
      );
    }
    return valueLiteral(parameters[index]);
  });
}
