/** The calls on `op` for schemas and extensions. */
export interface NamespaceCalls {
  /**
   * Creates a schema: `CREATE SCHEMA "app"`.
   *
   * @example await op.createSchema("app");
   */
  createSchema(name: string): Promise<void>;

  /** Drops an empty schema: `DROP SCHEMA "app"`. The server refuses while something is in it. */
  dropSchema(name: string): Promise<void>;

  /**
   * Installs an extension unless it is there: `CREATE EXTENSION IF NOT EXISTS "citext"`. Most extensions take rights
   * that an application's role does not have.
   *
   * @example await op.createExtension("citext");
   */
  createExtension(name: string): Promise<void>;

  /** Removes an extension: `DROP EXTENSION "citext"`. The server refuses while a column uses its types. */
  dropExtension(name: string): Promise<void>;
}
