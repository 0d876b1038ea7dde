import type { Policy, PolicyOperationMap } from "../../../operations/policy";
import { quoteIdentifier, quoteName } from "../identifiers";
import type { DdlSlice } from "./ddl";
import { removal } from "./existence";
import { roleList } from "./privilege";

export const policyDdl: DdlSlice<keyof PolicyOperationMap> = {
  createPolicy: ({ table, definition: policy }) => [
    [
      `CREATE POLICY ${quoteIdentifier(policy.name)} ON ${quoteName(table)}`,
      ...(policy.as === "PERMISSIVE" ? [] : [`AS ${policy.as}`]),
      ...(policy.for === "ALL" ? [] : [`FOR ${policy.for}`]),
      `TO ${roleList(policy.to)}`,
      ...rules(policy.using, policy.withCheck),
    ].join(" "),
  ],
  dropPolicy: ({ table, name, ...options }) => [
    `DROP POLICY ${removal(options, `${quoteIdentifier(name)} ON ${quoteName(table)}`)}`,
  ],
  alterPolicy: ({ table, name, to, using, withCheck }) => [
    [
      `ALTER POLICY ${quoteIdentifier(name)} ON ${quoteName(table)}`,
      ...(to === undefined ? [] : [`TO ${roleList(to.to)}`]),
      ...rules(using?.to ?? null, withCheck?.to ?? null),
    ].join(" "),
  ],
  enableRowSecurity: ({ table, force }) => [
    `ALTER TABLE ${quoteName(table)} ENABLE ROW LEVEL SECURITY${force ? ", FORCE ROW LEVEL SECURITY" : ""}`,
  ],
  disableRowSecurity: ({ table }) => [
    `ALTER TABLE ${quoteName(table)} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY`,
  ],
};

function rules(using: Policy["using"], withCheck: Policy["withCheck"]): readonly string[] {
  return [
    ...(using === null ? [] : [`USING (${using})`]),
    ...(withCheck === null ? [] : [`WITH CHECK (${withCheck})`]),
  ];
}
