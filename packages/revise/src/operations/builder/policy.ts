import type { ObjectName } from "../object-name";
import type { DropDefinition } from "./existence";

export interface PolicyDefinition {
  readonly name: string;
  /** `"PERMISSIVE"` unless stated: a row is allowed where one such policy allows it and all restrictive ones do. */
  readonly as?: "PERMISSIVE" | "RESTRICTIVE";
  /** `"ALL"` unless stated. */
  readonly for?: "ALL" | "SELECT" | "INSERT" | "UPDATE" | "DELETE";
  /** Roles, or `PUBLIC`, `CURRENT_USER`, `CURRENT_ROLE`, `SESSION_USER`; `["PUBLIC"]` unless stated. */
  readonly to?: readonly string[];
  /** SQL that says which rows are seen. */
  readonly using?: string | null;
  /** SQL that says which rows may be written; that of `using` unless stated. */
  readonly withCheck?: string | null;
}

/** The calls on `op` for row security. */
export interface PolicyCalls {
  /**
   * Creates a policy: `CREATE POLICY "own" ON "post" FOR SELECT TO PUBLIC USING (author = current_user)`. It is in force
   * once `enableRowSecurity` was called.
   *
   * @example await op.createPolicy("post", { name: "own", for: "SELECT", using: "author = current_user" });
   */
  createPolicy(table: ObjectName, policy: PolicyDefinition): Promise<void>;

  /**
   * Changes what is stated: `ALTER POLICY "own" ON "post" TO "reader" USING (true)`.
   *
   * @example await op.alterPolicy("post", "own", { using: "author = session_user" });
   */
  alterPolicy(
    table: ObjectName,
    name: string,
    changes: { readonly to?: readonly string[]; readonly using?: string; readonly withCheck?: string },
  ): Promise<void>;

  /**
   * `DROP POLICY "own" ON "post"`.
   *
   * @example await op.dropPolicy("post", "own");
   */
  dropPolicy(table: ObjectName, name: string, options?: DropDefinition): Promise<void>;

  /**
   * Puts the policies of a table in force: `ALTER TABLE "post" ENABLE ROW LEVEL SECURITY`. Without a policy nobody but
   * the owner sees a row any more; with `force` the owner is bound as well.
   *
   * @example await op.enableRowSecurity("post", { force: true });
   */
  enableRowSecurity(table: ObjectName, options?: { readonly force?: boolean }): Promise<void>;

  /**
   * `ALTER TABLE "post" DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY`. Everybody sees all rows.
   *
   * @example await op.disableRowSecurity("post");
   */
  disableRowSecurity(table: ObjectName): Promise<void>;
}
