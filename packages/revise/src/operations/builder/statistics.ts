import type { ObjectName } from "../object-name";
import type { CreateDefinition, DropDefinition } from "./existence";

export interface StatisticsDefinition {
  readonly table: ObjectName;
  readonly columns?: readonly string[];
  /** SQL over the columns. */
  readonly expressions?: readonly string[];
  /** All that the server knows, unless stated. */
  readonly kinds?: readonly ("ndistinct" | "dependencies" | "mcv")[];
}

/** The calls on `op` for extended statistics. */
export interface StatisticsCalls {
  /**
   * Has the planner learn how columns go together, at the next `ANALYZE`:
   * `CREATE STATISTICS "post_title" (ndistinct, mcv) ON "id", "title" FROM "post"`.
   *
   * @example
   * await op.createStatistics("post_title", {
   *   table: "post",
   *   columns: ["id", "title"],
   *   kinds: ["ndistinct", "mcv"],
   * });
   * @example await op.createStatistics("post_lower", { table: "post", expressions: ["lower(title)"] });
   */
  createStatistics(
    name: ObjectName,
    statistics: StatisticsDefinition,
    options?: CreateDefinition,
  ): Promise<void>;

  /**
   * `DROP STATISTICS "post_title"`.
   *
   * @example await op.dropStatistics("post_title");
   */
  dropStatistics(name: ObjectName, options?: DropDefinition): Promise<void>;
}
