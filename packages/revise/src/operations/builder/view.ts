import type { ObjectName } from "../object-name";
import type { CreateDefinition, DropDefinition } from "./existence";

export interface ViewDefinition {
  /** The query, without a closing semicolon. */
  readonly as: string;
  readonly materialized?: boolean;
  readonly comment?: string | null;
  /** Names of the columns, where not those of the query. */
  readonly columns?: readonly string[];
  /** `{ security_invoker: "true" }`; of a materialized view its storage parameters. */
  readonly options?: Readonly<Record<string, string>>;
  /** Refuses rows that are written through the view and would not be visible in it. */
  readonly checkOption?: "LOCAL" | "CASCADED";
  /** Of a materialized view: false leaves it empty and unreadable until it is refreshed. */
  readonly withData?: boolean;
  /** Of a materialized view. */
  readonly tablespace?: string;
  /** Of a materialized view: its table access method. */
  readonly using?: string;
}

/** The calls on `op` for views. */
export interface ViewCalls {
  /**
   * Creates a view or a materialized view: `CREATE VIEW "adult" AS SELECT …`. `ifNotExists` is for materialized ones.
   *
   * @example await op.createView("adult", { as: 'SELECT * FROM "user" WHERE age > 17' });
   * @example
   * await op.createView("headcount", {
   *   materialized: true,
   *   as: 'SELECT age, count(*) AS heads FROM "user" GROUP BY age',
   *   withData: false,
   * });
   */
  createView(
    name: ObjectName,
    definition: ViewDefinition & {
      /** Gives the view what `dropView` with `remember` took note of earlier in the revision. */
      readonly restore?: boolean;
    },
    options?: CreateDefinition,
  ): Promise<void>;

  /**
   * Gives a view another query, and leaves what reads it alone: `CREATE OR REPLACE VIEW "adult" AS SELECT …`. The new
   * query must give at least the columns of the old one, in the same order and of the same types.
   *
   * @example await op.replaceView("adult", { as: 'SELECT * FROM "user" WHERE age > 20' });
   */
  replaceView(name: ObjectName, definition: ViewDefinition): Promise<void>;

  /**
   * `DROP VIEW "adult"`, `DROP MATERIALIZED VIEW "adult"`. The server refuses while another view reads it. With
   * `remember`, what belongs to the view is noted first, as this database has it: owner, grants, options such as
   * `security_barrier`, comments, defaults, statistics targets and storage of its columns, triggers and rules. `createView` with
   * `restore` gives it back, within the same revision.
   *
   * @example await op.dropView("headcount", { materialized: true });
   * @example
   * await op.dropView("adult", { remember: true });
   * await op.alterColumn("user", "age", { type: "bigint" });
   * await op.createView("adult", { as: 'SELECT * FROM "user" WHERE age > 17', restore: true });
   */
  dropView(
    name: ObjectName,
    options?: DropDefinition & { readonly materialized?: boolean; readonly remember?: boolean },
  ): Promise<void>;

  /**
   * Runs the query of a materialized view again: `REFRESH MATERIALIZED VIEW "headcount"`. Nobody can read the view
   * meanwhile, unless it is done `concurrently`, which takes a unique index on it. `withData: false` empties it.
   *
   * @example await op.refreshMaterializedView("headcount");
   */
  refreshMaterializedView(
    name: ObjectName,
    options?: { readonly concurrently?: boolean; readonly withData?: boolean },
  ): Promise<void>;
}
