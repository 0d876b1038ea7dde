/** A graph whose revisions are functions, run against a database of the test. */
import type { TestDatabase } from "@revise/testkit";
import { beforeEach } from "vitest";
import type { Database } from "../../packages/revise/src/dialect/connection";
import { postgres } from "../../packages/revise/src/dialects/postgres/dialect";
import type { Vocabulary } from "../../packages/revise/src/operations/vocabulary";
import { ReviseError } from "../../packages/revise/src/errors";
import type { RevisionGraph } from "../../packages/revise/src/revisions/graph";
import type { LoadedRevision, RevisionFunction } from "../../packages/revise/src/revisions/load";
import { planDowngrade, planUpgrade } from "../../packages/revise/src/revisions/plan";
import type { Revision } from "../../packages/revise/src/revisions/revision";
import type { Step } from "../../packages/revise/src/revisions/step";
import type { MigrateResult } from "../../packages/revise/src/runtime/migrate";
import type { MigrateOptions } from "../../packages/revise/src/runtime/migrate-options";
import { migrate } from "../../packages/revise/src/runtime/migrate";
import { offlineScript } from "../../packages/revise/src/runtime/offline";
import { useDatabase } from "../dialects/postgres/fixture";
import { draw } from "../revisions/draw";

export const versionTable = { schema: null, name: "revise_version" };

export interface Body {
  readonly up?: RevisionFunction;
  readonly down?: RevisionFunction | null;
  readonly transaction?: LoadedRevision["transaction"];
  readonly limits?: LoadedRevision["limits"];
  readonly vocabulary?: Vocabulary;
}

export function loader(
  bodies: Readonly<Record<string, Body>>,
): (revision: Revision) => Promise<LoadedRevision> {
  return ({ id }) => {
    const body = bodies[id] ?? {};
    return Promise.resolve({
      upgrade: body.up ?? ((): void => undefined),
      downgrade: body.down === undefined ? (): void => undefined : body.down,
      transaction: body.transaction ?? null,
      limits: body.limits ?? {},
      ...(body.vocabulary && { vocabulary: body.vocabulary }),
    });
  };
}

/** A database for the file; each test finds it empty. */
export function useEmptyDatabase(name: string): () => TestDatabase {
  const database = useDatabase(name);
  beforeEach(async () => {
    await database().query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  });
  return database;
}

export function databaseOf(database: TestDatabase): Database {
  return { connect: () => database.connection(), displayUrl: database.url, close: () => Promise.resolve() };
}

export interface Setting {
  readonly database: TestDatabase;
  readonly graph: RevisionGraph;
  readonly bodies: Readonly<Record<string, Body>>;
}

export function upgrade(
  setting: Setting,
  target = "heads",
  options: Partial<MigrateOptions> = {},
): Promise<MigrateResult> {
  return run(setting, (rows) => planUpgrade(setting.graph, rows, target), options);
}

export function downgrade(
  setting: Setting,
  target: string,
  options: Partial<MigrateOptions> = {},
): Promise<MigrateResult> {
  return run(setting, (rows) => planDowngrade(setting.graph, rows, target), options);
}

export function run(
  { database, bodies }: Setting,
  plan: (rows: readonly string[]) => readonly Step[],
  options: Partial<MigrateOptions> = {},
): Promise<MigrateResult> {
  return migrate({
    database: databaseOf(database),
    dialect: postgres,
    versionTable,
    transaction: "per-revision",
    lockTimeout: 20_000,
    statementTimeout: null,
    lockRetry: null,
    history: null,
    plan,
    load: loader(bodies),
    ...options,
  });
}

export function script(
  { bodies }: Pick<Setting, "bodies">,
  steps: readonly Step[],
  options: Partial<Parameters<typeof offlineScript>[0]> = {},
): Promise<string> {
  return offlineScript({
    dialect: postgres,
    versionTable,
    transaction: "per-revision",
    limits: { lockTimeout: null, statementTimeout: null, lockRetry: null },
    history: null,
    steps,
    load: loader(bodies),
    fromBase: true,
    ...options,
  });
}

export async function rowsOf(database: TestDatabase): Promise<string[]> {
  const rows = await database.query<{ version_num: string }>(
    "SELECT version_num FROM revise_version ORDER BY 1",
  );
  return rows.map((row) => row.version_num);
}

export async function tablesOf(database: TestDatabase): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
  );
  return rows.map((row) => row.name);
}

export const line = draw("a1:\n a2: a1\n a3: a2");

export const table = (name: string): Body => ({
  up: async (op) => {
    await op.execute(`CREATE TABLE ${name} (id integer)`);
  },
  down: async (op) => {
    await op.execute(`DROP TABLE ${name}`);
  },
});
export const three = { a1: table("one"), a2: table("two"), a3: table("three") };

export async function failure(work: Promise<unknown>): Promise<ReviseError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ReviseError) return error;
    throw error;
  }
  throw new Error("It did not fail.");
}
