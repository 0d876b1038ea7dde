/** What is yet to be created. */
export interface FutureObjectsDefinition {
  readonly kind: "tables" | "sequences" | "functions" | "types" | "schemas";
  /** Those in this schema alone. */
  readonly schema?: string;
  /** Those that this role creates, instead of the role that runs the revision. */
  readonly createdBy?: string;
}

/** The calls on `op` for default privileges. */
export interface DefaultPrivilegeCalls {
  /**
   * Gives rights on what will be created: `ALTER DEFAULT PRIVILEGES IN SCHEMA "app" GRANT SELECT ON TABLES TO "reader"`. What
   * is there already keeps its rights; `op.grant` changes those.
   *
   * @example await op.grantByDefault(["SELECT"], { kind: "tables", schema: "app" }, ["PUBLIC"]);
   */
  grantByDefault(
    privileges: readonly string[] | "ALL",
    on: FutureObjectsDefinition,
    to: readonly string[],
    options?: {
      /** Whether the roles may pass the rights on. */
      readonly withGrantOption?: boolean;
    },
  ): Promise<void>;

  /**
   * Takes them: `ALTER DEFAULT PRIVILEGES IN SCHEMA "app" REVOKE SELECT ON TABLES FROM "reader"`.
   *
   * @example await op.revokeByDefault(["SELECT"], { kind: "tables", schema: "app" }, ["PUBLIC"]);
   */
  revokeByDefault(
    privileges: readonly string[] | "ALL",
    on: FutureObjectsDefinition,
    from: readonly string[],
  ): Promise<void>;
}
