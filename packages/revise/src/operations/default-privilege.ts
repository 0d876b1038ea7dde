/** The rights that objects get when they are created: default privileges. */
import { list } from "../util/text";
import { fields, oneOf, nullable, readArguments, text, withDefault } from "./arguments";
import { trailing } from "./existence";
import { footprintOf, schemaKey } from "./footprint";
import { describeRights, encodeRights, grantOptions, privilegeList, roles } from "./privilege";
import type { Footprint, TraitsFor } from "./traits";

/** What is yet to be created. */
export interface FutureObjects {
  readonly kind: "tables" | "sequences" | "functions" | "types" | "schemas";
  /** Those in it alone; null for all. */
  readonly schema: string | null;
  /** Those that this role creates; null for the role that runs this. */
  readonly createdBy: string | null;
}

interface DefaultPrivileges {
  /** Empty for all. */
  readonly privileges: readonly string[];
  readonly on: FutureObjects;
  readonly roles: readonly string[];
  readonly withGrantOption: boolean;
}

export interface GrantByDefault extends DefaultPrivileges {
  readonly kind: "grantByDefault";
}

export interface RevokeByDefault extends Omit<DefaultPrivileges, "withGrantOption"> {
  readonly kind: "revokeByDefault";
  /** Whether it was granted with the right to pass it on, where that is known. */
  readonly withGrantOption?: boolean;
}

export interface DefaultPrivilegeOperationMap {
  grantByDefault: GrantByDefault;
  revokeByDefault: RevokeByDefault;
}

const readOn = fields({
  kind: oneOf("tables", "sequences", "functions", "types", "schemas"),
  schema: withDefault(nullable(text), null),
  createdBy: withDefault(nullable(text), null),
});

function describeOn({ kind, schema, createdBy }: FutureObjects): string {
  const place = schema === null ? "" : ` in ${schema}`;
  return `new ${kind}${place}${createdBy === null ? "" : ` of ${createdBy}`}`;
}

function encodeOn({ kind, schema, createdBy }: FutureObjects): object {
  return { kind, ...(schema !== null && { schema }), ...(createdBy !== null && { createdBy }) };
}

function needs({ on }: Pick<DefaultPrivileges, "on">): Footprint {
  return footprintOf({ needs: on.schema === null ? [] : [schemaKey(on.schema)] });
}

export const defaultPrivilegeTraits: TraitsFor<keyof DefaultPrivilegeOperationMap> = {
  grantByDefault: {
    reverse: (operation) => ({ reversible: true, operations: [{ ...operation, kind: "revokeByDefault" }] }),
    describe: ({ privileges, on, roles: to }) =>
      `Grant ${describeRights(privileges)} on ${describeOn(on)} to ${list(to)}`,
    apply: (model) => model,
    footprint: needs,
    encode: ({ privileges, on, roles: to, withGrantOption }) => [
      encodeRights(privileges),
      encodeOn(on),
      to,
      ...trailing({ withGrantOption }),
    ],
    decode: (args) => {
      const [privileges, on, to, options] = readArguments(
        "grantByDefault",
        args,
        privilegeList,
        readOn,
        roles,
        grantOptions,
      );
      return { kind: "grantByDefault", privileges, on, roles: to, ...options };
    },
  },
  revokeByDefault: {
    reverse: ({ withGrantOption, ...operation }) =>
      withGrantOption === undefined
        ? { reversible: false, reason: "which rights were given by default is not known" }
        : { reversible: true, operations: [{ ...operation, kind: "grantByDefault", withGrantOption }] },
    describe: ({ privileges, on, roles: from }) =>
      `Revoke ${describeRights(privileges)} on ${describeOn(on)} from ${list(from)}`,
    apply: (model) => model,
    footprint: needs,
    encode: ({ privileges, on, roles: from }) => [encodeRights(privileges), encodeOn(on), from],
    decode: (args) => {
      const [privileges, on, from] = readArguments("revokeByDefault", args, privilegeList, readOn, roles);
      return { kind: "revokeByDefault", privileges, on, roles: from };
    },
  },
};
