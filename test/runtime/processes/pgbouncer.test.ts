/** Behind PgBouncer that pools by transaction. Skipped where it is not installed (`apt-get install pgbouncer`). */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChild } from "./start-child";
import { createScriptProject, idOf, type ScriptProject } from "./project";

const installed = spawnSync("pgbouncer", ["--version"]).status === 0;
if (!installed) console.warn("Skipped: pgbouncer is not installed.");

let database: TestDatabase;
let project: ScriptProject;
let bouncer: ChildProcess;
let folder: string;
let url: URL;

beforeAll(async () => {
  if (!installed) return;
  database = await createDatabase("pooled");
  project = createScriptProject(
    [0, 1, 2].map((index) => ({
      up: `await op.execute("INSERT INTO runs VALUES ($1)", ["${idOf(index)}"]);
        await op.execute("CREATE TABLE t${String(index)} (id integer)");
        await op.execute("ALTER TABLE t${String(index)} ADD COLUMN x integer");
        ${index === 1 ? 'await op.execute("CREATE INDEX CONCURRENTLY t1_id ON t1 (id)");' : ""}
        await op.execute("SELECT pg_sleep(0.1)");`,
      down: "",
    })),
  );
  url = await startBouncer(new URL(database.url));
});
afterAll(async () => {
  if (!installed) return;
  bouncer.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
  project.remove();
  await database.drop();
});

async function startBouncer(server: URL): Promise<URL> {
  const port = await freePort();
  folder = mkdtempSync(join(tmpdir(), "revise-pgbouncer-"));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, "users.txt"), '"postgres" ""\n');
  writeFileSync(
    join(folder, "pgbouncer.ini"),
    `[databases]
* = host=${server.hostname} port=${server.port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${String(port)}
unix_socket_dir =
auth_type = trust
auth_file = ${folder}/users.txt
pool_mode = transaction
default_pool_size = 4
`,
  );
  const uid = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  bouncer = spawn("pgbouncer", ["-q", join(folder, "pgbouncer.ini")], { stdio: "ignore", ...uid });
  const pooled = new URL(server);
  pooled.port = String(port);
  for (let tries = 0; tries < 100; tries += 1) {
    const client = new Client({ connectionString: pooled.href });
    try {
      await client.connect();
      await client.end();
      return pooled;
    } catch {
      await new Promise((next) => setTimeout(next, 50));
    }
  }
  throw new Error("PgBouncer did not start.");
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
}

describe.skipIf(!installed)("behind PgBouncer's transaction pooling", () => {
  it("runs each revision once, however many processes there are, and leaves nothing in the pool", async () => {
    await database.query("CREATE TABLE runs (id text)");
    const children = await Promise.all([1, 2, 3, 4, 5, 6].map(() => startChild({ DATABASE_URL: url.href })));
    const options = { cwd: project.directory, target: "head" };
    const outcomes = await Promise.all(children.map((child) => child.run("upgrade", options)));
    for (const child of children) child.kill();
    expect(outcomes.filter((one) => one?.failed !== null)).toEqual([]);
    const ids = [0, 1, 2].map((index) => ({ id: idOf(index) }));
    expect(await database.query("SELECT id FROM runs ORDER BY id")).toEqual(ids);
    expect(
      await database.query(
        "SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indrelid = 't1'::regclass AND indisvalid",
      ),
    ).toEqual([{ name: "t1_id" }]);
    expect(
      await database.query(
        "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
      ),
    ).toEqual([]);

    const clients = [1, 2, 3, 4].map(() => new Client({ connectionString: url.href }));
    for (const client of clients) {
      await client.connect();
      await client.query("BEGIN");
      const { rows } = await client.query(
        "SELECT current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement",
      );
      expect(rows).toEqual([{ lock: "0", statement: "0" }]);
    }
    for (const client of clients) await client.end();
  });
});
