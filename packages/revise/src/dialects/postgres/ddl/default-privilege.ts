import type { DefaultPrivilegeOperationMap, FutureObjects } from "../../../operations/default-privilege";
import { quoteIdentifier } from "../identifiers";
import type { DdlSlice } from "./ddl";
import { roleList } from "./privilege";

export const defaultPrivilegeDdl: DdlSlice<keyof DefaultPrivilegeOperationMap> = {
  grantByDefault: ({ privileges, on, roles, withGrantOption }) => [
    `${where(on)} GRANT ${rights(privileges)} ON ${on.kind.toUpperCase()} TO ${roleList(roles)}${withGrantOption ? " WITH GRANT OPTION" : ""}`,
  ],
  revokeByDefault: ({ privileges, on, roles }) => [
    `${where(on)} REVOKE ${rights(privileges)} ON ${on.kind.toUpperCase()} FROM ${roleList(roles)}`,
  ],
};

function where({ schema, createdBy }: FutureObjects): string {
  return [
    "ALTER DEFAULT PRIVILEGES",
    ...(createdBy === null ? [] : [`FOR ROLE ${roleList([createdBy])}`]),
    ...(schema === null ? [] : [`IN SCHEMA ${quoteIdentifier(schema)}`]),
  ].join(" ");
}

function rights(privileges: readonly string[]): string {
  return privileges.length === 0 ? "ALL PRIVILEGES" : privileges.join(", ");
}
