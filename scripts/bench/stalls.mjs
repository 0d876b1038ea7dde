/**
 * How long other clients stand still while a change of a table waits for a transaction that uses it: `revise`, which waits
 * one second at a time, beside a migration of TypeORM and one of Alembic, which wait in line. The clients are `pgbench`
 * where it is installed; Alembic is the real one where Python has it.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { root } from "../workspace.mjs";

const folder = join(root, ".cache/bench-stalls");
const change = 'ALTER TABLE "account" ADD COLUMN "note" text';
const query = 'SELECT * FROM "account" WHERE "id" = 7';
const readers = 4;
/** Queries of all readers in a second. */
const rate = 200;

const python = process.env["PYTHON"] ?? "python3";
const hasAlembic = spawnSync(python, ["-c", "import alembic, psycopg2"]).status === 0;
const hasPgbench = spawnSync("pgbench", ["--version"]).status === 0;

/** Who reads meanwhile. */
export const clients = hasPgbench ? "pgbench" : "readers of our own; pgbench is not installed";

/**
 * @param url a database that is ours alone
 * @param seconds that the transaction stays open
 * @returns `{ name, longest, reads, done }` in order; times in milliseconds
 */
export async function measureStalls(url, seconds) {
  writeProject();
  const alembic = hasAlembic
    ? ["alembic upgrade", python, ["-m", "alembic", "upgrade", "head"]]
    : ["alembic (its statements; Python has none)", process.execPath, [join(folder, "alembic.js")]];
  const variants = [
    [
      "revise upgrade",
      process.execPath,
      [join(root, "packages/revise/bin/revise.js"), "upgrade", "head", "-q"],
    ],
    ["typeorm migration", process.execPath, [join(folder, "typeorm.js")]],
    alembic,
  ];
  const figures = [];
  try {
    for (const [name, program, args] of variants)
      figures.push({ name, ...(await measure(url, seconds, program, args)) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return figures;
}

/** Starts the command beside readers and an open transaction, and watches the readers until all is done. */
async function measure(url, seconds, program, args) {
  const setup = await connect(url);
  await setup.query('DROP TABLE IF EXISTS "account", "revise_version", "migrations", "alembic_version"');
  await setup.query('CREATE TABLE "account" AS SELECT g AS "id" FROM generate_series(1, 1000) g');
  const holder = await connect(url);
  await holder.query("BEGIN");
  await holder.query('SELECT count(*) FROM "account"');

  const watching = hasPgbench ? runPgbench(url, seconds * 2) : runReaders(url, seconds * 2);
  const started = performance.now();
  const released = sleep(seconds * 1000).then(() => holder.query("COMMIT"));
  const code = await execute(program, args, url);
  const done = performance.now() - started;
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`);
  await released;
  const watched = await watching;
  const { rows } = await setup.query('SELECT * FROM "account" LIMIT 1');
  if (!("note" in rows[0])) throw new Error(`${args[0]} did not change the table`);
  await Promise.all([setup.end(), holder.end()]);
  return { ...watched, done };
}

/** At a fixed rate: a query that has to wait for those before it has waited as long, as a user has. */
async function runPgbench(url, seconds) {
  const log = join(folder, "pgbench_log");
  const script = join(folder, "read.sql");
  writeFileSync(script, `${query};\n`);
  const options = ["-n", "-c", readers, "-j", "1", "-R", rate, "-T", seconds, "-l", "--log-prefix", log];
  const code = await execute("pgbench", [...options.map(String), "-f", script, url], url, "ignore");
  if (code !== 0) throw new Error(`pgbench ended with ${code}`);
  const lines = readdirSync(folder)
    .filter((name) => name.startsWith("pgbench_log"))
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      rmSync(join(folder, name));
      return text.trim().split("\n");
    });
  // client, transaction, microseconds …
  const times = lines.map((line) => Number(line.split(" ")[2]) / 1000);
  return { longest: Math.max(...times), reads: times.length };
}

async function runReaders(url, seconds) {
  const watch = { longest: 0, reads: 0 };
  const end = performance.now() + seconds * 1000;
  const read = async () => {
    const client = await connect(url);
    while (performance.now() < end) {
      const started = performance.now();
      await client.query(query);
      watch.longest = Math.max(watch.longest, performance.now() - started);
      watch.reads += 1;
      await sleep((1000 * readers) / rate);
    }
    await client.end();
  };
  await Promise.all(Array.from({ length: readers }, read));
  return watch;
}

async function connect(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

function execute(program, args, url, output = "inherit") {
  return new Promise((settle, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...process.env, DATABASE_URL: url },
      stdio: ["ignore", output, output],
    });
    child.on("error", reject).on("close", settle);
  });
}

function writeProject() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "revisions/versions"), { recursive: true });
  mkdirSync(join(folder, "alembic/versions"), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
}

const files = {
  "package.json": '{ "type": "commonjs" }',
  "data-source.js": `const { DataSource, EntitySchema } = require("typeorm");
class AddNote1700000000000 {
  async up(queryRunner) { await queryRunner.query(${JSON.stringify(change)}); }
  async down() {}
}
const Account = new EntitySchema({ name: "account", columns: { id: { type: Number, primary: true } } });
exports.AppDataSource = new DataSource({ type: "postgres", url: process.env.DATABASE_URL, entities: [Account], migrations: [AddNote1700000000000] });
`,
  "typeorm.js": `const { AppDataSource } = require("./data-source.js");
AppDataSource.initialize().then(async () => { await AppDataSource.runMigrations(); await AppDataSource.destroy(); });
`,
  "revise.config.js": 'module.exports = { dataSource: "./data-source.js", directory: "./revisions" };\n',
  "revisions/versions/a1_add_note.js": `exports.revision = "a1";
exports.downRevision = null;
exports.upgrade = async (op) => { await op.execute(${JSON.stringify(change)}); };
exports.downgrade = async () => {};
`,
  "alembic.ini": "[alembic]\nscript_location = alembic\n",
  "alembic/script.py.mako": "",
  // As \`alembic init\` writes it.
  "alembic/env.py": `import os
from alembic import context
from sqlalchemy import create_engine, pool

engine = create_engine(os.environ["DATABASE_URL"].replace("postgres://", "postgresql+psycopg2://"), poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=None)
    with context.begin_transaction():
        context.run_migrations()
`,
  "alembic/versions/a1_add_note.py": `from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    op.execute(${JSON.stringify(change)})
`,
  // What it sends: one transaction around the run, and no limit of locks.
  "alembic.js": `const { Client } = require("pg");
const client = new Client({ connectionString: process.env.DATABASE_URL });
(async () => {
  await client.connect();
  for (const sql of [
    "BEGIN",
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))",
    ${JSON.stringify(change)},
    "INSERT INTO alembic_version (version_num) VALUES ('a1')",
    "COMMIT",
  ]) await client.query(sql);
  await client.end();
})();
`,
};

/** The figures as lines. */
export function stallLines(figures) {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures.map(
    ({ name, longest, reads, done }) =>
      `  ${name.padEnd(width)}  longest stall of a reader ${longest.toFixed(0).padStart(6)} ms   reads ${String(reads).padStart(6)}   changed after ${(done / 1000).toFixed(1).padStart(5)} s`,
  );
}
