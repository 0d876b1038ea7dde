/** The commands as functions of a program: with its DataSource, beside its own work, twice at once. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { DataSource, EntitySchema, EntitySchemaOptions, type DataSourceOptions } from "typeorm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import {
  check,
  compareMetadata,
  current,
  downgrade,
  produceRevision,
  renderRevision,
  revision,
  revisionDirectory,
  stamp,
  upgrade,
  type CommandEvent,
} from "../../packages/revise/src";

const City = new EntitySchema(
  Object.assign(new EntitySchemaOptions<object>(), {
    name: "City",
    tableName: "city",
    columns: {
      id: { type: Number, primary: true, generated: true },
      name: { type: "varchar", length: 40 },
    },
  }),
);

const file = (id: string, parent: string | null, up: string, down: string): string => `/** ${id} */
export const revision = "${id}";
export const downRevision = ${JSON.stringify(parent)};
export const branchLabels = null;
export const dependsOn = null;
export async function upgrade(op) { await op.execute(${JSON.stringify(up)}); }
export async function downgrade(op) { await op.execute(${JSON.stringify(down)}); }
`;

let databases: readonly [TestDatabase, TestDatabase];
let directory: string;

beforeAll(async () => {
  databases = await Promise.all([createDatabase("api"), createDatabase("api_two")]);
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.drop()));
});
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "revise-api-"));
  const versions = join(directory, "revisions/versions");
  mkdirSync(versions, { recursive: true });
  writeFileSync(join(versions, "a1_one.ts"), file("a1", null, "CREATE TABLE one (id int)", "DROP TABLE one"));
  writeFileSync(join(versions, "a2_two.ts"), file("a2", "a1", "CREATE TABLE two (id int)", "DROP TABLE two"));
});
const sources: DataSource[] = [];
afterEach(async () => {
  for (const source of sources.splice(0)) if (source.isInitialized) await source.destroy();
  for (const database of databases) {
    await database.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  }
  rmSync(directory, { recursive: true });
});

function source(url = databases[0].url, options: Partial<DataSourceOptions> = {}): DataSource {
  const made = new DataSource({
    type: "postgres",
    url,
    entities: [City],
    extra: { application_name: "the app" },
    ...options,
  } as DataSourceOptions);
  sources.push(made);
  return made;
}

const config = { directory: "./revisions" };

async function connections(): Promise<number> {
  const [row] = await databases[0].query<{ n: number }>(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'the app'",
  );
  return row?.n ?? 0;
}

describe("a DataSource of the program", () => {
  it("stays open and goes on with its own transaction when it is initialized", async () => {
    const dataSource = await source().initialize();
    const own = dataSource.createQueryRunner();
    await own.query("CREATE TABLE note (text text)");
    await own.startTransaction();
    await own.query("INSERT INTO note VALUES ('not yet')");

    const { steps } = await upgrade({ target: "head", dataSource, config, cwd: directory });
    expect(steps.map((step) => step.revision)).toEqual(["a1", "a2"]);
    expect(dataSource.isInitialized).toBe(true);
    expect(own.isTransactionActive).toBe(true);
    expect(await own.query("SELECT text FROM note")).toEqual([{ text: "not yet" }]);
    await own.rollbackTransaction();
    expect(await own.query("SELECT text FROM note")).toEqual([]);
    await own.release();
    expect(await dataSource.query("SHOW lock_timeout")).toEqual([{ lock_timeout: "0" }]);
  });

  it("leaves no connection behind when it is not initialized, and can be initialized afterwards", async () => {
    const dataSource = source();
    await upgrade({ target: "head", dataSource, config, cwd: directory });
    expect(dataSource.isInitialized).toBe(false);
    await expect.poll(connections).toBe(0);
    await dataSource.initialize();
    expect(await dataSource.query("SELECT * FROM revise_version")).toEqual([{ version_num: "a2" }]);
  });

  it("gets its pool back as small as it was", async () => {
    const dataSource = await source(undefined, { extra: { max: 1 } }).initialize();
    await upgrade({ target: "head", dataSource, config, cwd: directory });
    expect(
      (dataSource.driver as unknown as { master: { options: { max: number } } }).master.options.max,
    ).toBe(1);
  });

  it("may be initialized while a command runs on it", async () => {
    const dataSource = source();
    await Promise.all([
      upgrade({ target: "head", dataSource, config, cwd: directory }),
      dataSource.initialize(),
    ]);
    expect(dataSource.isInitialized).toBe(true);
    expect(await dataSource.query("SELECT * FROM revise_version")).toEqual([{ version_num: "a2" }]);
    await dataSource.destroy();
    await expect.poll(connections).toBe(0);
  });

  it("is used instead of the one of the configuration, and needs none", async () => {
    const dataSource = source();
    writeFileSync(join(directory, "revise.config.js"), "module.exports = { dataSource: './nowhere.js' };");
    const state = await current({ dataSource, cwd: directory });
    expect(state.revisions).toEqual([]);
    rmSync(join(directory, "revise.config.js"));
    expect((await current({ dataSource, cwd: directory })).missingHeads).toEqual(["a2"]);
    await expect(current({ cwd: directory })).rejects.toMatchObject({ code: "config-not-found" });
  });
});

describe("a configuration as an object", () => {
  it("takes everything that a file may say, and a function of the call", async () => {
    const dataSource = await source().initialize();
    await upgrade({ target: "a1", config: { ...config, dataSource, versionTable: "own" }, cwd: directory });
    expect(dataSource.isInitialized).toBe(true);
    const state = await current({
      config: ({ command, x }) => ({ ...config, dataSource, versionTable: `${command}_${x["which"] ?? ""}` }),
      x: { which: "b" },
      cwd: directory,
    });
    expect(state.revisions).toEqual([]);
    expect(await dataSource.query("SELECT * FROM own")).toEqual([{ version_num: "a1" }]);
  });

  it("names the option that is wrong", async () => {
    const wrong = { dircetory: "x" } as unknown as typeof config;
    await expect(current({ config: wrong, dataSource: source(), cwd: directory })).rejects.toMatchObject({
      code: "config-invalid",
      message: expect.stringContaining("dircetory") as string,
    });
  });
});

describe("a program", () => {
  it("hears of each step, and nothing is printed and no exit code set", async () => {
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const complain = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const events: CommandEvent[] = [];
    const options = {
      dataSource: source(),
      config,
      cwd: directory,
      onEvent: (event: CommandEvent) => events.push(event),
    };
    await upgrade({ ...options, target: "head" });
    await expect(downgrade({ ...options, target: "nowhere" })).rejects.toMatchObject({
      code: "unknown-revision",
    });
    const [printed, complained] = [write.mock.calls.length, complain.mock.calls.length];
    write.mockRestore();
    complain.mockRestore();
    expect([printed, complained]).toEqual([0, 0]);
    expect(process.exitCode).toBeUndefined();
    expect(events.filter(({ kind }) => kind === "step")).toEqual([
      { kind: "step", direction: "upgrade", from: [], to: ["a1"], revision: "a1", message: "a1" },
      { kind: "step", direction: "upgrade", from: ["a1"], to: ["a2"], revision: "a2", message: "a2" },
    ]);
  });

  it("may run the same command several times at once, on one DataSource and on many", async () => {
    const shared = source();
    const [first, second, third, other] = await Promise.all([
      upgrade({ target: "head", dataSource: shared, config, cwd: directory }),
      upgrade({ target: "head", dataSource: shared, config, cwd: directory }),
      upgrade({ target: "head", dataSource: source(), config, cwd: directory }),
      upgrade({ target: "a1", dataSource: source(databases[1].url), config, cwd: directory }),
    ]);
    expect([first, second, third].flatMap(({ steps }) => steps.map((step) => step.revision)).sort()).toEqual([
      "a1",
      "a2",
    ]);
    expect(other.steps).toHaveLength(1);
    await expect.poll(connections).toBe(0);
    expect(await databases[1].query("SELECT * FROM revise_version")).toEqual([{ version_num: "a1" }]);
  });
});

describe("the difference as data", () => {
  it("is compared wherever the database is, as operations and as SQL", async () => {
    const dataSource = source();
    const found = await compareMetadata({ dataSource, config, cwd: directory });
    expect(found.upgrade.map(({ kind }) => kind)).toEqual(["createTable"]);
    expect(found.downgrade.map(({ kind }) => kind)).toEqual(["dropTable"]);
    expect(found.sql).toContain('CREATE TABLE "city"');
    await expect(check({ dataSource, config, cwd: directory })).rejects.toMatchObject({
      code: "database-not-up-to-date",
    });
  });

  it("becomes a revision that is not written, and one that is", async () => {
    const options = { dataSource: source(), config, cwd: directory };
    await stamp({ ...options, revisions: ["head"] });
    const asked = { ...options, autogenerate: true, message: "add city", revisionId: "a3" };
    const { files, directives } = await produceRevision(asked);
    expect(readdirSync(join(directory, "revisions/versions"))).toHaveLength(2);
    expect(directives[0]).toMatchObject({ id: "a3", message: "add city", head: ["a2"] });
    expect(files).toHaveLength(1);
    const { createDate } = /Create Date: (?<createDate>.*)/.exec(files[0]?.text ?? "")?.groups ?? {};
    const rendered = await renderRevision({
      revision: "a3",
      downRevision: "a2",
      message: "add city",
      createDate: createDate ?? "",
      upgrade: directives[0]?.upgrade ?? [],
      downgrade: directives[0]?.downgrade ?? [],
    });
    expect(rendered).toBe(files[0]?.text);

    const written = await revision(asked);
    expect(written.path).toBe(files[0]?.path);
    await upgrade({ ...options, target: "head" });
    expect((await check(options)).comparison.changes).toEqual([]);
    expect((await compareMetadata(options)).upgrade).toEqual([]);
  });
});

describe("revisionDirectory", () => {
  it("answers about files and graph without a database", async () => {
    const found = await revisionDirectory({ dataSource: source(), config, cwd: directory });
    expect(found.directory).toBe(join(directory, "revisions"));
    expect(found.heads.map(({ id }) => id)).toEqual(["a2"]);
    expect(found.bases.map(({ id }) => id)).toEqual(["a1"]);
    expect(found.history().map(({ id }) => id)).toEqual(["a2", "a1"]);
    expect(found.history("a2:")).toHaveLength(1);
    expect(found.get("head-1")).toMatchObject({ id: "a1", children: ["a2"], isCurrent: false });
    expect(found.get("current", ["a1"])).toMatchObject({ id: "a1", isCurrent: true });
    expect(found.find("base")).toEqual([]);
    expect(found.current(["a1"]).map(({ id }) => id)).toEqual(["a1"]);
    expect(found.planUpgrade("+1", ["a1"])).toEqual([
      { direction: "upgrade", revision: "a2", from: ["a1"], to: ["a2"], message: "a2" },
    ]);
    expect(found.planDowngrade("base", ["a2"]).map((step) => step.revision)).toEqual(["a2", "a1"]);
    expect(found.planStamp(["a1"], ["a2"])).toHaveLength(1);
    expect(() => found.current(["gone"])).toThrow(/gone/);
  });

  it("names the files that it can't read", async () => {
    const broken = join(directory, "revisions/versions/broken.ts");
    writeFileSync(broken, "export const nothing = 1;");
    const found = await revisionDirectory({ dataSource: source(), config, cwd: directory });
    expect(found.broken).toEqual([{ path: broken, reason: "it exports no `revision`" }]);
  });
});
