/** Functions and procedures as a revision file writes them; what is the default is left out. */
import type { QualifiedName } from "../../model/names";
import {
  fields,
  flag,
  integer,
  invalid,
  listOf,
  nullable,
  oneOf,
  recordOf,
  string,
  text,
  withDefault,
  type Reader,
} from "../arguments";

export interface Routine {
  readonly name: QualifiedName;
  /** As SQL writes them: `a integer`, `b integer DEFAULT 1`, `OUT total bigint`. */
  readonly arguments: readonly string[];
  /** What follows RETURNS; null for a procedure, and where OUT arguments say it. */
  readonly returns: string | null;
  readonly language: string;
  readonly body: string;
  readonly volatility: "VOLATILE" | "STABLE" | "IMMUTABLE";
  readonly strict: boolean;
  readonly leakproof: boolean;
  readonly securityDefiner: boolean;
  readonly parallel: "UNSAFE" | "RESTRICTED" | "SAFE";
  /** Decimal text; null for the server's estimate. */
  readonly cost: string | null;
  readonly rows: string | null;
  /** Settings while it runs; several values are a list, as a search path is. */
  readonly set: Readonly<Record<string, readonly string[]>>;
}

type Details = Omit<Routine, "name">;

const setting: Reader<readonly string[]> = (value, place) =>
  Array.isArray(value) ? listOf(string)(value, place) : [string(value, place)];

const shared = {
  arguments: withDefault(listOf(text), []),
  language: withDefault(text, "sql"),
  as: string,
  securityDefiner: withDefault(flag, false),
  set: withDefault(recordOf(setting), {}),
};

const readProcedureFields = fields(shared);
const readFunctionFields = fields({
  ...shared,
  returns: withDefault(nullable(text), null),
  volatility: withDefault(oneOf("VOLATILE", "STABLE", "IMMUTABLE"), "VOLATILE" as const),
  strict: withDefault(flag, false),
  leakproof: withDefault(flag, false),
  parallel: withDefault(oneOf("UNSAFE", "RESTRICTED", "SAFE"), "UNSAFE" as const),
  cost: withDefault(nullable(integer), null),
  rows: withDefault(nullable(integer), null),
});

const plain = {
  returns: null,
  volatility: "VOLATILE",
  strict: false,
  leakproof: false,
  parallel: "UNSAFE",
  cost: null,
  rows: null,
} as const;

export const readProcedure: Reader<Details> = (value, place) => {
  const { as: body, ...rest } = readProcedureFields(value, place);
  return { ...plain, ...rest, body };
};

export const readFunction: Reader<Details> = (value, place) => {
  const { as: body, ...rest } = readFunctionFields(value, place);
  if (rest.returns === null && !rest.arguments.some((one) => /^\s*(in)?out\s/i.test(one))) {
    throw invalid(
      place,
      "does not say what the function returns",
      'Add returns: "integer", returns: "void", …',
    );
  }
  return { ...rest, body };
};

export function encodeRoutine(routine: Details): Readonly<Record<string, unknown>> {
  const { arguments: list, returns, language, body, volatility, parallel, cost, rows, set } = routine;
  return {
    ...(list.length > 0 && { arguments: list }),
    ...(returns !== null && { returns }),
    ...(language !== "sql" && { language }),
    ...(volatility !== "VOLATILE" && { volatility }),
    ...(routine.strict && { strict: true }),
    ...(routine.leakproof && { leakproof: true }),
    ...(routine.securityDefiner && { securityDefiner: true }),
    ...(parallel !== "UNSAFE" && { parallel }),
    ...(cost !== null && { cost: plainNumber(cost) }),
    ...(rows !== null && { rows: plainNumber(rows) }),
    ...(Object.keys(set).length > 0 && {
      set: Object.fromEntries(
        Object.entries(set).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
      ),
    }),
    as: body,
  };
}

function plainNumber(digits: string): number | string {
  const number = Number(digits);
  return Number.isSafeInteger(number) && String(number) === digits ? number : digits;
}
