import type { ObjectName } from "../object-name";

/** What a right is on. */
export type PrivilegeObject =
  | { readonly table: ObjectName; readonly columns?: readonly string[] }
  | { readonly view: ObjectName }
  | { readonly materializedView: ObjectName }
  | { readonly sequence: ObjectName }
  | { readonly function: ObjectName; readonly arguments?: readonly string[] }
  | { readonly procedure: ObjectName; readonly arguments?: readonly string[] }
  | { readonly type: ObjectName }
  | { readonly domain: ObjectName }
  | { readonly schema: string }
  | { readonly allTablesIn: string }
  | { readonly allSequencesIn: string }
  | { readonly allFunctionsIn: string };

/** The calls on `op` for the rights of roles. */
export interface PrivilegeCalls {
  /**
   * Gives rights: `GRANT SELECT, INSERT ON TABLE "post" TO "reader"`. `"ALL"` stands for all rights, and `"PUBLIC"` among
   * the roles for everybody.
   *
   * @example await op.grant(["SELECT", "INSERT"], { table: "post" }, ["PUBLIC"]);
   * @example await op.grant(["UPDATE"], { table: "post", columns: ["title"] }, ["PUBLIC"]);
   * @example await op.grant(["USAGE"], { schema: "app" }, ["PUBLIC"]);
   */
  grant(
    privileges: readonly string[] | "ALL",
    on: PrivilegeObject,
    to: readonly string[],
    options?: {
      /** Whether the roles may pass the rights on. */
      readonly withGrantOption?: boolean;
    },
  ): Promise<void>;

  /**
   * Takes rights: `REVOKE INSERT ON TABLE "post" FROM "reader"`.
   *
   * @example await op.revoke("ALL", { table: "post" }, ["PUBLIC"]);
   */
  revoke(
    privileges: readonly string[] | "ALL",
    on: PrivilegeObject,
    from: readonly string[],
    options?: {
      /** Takes them from those as well to whom they were passed on. */
      readonly cascade?: boolean;
    },
  ): Promise<void>;
}
