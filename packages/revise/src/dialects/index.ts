/** The databases that can be had, by TypeORM's driver type. A new one is a folder beside this file and a line here. */
import type { Dialect } from "../dialect/dialect";
import { ReviseError } from "../errors";

const dialects: ReadonlyMap<string, () => Promise<Dialect>> = new Map([
  ["postgres", async () => (await import("./postgres/dialect.js")).postgres],
]);

/**
 * The dialect for `DataSourceOptions.type`, loaded when it is asked for.
 *
 * @throws ReviseError `data-source-unsupported`
 */
export async function dialectFor(driverType: string): Promise<Dialect> {
  const load = dialects.get(driverType);
  if (load === undefined) {
    throw new ReviseError("data-source-unsupported", `The DataSource is of type "${driverType}".`, {
      hint: `revise works with ${[...dialects.keys()].map((type) => `"${type}"`).join(" and ")}.`,
      details: { type: driverType },
    });
  }
  return load();
}

/** The dialect of a script that is written without a DataSource. There is one dialect so far. */
export function offlineDialect(): Promise<Dialect> {
  return dialectFor("postgres");
}
