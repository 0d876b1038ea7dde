import type { PartitionOperationMap } from "../../../operations/partition";
import { quoteName } from "../identifiers";
import type { DdlSlice } from "./ddl";
import { removal, unlessThere } from "./existence";

export const partitionDdl: DdlSlice<keyof PartitionOperationMap> = {
  createPartition: ({ definition: { name, of, values, partitionBy }, ...options }) => [
    [
      `CREATE TABLE ${unlessThere(options, quoteName(name))} PARTITION OF ${quoteName(of)} ${bounds(values)}`,
      ...(partitionBy === undefined ? [] : [`PARTITION BY ${partitionBy}`]),
    ].join(" "),
  ],
  dropPartition: ({ name, ...options }) => [`DROP TABLE ${removal(options, quoteName(name))}`],
  attachPartition: ({ table, partition, values }) => [
    `ALTER TABLE ${quoteName(table)} ATTACH PARTITION ${quoteName(partition)} ${bounds(values)}`,
  ],
  detachPartition: ({ table, partition, concurrently }) => [
    {
      sql: `ALTER TABLE ${quoteName(table)} DETACH PARTITION ${quoteName(partition)}${concurrently ? " CONCURRENTLY" : ""}`,
      transactional: !concurrently,
    },
  ],
};

function bounds(values: string): string {
  return /^\s*default\s*$/i.test(values) ? "DEFAULT" : `FOR VALUES ${values}`;
}
