import type { DropDefinition } from "./existence";

export interface ExtensionDefinition {
  /** The schema its objects go to; the first of the search path unless stated. */
  readonly schema?: string;
  readonly version?: string;
  /** Installs the extensions that it needs as well (`CASCADE`). */
  readonly cascade?: boolean;
}

/** The calls on `op` for schemas and extensions. */
export interface NamespaceCalls {
  /**
   * Creates a schema unless it is there: `CREATE SCHEMA IF NOT EXISTS "app"`.
   *
   * @example await op.createSchema("app");
   */
  createSchema(
    name: string,
    options?: {
      /** The role that owns it. */
      readonly authorization?: string;
    },
  ): Promise<void>;

  /**
   * Drops a schema: `DROP SCHEMA "app"`. The server refuses while something is in it, unless told to `cascade`.
   *
   * @example await op.dropSchema("app", { ifExists: true });
   */
  dropSchema(name: string, options?: DropDefinition): Promise<void>;

  /**
   * Installs an extension unless it is there: `CREATE EXTENSION IF NOT EXISTS "citext"`. Most extensions take rights
   * that an application's role does not have.
   *
   * @example await op.createExtension("citext");
   */
  createExtension(name: string, options?: ExtensionDefinition): Promise<void>;

  /**
   * Removes an extension: `DROP EXTENSION "citext"`. The server refuses while a column uses its types.
   *
   * @example await op.dropExtension("citext");
   */
  dropExtension(name: string, options?: DropDefinition): Promise<void>;

  /**
   * Brings an extension to another version, `ALTER EXTENSION "citext" UPDATE TO '1.6'` (`"newest"` for the newest that
   * the server has), or its objects to another schema, `ALTER EXTENSION "citext" SET SCHEMA "app"`. No extension
   * goes back to a former version.
   *
   * @example await op.alterExtension("citext", { version: "newest" });
   */
  alterExtension(
    name: string,
    changes: { readonly version?: string; readonly schema?: string },
  ): Promise<void>;
}
