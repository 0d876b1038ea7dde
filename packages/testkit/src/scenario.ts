/** Runs a scenario on the real server and gathers what its proofs are judged by; the tests say what must be equal. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeCatalog } from "./catalog";
import { createDatabase, type TestDatabase } from "./database";
import { loadDataSource, synchronize, type TypeormVersion } from "./entities";
import { pgDump } from "./pg-dump";
import { Product } from "./product";
import { commonRows, keepQuery, readRows, type Rows } from "./rows";
import type { ScenarioFolder } from "./scenario-folder";

/** A schema as the two judges see it. */
export interface Schema {
  readonly catalog: string;
  /** Null where no pg_dump is installed that can read the server. */
  readonly dump: string | null;
}

export interface ScenarioOutcome {
  /** The revision file that was written, null for none, and what autogenerate reported. */
  readonly revision: string | null;
  readonly report: string;
  /** The file, and what its recorded operations look like when they are printed again. */
  readonly printed: { readonly once: string; readonly again: string };
  readonly before: Schema;
  readonly upgraded: Schema;
  readonly downgraded: Schema;
  /** What TypeORM builds from the same entities; null where the scenario leaves the proof out. */
  readonly synchronized: Schema | null;
  /** What autogenerate still finds after the upgrade, one sentence each. */
  readonly again: readonly string[];
  /** What both states share of the rows: before and after the upgrade, before and after the downgrade. */
  readonly rows: readonly { readonly before: string; readonly after: string }[];
}

export async function runScenario(scenario: ScenarioFolder): Promise<ScenarioOutcome> {
  const database = await createDatabase(scenario.name);
  const directory = mkdtempSync(join(tmpdir(), "revise-scenario-"));
  const product = new Product(directory, scenario.options);
  const version = scenario.options.typeorm ?? "typeorm";
  try {
    await prepare(scenario, database, product, version);
    const before = await readSchema(database);
    const rows = await rowsOf(scenario, database, "before");

    product.use(() => loadDataSource(scenario.entities, database.url, version));
    const id = scenario.before === null ? "000000000001" : "000000000002";
    const written = await product.writeRevision({
      id,
      message: phraseOf(scenario),
      renames: scenario.options.renames ?? [],
    });
    await product.upgrade();
    const upgraded = await readSchema(database);
    const upgradedRows = await rowsOf(scenario, database, "after");
    const again = await product.findChanges();

    if (written.revision !== null) await product.downgrade();
    const downgraded = await readSchema(database);
    const downgradedRows = await rowsOf(scenario, database, "before");
    return {
      ...written,
      before,
      upgraded,
      downgraded,
      again,
      rows: [shared(rows, upgradedRows), shared(upgradedRows, downgradedRows)],
      synchronized: scenario.options.skip?.synchronize === undefined ? await oracle(scenario, version) : null,
    };
  } finally {
    product.close();
    await database.drop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function prepare(
  { before, beforeSql, rowsSql }: ScenarioFolder,
  database: TestDatabase,
  product: Product,
  version: TypeormVersion,
): Promise<void> {
  if (before !== null) {
    product.use(() => loadDataSource(before, database.url, version));
    await product.writeRevision({ id: "000000000001", message: "before", renames: [] });
    await product.upgrade();
  }
  if (beforeSql !== null) await database.query(beforeSql);
  if (rowsSql !== null) await database.query(rowsSql);
}

/** `column/widen-varchar` becomes the message `widen varchar`. */
function phraseOf(scenario: ScenarioFolder): string {
  return (scenario.name.split("/")[1] ?? scenario.name).replaceAll("-", " ");
}

async function readSchema({ url }: TestDatabase): Promise<Schema> {
  const [catalog, dump] = await Promise.all([describeCatalog(url), pgDump(url)]);
  return { catalog, dump };
}

type Seen = { readonly kept: string } | { readonly all: Rows };

async function rowsOf(
  scenario: ScenarioFolder,
  database: TestDatabase,
  side: "before" | "after",
): Promise<Seen> {
  if (scenario.keepSql === null) return { all: await readRows(database) };
  const kept = await database.query(keepQuery(scenario.keepSql, side));
  return { kept: kept.map((row) => JSON.stringify(Object.values(row))).join("\n") };
}

function shared(before: Seen, after: Seen): { readonly before: string; readonly after: string } {
  if ("all" in before && "all" in after) return commonRows(before.all, after.all);
  if ("kept" in before && "kept" in after) return { before: before.kept, after: after.kept };
  throw new Error("The rows of a scenario are read in one way");
}

/** What TypeORM builds from the same entities in an empty database. */
async function oracle(scenario: ScenarioFolder, version: TypeormVersion): Promise<Schema> {
  const database = await createDatabase(`${scenario.name}_oracle`);
  try {
    await synchronize(loadDataSource(scenario.entities, database.url, version));
    return await readSchema(database);
  } finally {
    await database.drop();
  }
}
