import type { ObjectName } from "../object-name";
import type { CreateDefinition, DropDefinition } from "./existence";

export interface PartitionDefinition {
  /** The table whose rows it holds. */
  readonly of: ObjectName;
  /** What follows `FOR VALUES`: `"FROM (1) TO (10)"`, `"IN ('de', 'fr')"`, `"WITH (MODULUS 4, REMAINDER 0)"`; or `"DEFAULT"`. */
  readonly values: string;
  /** How the partition is divided in turn. */
  readonly partitionBy?: string;
}

/** The calls on `op` for the partitions of a table. */
export interface PartitionCalls {
  /**
   * Creates a partition of a table that was made with `partitionBy`:
   * `CREATE TABLE "visit_2026" PARTITION OF "visit" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`.
   *
   * @example
   * await op.createPartition("visit_2026", {
   *   of: "visit",
   *   values: "FROM ('2026-01-01') TO ('2027-01-01')",
   * });
   */
  createPartition(
    name: ObjectName,
    definition: PartitionDefinition,
    options?: CreateDefinition,
  ): Promise<void>;

  /**
   * Drops a partition with its rows: `DROP TABLE "visit_2026"`.
   *
   * @example await op.dropPartition("visit_2026");
   */
  dropPartition(name: ObjectName, options?: DropDefinition): Promise<void>;

  /**
   * Makes a table a partition of another: `ALTER TABLE "visit" ATTACH PARTITION "visit_old" FOR VALUES …`. Its rows are
   * checked, unless it has a check constraint that says the same.
   *
   * @example await op.attachPartition("visit", "visit_old", "FROM ('2020-01-01') TO ('2021-01-01')");
   */
  attachPartition(table: ObjectName, partition: ObjectName, values: string): Promise<void>;

  /**
   * Makes a partition a table of its own: `ALTER TABLE "visit" DETACH PARTITION "visit_old"`, with `CONCURRENTLY` where
   * others are to go on reading; that runs outside the transaction of the revision.
   *
   * @example await op.detachPartition("visit", "visit_old");
   */
  detachPartition(
    table: ObjectName,
    partition: ObjectName,
    options?: { readonly concurrently?: boolean },
  ): Promise<void>;
}
