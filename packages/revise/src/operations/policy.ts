/** Which rows a role sees and writes: policies, and the switch that puts them in force. */
import { displayName, objectKey, type QualifiedName } from "../model/names";
import {
  fields,
  filledListOf,
  flag,
  invalid,
  nullable,
  oneOf,
  optional,
  readArguments,
  text,
  withDefault,
} from "./arguments";
import { trailing } from "./existence";
import { anyRoutine, changedShape, footprintOf, formerRoutine, tableKey } from "./footprint";
import { encodeName, objectName } from "./object-name";
import type { Change } from "./operation";
import { whenFacetsKnown, whenKnown } from "./reversal";
import {
  createOnTable,
  dropOnTable,
  type CreateOnTable,
  type DropOnTable,
  type OnTableWords,
} from "./standalone";
import type { TraitsFor } from "./traits";

export interface Policy {
  readonly name: string;
  readonly as: "PERMISSIVE" | "RESTRICTIVE";
  readonly for: "ALL" | "SELECT" | "INSERT" | "UPDATE" | "DELETE";
  /** Roles; `PUBLIC`, `CURRENT_USER`, `CURRENT_ROLE` and `SESSION_USER` are words of SQL. */
  readonly to: readonly string[];
  readonly using: string | null;
  readonly withCheck: string | null;
}

export type CreatePolicy = CreateOnTable<"createPolicy", Policy>;
export type DropPolicy = DropOnTable<"dropPolicy", Policy>;

/** What PostgreSQL can change of a policy in place. */
export interface AlterPolicy {
  readonly kind: "alterPolicy";
  readonly table: QualifiedName;
  readonly name: string;
  readonly to?: Change<readonly string[]>;
  readonly using?: Change<string>;
  readonly withCheck?: Change<string>;
}

export interface EnableRowSecurity {
  readonly kind: "enableRowSecurity";
  readonly table: QualifiedName;
  /** Whether the owner of the table is bound by it as well. */
  readonly force: boolean;
}

export interface DisableRowSecurity {
  readonly kind: "disableRowSecurity";
  readonly table: QualifiedName;
  /** Whether the owner was bound by it, where that is known. */
  readonly force?: boolean;
}

export interface PolicyOperationMap {
  createPolicy: CreatePolicy;
  dropPolicy: DropPolicy;
  alterPolicy: AlterPolicy;
  enableRowSecurity: EnableRowSecurity;
  disableRowSecurity: DisableRowSecurity;
}

const roles = filledListOf(text);

const words: OnTableWords<Policy> = {
  create: "createPolicy",
  drop: "dropPolicy",
  noun: "policy",
  key: (table, name) => objectKey("policy", table, name),
  read: fields({
    name: text,
    as: withDefault(oneOf("PERMISSIVE", "RESTRICTIVE"), "PERMISSIVE" as const),
    for: withDefault(oneOf("ALL", "SELECT", "INSERT", "UPDATE", "DELETE"), "ALL" as const),
    to: withDefault(roles, ["PUBLIC"]),
    using: withDefault(nullable(text), null),
    withCheck: withDefault(nullable(text), null),
  }),
  encode: (policy) => ({
    name: policy.name,
    ...(policy.as !== "PERMISSIVE" && { as: policy.as }),
    ...(policy.for !== "ALL" && { for: policy.for }),
    ...((policy.to.length !== 1 || policy.to[0] !== "PUBLIC") && { to: policy.to }),
    ...(policy.using !== null && { using: policy.using }),
    ...(policy.withCheck !== null && { withCheck: policy.withCheck }),
  }),
  needs: () => [anyRoutine],
  releases: () => [formerRoutine],
};

const facets = ["to", "using", "withCheck"] as const;

const readChanges = fields({ to: optional(roles), using: optional(text), withCheck: optional(text) });

type Traits<Kind extends keyof PolicyOperationMap> = TraitsFor<Kind>[Kind];

const alterPolicy: Traits<"alterPolicy"> = {
  reverse: ({ kind, table, name, ...changes }) =>
    whenFacetsKnown(changes, `policy ${name}`, (former) => [{ kind, table, name, ...former }]),
  describe: ({ table, name, ...changes }) =>
    `Change policy ${name} on ${displayName(table)}: ${facets.filter((facet) => changes[facet] !== undefined).join(", ")}`,
  apply: (model) => model,
  footprint: ({ table, name }) =>
    footprintOf({
      needs: [tableKey(table), changedShape(table), objectKey("policy", table, name), anyRoutine],
    }),
  encode: ({ table, name, to, using, withCheck }) => [
    encodeName(table),
    name,
    {
      ...(to && { to: to.to }),
      ...(using && { using: using.to }),
      ...(withCheck && { withCheck: withCheck.to }),
    },
  ],
  decode: (args) => {
    const [table, name, { to, using, withCheck }] = readArguments(
      "alterPolicy",
      args,
      objectName,
      text,
      readChanges,
    );
    if (to === undefined && using === undefined && withCheck === undefined) {
      throw invalid({ operation: "alterPolicy", path: "third argument" }, "changes nothing");
    }
    return {
      kind: "alterPolicy",
      table,
      name,
      ...(to !== undefined && { to: { to } }),
      ...(using !== undefined && { using: { to: using } }),
      ...(withCheck !== undefined && { withCheck: { to: withCheck } }),
    };
  },
};

const readForce = withDefault(fields({ force: withDefault(flag, false) }), { force: false });

const enableRowSecurity: Traits<"enableRowSecurity"> = {
  reverse: ({ table, force }) => ({
    reversible: true,
    operations: [{ kind: "disableRowSecurity", table, force }],
  }),
  describe: ({ table }) => `Enable row security of ${displayName(table)}`,
  apply: (model) => model,
  footprint: ({ table }) => footprintOf({ needs: [tableKey(table)] }),
  encode: ({ table, force }) => [encodeName(table), ...trailing({ force })],
  decode: (args) => {
    const [table, { force }] = readArguments("enableRowSecurity", args, objectName, readForce);
    return { kind: "enableRowSecurity", table, force };
  },
};

const disableRowSecurity: Traits<"disableRowSecurity"> = {
  reverse: ({ table, force }) =>
    whenKnown(force, `the former row security of ${displayName(table)} is not known`, (known) => [
      { kind: "enableRowSecurity", table, force: known },
    ]),
  describe: ({ table }) => `Disable row security of ${displayName(table)}`,
  apply: (model) => model,
  footprint: ({ table }) => footprintOf({ needs: [tableKey(table)] }),
  encode: ({ table }) => [encodeName(table)],
  decode: (args) => ({
    kind: "disableRowSecurity",
    table: readArguments("disableRowSecurity", args, objectName)[0],
  }),
};

export const policyTraits: TraitsFor<keyof PolicyOperationMap> = {
  createPolicy: createOnTable(words),
  dropPolicy: dropOnTable(words),
  alterPolicy,
  enableRowSecurity,
  disableRowSecurity,
};
