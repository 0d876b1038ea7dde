/** The storage parameters of an exclusion, which the server prints in the middle of its definition (`CREATE TABLE`). */
import { parameterList } from "./ddl/ddl";
import { codeOf, listFrom } from "./expressions/brackets";

type Parameters = Readonly<Record<string, string>>;

/** What follows `EXCLUDE`, without its `WITH (…)`, and what that says; null where it is not there. */
export function setParametersApart(expression: string): {
  readonly expression: string;
  readonly parameters: Parameters | null;
} {
  const code = codeOf(expression);
  const { end, clause } = places(code);
  if (clause === null) return { expression, parameters: null };
  const { elements, end: close } = listFrom(code, clause + 1);
  if (close === null) return { expression, parameters: null };
  return {
    expression: expression.slice(0, end) + expression.slice(close + 1),
    parameters: Object.fromEntries(elements.map(([from, to]) => parameterOf(expression.slice(from, to)))),
  };
}

/** What follows `EXCLUDE` with storage parameters; those that it states itself stay. */
export function withParameters(expression: string, parameters: Parameters): string {
  const { end, clause } = places(codeOf(expression));
  if (clause !== null) return expression;
  return `${expression.slice(0, end)} WITH ${parameterList(parameters)}${expression.slice(end)}`;
}

/** Where the elements and the columns that the index carries along end, and where the list of the clause begins. */
function places(code: string): { readonly end: number; readonly clause: number | null } {
  const elements = endOfList(code, code.indexOf("("));
  const include = /^\s*INCLUDE\s*\(/i.exec(code.slice(elements));
  const end = include === null ? elements : endOfList(code, elements + include[0].length - 1);
  const clause = /^\s*WITH\s*\(/i.exec(code.slice(end));
  return { end, clause: clause === null ? null : end + clause[0].length - 1 };
}

/** After the bracket that closes the one at `open`. */
function endOfList(code: string, open: number): number {
  const close = open === -1 ? null : listFrom(code, open + 1).end;
  return close === null ? code.length : close + 1;
}

function parameterOf(setting: string): readonly [name: string, value: string] {
  const [, name = setting, value = "true"] = /^([^=]*)(?:=(.*))?$/s.exec(setting) ?? [];
  return [unquoted(name.trim(), '"'), unquoted(value.trim(), "'")];
}

function unquoted(text: string, quote: string): string {
  if (!text.startsWith(quote)) return text.toLowerCase();
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}
