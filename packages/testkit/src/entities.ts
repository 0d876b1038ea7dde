/** The entities of the scenarios: compiled once per run with their decorator metadata, loaded afresh for each use. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { join, relative } from "node:path";
import type * as Typeorm from "typeorm";
import type { DataSource, DataSourceOptions } from "typeorm";
import { repository } from "./repository";

export const scenarioRoot = join(repository, "fixtures/scenarios");
const output = join(scenarioRoot, ".build");
const diagnostics = join(output, "diagnostics.txt");

/** The versions of TypeORM that the tests have, by the names of their packages. */
export type TypeormVersion = "typeorm" | "typeorm-0.3";

/**
 * Compiles every `entities.ts` and `before.ts` under `fixtures/scenarios` as `tsc` does, type-aware, and does nothing
 * where no source is newer than the last time.
 *
 * @returns what the compiler has to say; empty when all is well
 */
export function compileEntities(): string {
  const newest = Math.max(...sources(scenarioRoot).map((file) => statSync(file).mtimeMs));
  if (existsSync(diagnostics) && statSync(diagnostics).mtimeMs > newest)
    return readFileSync(diagnostics, "utf8");
  const compiler = createRequire(__filename).resolve("typescript/bin/tsc");
  const { stdout, stderr } = spawnSync(process.execPath, [compiler, "-p", scenarioRoot], {
    encoding: "utf8",
  });
  mkdirSync(output, { recursive: true });
  writeFileSync(diagnostics, stdout + stderr);
  return stdout + stderr;
}

function sources(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === ".build" ? [] : sources(path);
    return entry.name === "entities.ts" || entry.name === "before.ts" || entry.name === "tsconfig.json"
      ? [path]
      : [];
  });
}

/**
 * A DataSource over the entities that a source file under `fixtures/scenarios` exports; `export const options` adds
 * to its options. Every call evaluates the file again: building the metadata of TypeORM changes what it was built
 * from, so two DataSources must not share classes.
 */
export function loadDataSource(source: string, url: string, version: TypeormVersion = "typeorm"): DataSource {
  const file = join(output, relative(scenarioRoot, source).replace(/\.ts$/, ".js"));
  const exported = requireAfresh(file, version);
  const { options = {}, ...rest } = exported as { options?: Partial<DataSourceOptions> };
  const entities = Object.values(rest).filter(
    (value) => typeof value === "function" || isEntitySchema(value),
  );
  const typeorm = createRequire(__filename)(version) as typeof Typeorm;
  return new typeorm.DataSource({ type: "postgres", url, entities, ...options } as DataSourceOptions);
}

function isEntitySchema(value: unknown): boolean {
  return typeof value === "object" && value !== null && "@instanceof" in value;
}

type Resolve = (request: string, ...rest: unknown[]) => string;

/** The file says `typeorm`; which package that is, is decided here. */
function requireAfresh(file: string, version: TypeormVersion): object {
  const load = createRequire(file);
  const internals = Module as unknown as { _resolveFilename: Resolve };
  const original = internals._resolveFilename;
  internals._resolveFilename = (request, ...rest) =>
    original.call(Module, request === "typeorm" ? version : request, ...rest);
  try {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- that is how a module is loaded once more
    delete load.cache[load.resolve(file)];
    return load(file) as object;
  } finally {
    internals._resolveFilename = original;
  }
}

/**
 * Builds the schema as TypeORM's own `synchronize()` does, in an empty database; what it takes for granted (schemas)
 * is made before. The judge of the second law.
 */
export async function synchronize(dataSource: DataSource): Promise<void> {
  await dataSource.initialize();
  try {
    for (const schema of new Set(dataSource.entityMetadatas.map((entity) => entity.schema))) {
      if (schema === undefined) continue;
      await dataSource.query(`CREATE SCHEMA IF NOT EXISTS "${schema.replaceAll('"', '""')}"`);
    }
    // TypeORM synchronizes within one transaction, where an index cannot be built concurrently; the index is the same.
    for (const index of dataSource.entityMetadatas.flatMap((entity) => entity.indices))
      index.isConcurrent = false;
    await dataSource.synchronize();
  } finally {
    await dataSource.destroy();
  }
}
