import type { PrivilegeOperationMap, PrivilegeTarget } from "../../../operations/privilege";
import { quoteIdentifier, quoteList } from "../identifiers";
import type { DdlSlice } from "./ddl";
import { objectPhrase } from "./object";

export const privilegeDdl: DdlSlice<keyof PrivilegeOperationMap> = {
  grant: ({ privileges, on, roles, withGrantOption }) => [
    `GRANT ${rights(privileges, on)} ON ${place(on)} TO ${roleList(roles)}${withGrantOption ? " WITH GRANT OPTION" : ""}`,
  ],
  revoke: ({ privileges, on, roles, cascade }) => [
    `REVOKE ${rights(privileges, on)} ON ${place(on)} FROM ${roleList(roles)}${cascade ? " CASCADE" : ""}`,
  ],
};

/** Each right stands for itself on the columns: `SELECT ("a"), UPDATE ("a")`. */
function rights(privileges: readonly string[], on: PrivilegeTarget): string {
  const columns = "columns" in on ? ` (${quoteList(on.columns)})` : "";
  const words = privileges.length === 0 ? ["ALL PRIVILEGES"] : privileges;
  return words.map((word) => `${word}${columns}`).join(", ");
}

const all = { allTables: "ALL TABLES", allSequences: "ALL SEQUENCES", allFunctions: "ALL FUNCTIONS" };

function place(on: PrivilegeTarget): string {
  if ("schema" in on) return `${all[on.kind]} IN SCHEMA ${quoteIdentifier(on.schema)}`;
  // To GRANT every relation with rows is a table.
  const isRelation = on.kind === "view" || on.kind === "materializedView";
  return objectPhrase(isRelation ? { ...on, kind: "table" } : on);
}

const words: ReadonlySet<string> = new Set(["PUBLIC", "CURRENT_USER", "CURRENT_ROLE", "SESSION_USER"]);

/** Roles by name; the words that stand for one are written as they are, in capitals. */
export function roleList(roles: readonly string[]): string {
  return roles.map((role) => (words.has(role) ? role : quoteIdentifier(role))).join(", ");
}
