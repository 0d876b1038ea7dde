import type { RoutineOperationMap } from "../../../operations/routine";
import type { Routine } from "../../../operations/routine/definition";
import { lex } from "../expressions/lexer";
import { quoteLiteral } from "../expressions/literal";
import { quoteIdentifier, quoteName } from "../identifiers";
import { dollarQuote, type DdlSlice } from "./ddl";
import { removal } from "./existence";

export const routineDdl: DdlSlice<keyof RoutineOperationMap> = {
  createFunction: ({ definition }) => [create("CREATE FUNCTION", definition)],
  replaceFunction: ({ definition: { to } }) => [create("CREATE OR REPLACE FUNCTION", to)],
  dropFunction: ({ name, arguments: list, ...options }) => [
    `DROP FUNCTION ${removal(options, quoteName(name) + argumentList(list))}`,
  ],
  createProcedure: ({ definition }) => [create("CREATE PROCEDURE", definition)],
  replaceProcedure: ({ definition: { to } }) => [create("CREATE OR REPLACE PROCEDURE", to)],
  dropProcedure: ({ name, arguments: list, ...options }) => [
    `DROP PROCEDURE ${removal(options, quoteName(name) + argumentList(list))}`,
  ],
};

function create(start: string, routine: Routine): string {
  const { volatility, parallel, cost, rows, set } = routine;
  return [
    `${start} ${quoteName(routine.name)}(${routine.arguments.join(", ")})`,
    ...(routine.returns === null ? [] : [`RETURNS ${routine.returns}`]),
    `LANGUAGE ${quoteIdentifier(routine.language)}`,
    ...(volatility === "VOLATILE" ? [] : [volatility]),
    ...(routine.leakproof ? ["LEAKPROOF"] : []),
    ...(routine.strict ? ["STRICT"] : []),
    ...(routine.securityDefiner ? ["SECURITY DEFINER"] : []),
    ...(parallel === "UNSAFE" ? [] : [`PARALLEL ${parallel}`]),
    ...(cost === null ? [] : [`COST ${cost}`]),
    ...(rows === null ? [] : [`ROWS ${rows}`]),
    ...Object.entries(set).map(
      ([name, values]) => `SET ${quoteParameter(name)} TO ${values.map(quoteLiteral).join(", ")}`,
    ),
    `AS ${dollarQuote(routine.body)}`,
  ].join("\n");
}

/** Settings of extensions have a dot in their names: `app.user_id`. */
function quoteParameter(name: string): string {
  return name.split(".").map(quoteIdentifier).join(".");
}

/** What tells a routine from others of its name; `DROP` and `ALTER` do not take the defaults. */
export function argumentList(list: readonly string[] | undefined): string {
  return list === undefined ? "" : `(${list.map(withoutDefault).join(", ")})`;
}

/** `b integer DEFAULT 1`, `b integer = 1` → `b integer` */
function withoutDefault(argument: string): string {
  let text = "";
  for (const segment of lex(argument)) {
    const end = segment.kind === "code" ? segment.text.search(/\bdefault\b|:?=/i) : -1;
    if (end !== -1) return (text + segment.text.slice(0, end)).trim();
    text += segment.text;
  }
  return text.trim();
}
