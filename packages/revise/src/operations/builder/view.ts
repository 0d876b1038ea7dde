import type { ObjectName } from "../object-name";

export interface ViewDefinition {
  /** The query, without a closing semicolon. */
  readonly as: string;
  readonly materialized?: boolean;
  readonly comment?: string | null;
}

/** The calls on `op` for views. */
export interface ViewCalls {
  /**
   * Creates a view or a materialized view: `CREATE VIEW "adult" AS SELECT …`.
   *
   * @example await op.createView("adult", { as: 'SELECT * FROM "user" WHERE age > 17' });
   */
  createView(name: ObjectName, definition: ViewDefinition): Promise<void>;

  /** `DROP VIEW "adult"`, `DROP MATERIALIZED VIEW "adult"`. The server refuses while another view reads it. */
  dropView(name: ObjectName, options?: { readonly materialized?: boolean }): Promise<void>;
}
