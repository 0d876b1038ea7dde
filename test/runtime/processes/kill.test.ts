/**
 * `kill -9` of a real process at the statements of a run, before one arrives or before its answer does, and at random
 * instants. Whatever it was, the next run ends where an undisturbed one ends. A sample here; every statement and more
 * instants by `npm run test:processes`.
 */
import { createDatabase, describeCatalog, pgDump, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChild } from "./start-child";
import { createScriptProject, type RevisionText, type ScriptProject } from "./project";
import { startProxy, type Moment, type Proxy } from "./proxy";

const everyStatement = process.env["REVISE_KILL_EVERY"] === "1";
const instants = Number(process.env["REVISE_KILL_INSTANTS"] ?? "3");

const revisions: readonly RevisionText[] = [
  {
    up: `await op.execute("CREATE TYPE mood AS ENUM ('sad')");
      await op.execute("CREATE TABLE person (id integer, mood mood, age integer NOT NULL DEFAULT 0)");
      await op.execute("INSERT INTO person SELECT generate_series(1, 2000), 'sad'");
      await op.execute("CREATE TABLE event (at date) PARTITION BY RANGE (at)");
      await op.execute("CREATE TABLE old_event PARTITION OF event FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')");`,
    down: `await op.execute("DROP TABLE person, event");
      await op.execute("DROP TABLE IF EXISTS old_event");
      await op.execute("DROP TYPE mood");`,
  },
  {
    up: `await op.addEnumValue("mood", "happy");
      await op.execute("UPDATE person SET mood = 'happy', age = age + 1 WHERE id < 1000");
      await op.createIndex("person", { name: "person_age", columns: ["age"], concurrently: true });
      await op.execute("ALTER TYPE mood ADD VALUE 'calm'; CREATE UNIQUE INDEX CONCURRENTLY person_id ON person (id)");
      await op.autocommit(async () => {
        await op.execute("INSERT INTO person VALUES (0, 'calm', 7)");
        await op.execute("UPDATE person SET age = age + 1");
      });
      await op.execute("REINDEX TABLE CONCURRENTLY person");
      await op.execute("ALTER TABLE event DETACH PARTITION old_event CONCURRENTLY");
      await op.execute("VACUUM person");`,
    down: `await op.execute("ALTER TABLE event ATTACH PARTITION old_event FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')");
      await op.execute("DROP INDEX CONCURRENTLY person_id");
      await op.dropIndex("person", "person_age", { concurrently: true });
      await op.execute("DELETE FROM person WHERE id = 0");`,
  },
];

let database: TestDatabase;
let proxy: Proxy;
let project: ScriptProject;
beforeAll(async () => {
  database = await createDatabase("kill");
  proxy = await startProxy(database.url);
  project = createScriptProject(revisions);
});
afterAll(async () => {
  await proxy.close();
  project.remove();
  await database.drop();
});

async function clean(): Promise<void> {
  await database.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
}

async function run(command: "upgrade" | "downgrade", act?: (kill: () => void) => void): Promise<boolean> {
  const child = await startChild({ DATABASE_URL: proxy.url });
  const target = command === "upgrade" ? "head" : "base";
  act?.(child.kill);
  const outcome = await child.run(command, { cwd: project.directory, target });
  child.kill();
  expect(outcome?.failed ?? null).toBeNull();
  return outcome !== null;
}

async function state(): Promise<unknown> {
  return {
    dump: await pgDump(database.url),
    catalog: await describeCatalog(database.url),
    rows: await database.query("SELECT id, mood::text, age FROM person ORDER BY id").catch(() => "no table"),
    versions: await database.query("SELECT version_num FROM revise_version"),
    leftovers: await database.query("SELECT relname FROM pg_class WHERE relname ~ '_progress$|_cc(new|old)'"),
    invalid: await database.query("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"),
    locks: await database.query(
      "SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    ),
  };
}

interface Undisturbed {
  readonly statements: number;
  readonly state: unknown;
  readonly milliseconds: number;
}

async function undisturbed(command: "upgrade" | "downgrade"): Promise<Undisturbed> {
  proxy.reset();
  const started = performance.now();
  expect(await run(command)).toBe(true);
  const milliseconds = performance.now() - started;
  return { statements: proxy.statements, state: await state(), milliseconds };
}

/** All statements, or some that are spread over the run, other ones each day of the year. */
function chosen(statements: number): readonly number[] {
  const all = Array.from({ length: statements }, (_, index) => index + 1);
  if (everyStatement) return all;
  const step = Math.ceil(statements / 6);
  const offset = Math.floor(Date.now() / 86_400_000) % step;
  return all.filter((number) => number % step === offset);
}

describe.each(["upgrade", "downgrade"] as const)("a killed %s", (command) => {
  const timeout = everyStatement ? 3_600_000 : 300_000;
  let whole: Undisturbed;

  async function prepare(): Promise<void> {
    await clean();
    proxy.reset();
    if (command === "downgrade") await run("upgrade");
  }

  it(
    "is finished by the next one, at whichever statement it died",
    async () => {
      await prepare();
      whole = await undisturbed(command);
      expect(whole.state).toMatchObject({ leftovers: [], invalid: [], locks: [{ count: 0 }] });
      for (const statement of chosen(whole.statements)) {
        const moments: readonly Moment[] = everyStatement
          ? ["before", "after"]
          : [statement % 4 < 2 ? "before" : "after"];
        for (const moment of moments) {
          await prepare();
          const finished = await run(command, (kill) => {
            proxy.reset({ statement, moment, act: kill });
          });
          proxy.reset();
          await run(command);
          expect(await state(), `killed ${moment} statement ${String(statement)}`).toEqual(whole.state);
          if (finished) break;
        }
      }
    },
    timeout,
  );

  it(
    "is finished by the next one, at whichever instant it died",
    async () => {
      for (let round = 0; round < instants; round += 1) {
        await prepare();
        const instant = Math.random() * whole.milliseconds * 0.8;
        await run(command, (kill) => setTimeout(kill, instant));
        await run(command);
        expect(await state(), `killed after ${instant.toFixed(1)} ms`).toEqual(whole.state);
      }
    },
    timeout,
  );
});
