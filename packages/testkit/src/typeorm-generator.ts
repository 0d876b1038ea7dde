/** What TypeORM's own generator makes of a scenario, so that the documentation can set it beside what we make of it. */
import type { DataSource } from "typeorm";
import { describeCatalog } from "./catalog";
import { createDatabase, type TestDatabase } from "./database";
import { loadDataSource, synchronize, type TypeormVersion } from "./entities";
import { changedColumns, readRows } from "./rows";
import type { ScenarioFolder } from "./scenario-folder";

export interface GeneratorOutcome {
  /** The statements that `migration:generate` would write, in their order. */
  readonly statements: readonly string[];
  /** What stopped the generator, or its statements; null where all went well. */
  readonly failure: string | null;
  /** Columns that are there before and after, and no longer hold the same values. */
  readonly lost: readonly string[];
  /** What it would write after its own statements have run. */
  readonly again: readonly string[];
  /** Lines of the catalog that differ from the state before once its way back has run, or what stopped that. */
  readonly back: readonly string[];
}

/** Brings in the state before by `synchronize()` and SQL, then does what `migration:generate` and `migration:run` do. */
export async function runGenerator(scenario: ScenarioFolder): Promise<GeneratorOutcome> {
  const database = await createDatabase(`${scenario.name}_generator`);
  const version = scenario.options.typeorm ?? "typeorm";
  try {
    if (scenario.before !== null) await synchronize(loadDataSource(scenario.before, database.url, version));
    if (scenario.beforeSql !== null) await database.query(scenario.beforeSql);
    if (scenario.rowsSql !== null) await database.query(scenario.rowsSql);
    return await generateAndRun(scenario.entities, database, version);
  } finally {
    await database.drop();
  }
}

async function generateAndRun(
  entities: string,
  database: TestDatabase,
  version: TypeormVersion,
): Promise<GeneratorOutcome> {
  const outcome = { statements: [], failure: null, lost: [], again: [], back: [] };
  const before = await describeCatalog(database.url);
  const rows = await readRows(database);
  const generated = await attempt(() => generate(entities, database, version));
  if ("failure" in generated) return { ...outcome, failure: generated.failure };

  const { up, down } = generated.result;
  const ran = { ...outcome, statements: up.map(textOf) };
  const applied = await attempt(() => run(entities, database, version, up));
  if ("failure" in applied) return { ...ran, failure: applied.failure };

  const lost = changedColumns(rows, await readRows(database));
  const again = await attempt(() => generate(entities, database, version));
  const back = await attempt(() => run(entities, database, version, down));
  return {
    ...ran,
    lost,
    again: "failure" in again ? [again.failure] : again.result.up.map(textOf),
    back: "failure" in back ? [back.failure] : changedLines(before, await describeCatalog(database.url)),
  };
}

interface Statement {
  readonly query: string;
  readonly parameters?: unknown[] | undefined;
}

/** `migration:generate`: connects, which installs extensions, and asks the schema builder. */
function generate(
  entities: string,
  database: TestDatabase,
  version: TypeormVersion,
): Promise<{ readonly up: readonly Statement[]; readonly down: readonly Statement[] }> {
  return withDataSource(entities, database, version, async (source) => {
    const { upQueries, downQueries } = await source.driver.createSchemaBuilder().log();
    return { up: upQueries, down: downQueries.toReversed() };
  });
}

/** `migration:run`: makes TypeORM's own table, then runs the statements in one transaction. */
function run(
  entities: string,
  database: TestDatabase,
  version: TypeormVersion,
  statements: readonly Statement[],
): Promise<void> {
  return withDataSource(entities, database, version, async (source) => {
    const runner = source.createQueryRunner();
    const builder = source.driver.createSchemaBuilder() as unknown as MetadataTable;
    await builder.createMetadataTableIfNecessary(runner);
    await runner.startTransaction();
    try {
      for (const { query, parameters } of statements) await runner.query(query, parameters);
      await runner.commitTransaction();
    } finally {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
  });
}

/** What TypeORM's schema builder for relational databases has besides its interface. */
interface MetadataTable {
  createMetadataTableIfNecessary(runner: unknown): Promise<void>;
}

async function withDataSource<Result>(
  entities: string,
  { url }: TestDatabase,
  version: TypeormVersion,
  use: (source: DataSource) => Promise<Result>,
): Promise<Result> {
  const source = loadDataSource(entities, url, version);
  await source.initialize();
  try {
    return await use(source);
  } finally {
    await source.destroy();
  }
}

async function attempt<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result } | { readonly failure: string }> {
  try {
    return { result: await work() };
  } catch (error) {
    return { failure: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error) };
  }
}

function textOf({ query }: Statement): string {
  return query.replaceAll(/\s+/g, " ").trim();
}

function changedLines(before: string, after: string): string[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

/** The text of `typeorm.txt`: sections with two blanks of indentation, empty ones left out. */
export function generatorText({ statements, failure, lost, again, back }: GeneratorOutcome): string {
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ["Statements", statements],
    ["Failure", failure === null ? [] : [failure]],
    ["Lost", lost],
    ["Again", again],
    ["Back", back],
  ];
  const text = sections
    .filter(([, content]) => content.length > 0)
    .map(([title, content]) => `${title}\n${content.map((line) => `  ${line}\n`).join("")}`);
  return text.length === 0 ? "Nothing\n" : text.join("\n");
}
