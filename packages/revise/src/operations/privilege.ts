/** Rights of roles. */
import {
  filledListOf,
  flag,
  fields,
  invalid,
  optional,
  readArguments,
  text,
  withDefault,
  type Reader,
} from "./arguments";
import { anyRoutine, footprintOf, schemaKey } from "./footprint";
import { trailing } from "./existence";
import { describeTarget, encodeTarget, target, targetKeys, type Target } from "./object/target";
import { list } from "../util/text";
import type { Footprint, TraitsFor } from "./traits";

/** Everything of one kind in a schema. */
export interface AllInSchema {
  readonly kind: "allTables" | "allSequences" | "allFunctions";
  readonly schema: string;
}

/** An object, some columns of a table, or everything of one kind in a schema. */
export type PrivilegeTarget = (Target & { readonly columns?: readonly string[] }) | AllInSchema;

interface Privileges {
  /** `SELECT`, `USAGE`, …; empty for all. */
  readonly privileges: readonly string[];
  readonly on: PrivilegeTarget;
  readonly roles: readonly string[];
}

export interface Grant extends Privileges {
  readonly kind: "grant";
  readonly withGrantOption: boolean;
}

export interface Revoke extends Privileges {
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

export function describeRights(privileges: readonly string[]): string {
  return privileges.length === 0 ? "all privileges" : privileges.join(", ");
}

function needs(on: PrivilegeTarget): Footprint {
  return footprintOf({ needs: "schema" in on ? [schemaKey(on.schema), anyRoutine] : targetKeys(on) });
}

/** Words alone: a privilege is no identifier and cannot be quoted. */
const privilege: Reader<string> = (value, place) => {
  const word = text(value, place);
  if (!/^[a-z]+( [a-z]+)*$/i.test(word)) throw invalid(place, `is no privilege: ${JSON.stringify(word)}`);
  return word.toUpperCase();
};
export const privilegeList: Reader<readonly string[]> = (value, place) =>
  value === "ALL" ? [] : filledListOf(privilege)(value, place);
export const roles = filledListOf(text);

export function encodeRights(privileges: readonly string[]): readonly string[] | "ALL" {
  return privileges.length === 0 ? "ALL" : privileges;
}

export const grantOptions = withDefault(fields({ withGrantOption: withDefault(flag, false) }), {
  withGrantOption: false,
});
const revokeOptions = withDefault(fields({ cascade: withDefault(flag, false) }), { cascade: false });

export const privilegeTraits: TraitsFor<keyof PrivilegeOperationMap> = {
  grant: {
    reverse: (operation) => ({
      reversible: true,
      operations: [{ ...operation, kind: "revoke", cascade: false }],
    }),
    describe: ({ privileges, on, roles: to }) =>
      `Grant ${describeRights(privileges)} on ${describeOn(on)} to ${list(to)}`,
    apply: (model) => model,
    footprint: ({ on }) => needs(on),
    encode: ({ privileges, on, roles: to, withGrantOption }) => [
      encodeRights(privileges),
      encodeOn(on),
      to,
      ...trailing({ withGrantOption }),
    ],
    decode: (args) => {
      const [privileges, on, to, options] = readArguments(
        "grant",
        args,
        privilegeList,
        privilegeTarget,
        roles,
        grantOptions,
      );
      return { kind: "grant", privileges, on, roles: to, ...options };
    },
  },
  revoke: {
    reverse: ({ privileges, on, roles: from, withGrantOption }) =>
      withGrantOption === undefined
        ? { reversible: false, reason: "who held what, and from whom, is not known" }
        : { reversible: true, operations: [{ kind: "grant", privileges, on, roles: from, withGrantOption }] },
    describe: ({ privileges, on, roles: from }) =>
      `Revoke ${describeRights(privileges)} on ${describeOn(on)} from ${list(from)}`,
    apply: (model) => model,
    footprint: ({ on }) => needs(on),
    encode: ({ privileges, on, roles: from, cascade }) => [
      encodeRights(privileges),
      encodeOn(on),
      from,
      ...trailing({ cascade }),
    ],
    decode: (args) => {
      const [privileges, on, from, options] = readArguments(
        "revoke",
        args,
        privilegeList,
        privilegeTarget,
        roles,
        revokeOptions,
      );
      return { kind: "revoke", privileges, on, roles: from, ...options };
    },
  },
};
