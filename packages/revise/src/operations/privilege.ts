/** Rights of roles. */
import {
  fields,
  filledListOf,
  flag,
  invalid,
  optional,
  readArguments,
  text,
  withDefault,
  type Reader,
} from "./arguments";
import { anyRoutine, schemaKey } from "./footprint";
import { describeTarget, encodeTarget, target, targetKeys, type Target } from "./object/target";
import { grantOptions, rightsArguments, rightsTraits, type Rights } from "./privilege/rights";
import { whenKnown } from "./reversal";
import type { TraitsFor } from "./traits";

/** Everything of one kind in a schema. */
export interface AllInSchema {
  readonly kind: "allTables" | "allSequences" | "allFunctions";
  readonly schema: string;
}

/** An object, some columns of a table, or everything of one kind in a schema. */
export type PrivilegeTarget = (Target & { readonly columns?: readonly string[] }) | AllInSchema;

export interface Grant extends Rights<PrivilegeTarget> {
  readonly kind: "grant";
  readonly withGrantOption: boolean;
}

export interface Revoke extends Rights<PrivilegeTarget> {
  readonly kind: "revoke";
  readonly cascade: boolean;
  /** Whether it was granted with the right to pass it on, where that is known. */
  readonly withGrantOption?: boolean;
}

export interface PrivilegeOperationMap {
  grant: Grant;
  revoke: Revoke;
}

const all = {
  allTablesIn: "allTables",
  allSequencesIn: "allSequences",
  allFunctionsIn: "allFunctions",
} as const;

const readAll = fields({
  allTablesIn: optional(text),
  allSequencesIn: optional(text),
  allFunctionsIn: optional(text),
});
const readObject = target([
  "table",
  "view",
  "materializedView",
  "sequence",
  "function",
  "procedure",
  "type",
  "domain",
  "schema",
]);

const privilegeTarget: Reader<PrivilegeTarget> = (value, place) => {
  if (typeof value === "object" && value !== null && Object.keys(value).some((key) => key in all)) {
    const read = readAll(value, place);
    const keys = (Object.keys(all) as (keyof typeof all)[]).filter((key) => read[key] !== undefined);
    const [key] = keys;
    const schema = key && read[key];
    if (key === undefined || schema === undefined || keys.length > 1)
      throw invalid(place, "names several things");
    return { kind: all[key], schema };
  }
  const { columns, ...rest } = { columns: undefined, ...(value as object) } as { readonly columns: unknown };
  const object = readObject(typeof value === "object" && value !== null ? rest : value, place);
  if (columns === undefined) return object;
  if (object.kind !== "table") throw invalid(place, "has columns and is no table");
  return { ...object, columns: filledListOf(text)(columns, place) };
};

function encodeOn(on: PrivilegeTarget): Readonly<Record<string, unknown>> {
  if ("schema" in on) return { [`${on.kind}In`]: on.schema };
  const { columns, ...object } = on;
  return { ...encodeTarget(object), ...(columns !== undefined && { columns }) };
}

const allWords = { allTables: "all tables", allSequences: "all sequences", allFunctions: "all functions" };

function describeOn(on: PrivilegeTarget): string {
  if ("schema" in on) return `${allWords[on.kind]} in ${on.schema}`;
  return `${describeTarget(on)}${on.columns === undefined ? "" : ` (${on.columns.join(", ")})`}`;
}

const onObject = rightsTraits<PrivilegeTarget>({
  describe: describeOn,
  encode: encodeOn,
  needs: (on) => ("schema" in on ? [schemaKey(on.schema), anyRoutine] : targetKeys(on)),
});

const readRights = rightsArguments(privilegeTarget);
const revokeOptions = withDefault(fields({ cascade: withDefault(flag, false) }), { cascade: false });

export const privilegeTraits: TraitsFor<keyof PrivilegeOperationMap> = {
  grant: {
    ...onObject.grant,
    reverse: (operation) => ({
      reversible: true,
      operations: [{ ...operation, kind: "revoke", cascade: false }],
    }),
    decode: (args) => {
      const [privileges, on, roles, options] = readArguments("grant", args, ...readRights, grantOptions);
      return { kind: "grant", privileges, on, roles, ...options };
    },
  },
  revoke: {
    ...onObject.revoke,
    reverse: ({ privileges, on, roles, withGrantOption }) =>
      whenKnown(withGrantOption, "who held what, and from whom, is not known", (known) => [
        { kind: "grant", privileges, on, roles, withGrantOption: known },
      ]),
    decode: (args) => {
      const [privileges, on, roles, options] = readArguments("revoke", args, ...readRights, revokeOptions);
      return { kind: "revoke", privileges, on, roles, ...options };
    },
  },
};
