/** The rights that objects get when they are created: default privileges. */
import { fields, oneOf, nullable, readArguments, text, withDefault } from "./arguments";
import { schemaKey } from "./footprint";
import { grantOptions, rightsArguments, rightsTraits, type Rights } from "./privilege/rights";
import { whenKnown } from "./reversal";
import type { TraitsFor } from "./traits";

/** What is yet to be created. */
export interface FutureObjects {
  readonly kind: "tables" | "sequences" | "functions" | "types" | "schemas";
  /** Those in it alone; null for all. */
  readonly schema: string | null;
  /** Those that this role creates; null for the role that runs this. */
  readonly createdBy: string | null;
}

export interface GrantByDefault extends Rights<FutureObjects> {
  readonly kind: "grantByDefault";
  readonly withGrantOption: boolean;
}

export interface RevokeByDefault extends Rights<FutureObjects> {
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

const byDefault = rightsTraits<FutureObjects>({
  describe: describeOn,
  encode: encodeOn,
  needs: ({ schema }) => (schema === null ? [] : [schemaKey(schema)]),
});

const readRights = rightsArguments(readOn);

export const defaultPrivilegeTraits: TraitsFor<keyof DefaultPrivilegeOperationMap> = {
  grantByDefault: {
    ...byDefault.grant,
    reverse: (operation) => ({ reversible: true, operations: [{ ...operation, kind: "revokeByDefault" }] }),
    decode: (args) => {
      const [privileges, on, roles, options] = readArguments(
        "grantByDefault",
        args,
        ...readRights,
        grantOptions,
      );
      return { kind: "grantByDefault", privileges, on, roles, ...options };
    },
  },
  revokeByDefault: {
    ...byDefault.revoke,
    reverse: ({ withGrantOption, ...operation }) =>
      whenKnown(withGrantOption, "which rights were given by default is not known", (known) => [
        { ...operation, kind: "grantByDefault", withGrantOption: known },
      ]),
    decode: (args) => {
      const [privileges, on, roles] = readArguments("revokeByDefault", args, ...readRights);
      return { kind: "revokeByDefault", privileges, on, roles };
    },
  },
};
