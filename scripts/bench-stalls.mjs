/**
 * How long other clients stand still while a change of a table waits for a transaction that uses it: `revise`, which waits
 * one second at a time, beside a migration of TypeORM, which waits in line (as Alembic's do). `npm run bench:stalls`.
 */
import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build, install, root } from "./workspace.mjs";

/** Seconds that the transaction stays open, and clients that read meanwhile. */
const seconds = Number(process.argv[2] ?? "8");
const readers = 4;

install();
build();
const require = createRequire(join(root, "packages/testkit/package.json"));
const { startPostgres } = require(".");
const { Client } = require("pg");

const folder = join(root, ".cache/bench-stalls");
const change = 'ALTER TABLE "account" ADD COLUMN "note" text';
const server = await startPostgres();
try {
  writeProject();
  const rows = [
    ["revise upgrade", await measure([join(root, "packages/revise/bin/revise.js"), "upgrade", "head", "-q"])],
    ["typeorm migration", await measure([join(folder, "typeorm.js")])],
  ];
  console.log(
    `\nA transaction of ${seconds} s on the table, ${readers} clients that read it, one ALTER TABLE:\n`,
  );
  for (const [name, { longest, reads, done }] of rows) {
    console.log(
      `  ${name.padEnd(20)} longest stall of a reader ${longest.toFixed(0).padStart(6)} ms   reads ${String(reads).padStart(6)}   changed after ${(done / 1000).toFixed(1).padStart(5)} s`,
    );
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Starts the command beside readers and an open transaction, and watches the readers until all is done. */
async function measure(args) {
  const setup = await connect();
  await setup.query('DROP TABLE IF EXISTS "account", "revise_version", "migrations"');
  await setup.query('CREATE TABLE "account" AS SELECT g AS "id" FROM generate_series(1, 1000) g');
  const holder = await connect();
  await holder.query("BEGIN");
  await holder.query('SELECT count(*) FROM "account"');

  const watch = { running: true, longest: 0, reads: 0 };
  const loops = Array.from({ length: readers }, () => read(watch));
  const started = performance.now();
  const released = sleep(seconds * 1000).then(() => holder.query("COMMIT"));
  const code = await execute(args);
  const done = performance.now() - started;
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`);
  await released;
  watch.running = false;
  await Promise.all(loops);
  await Promise.all([setup.end(), holder.end()]);
  return { ...watch, done };
}

async function read(watch) {
  const client = await connect();
  while (watch.running) {
    const started = performance.now();
    await client.query('SELECT * FROM "account" WHERE "id" = 7');
    watch.longest = Math.max(watch.longest, performance.now() - started);
    watch.reads += 1;
    await sleep(5);
  }
  await client.end();
}

async function connect() {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  return client;
}

function execute(args) {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { ...process.env, DATABASE_URL: server.url },
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", reject).on("close", settle);
  });
}

function writeProject() {
  mkdirSync(join(folder, "revisions/versions"), { recursive: true });
  const write = (file, text) => writeFileSync(join(folder, file), text);
  write("package.json", '{ "type": "commonjs" }');
  write(
    "data-source.js",
    `const { DataSource, EntitySchema } = require("typeorm");
class AddNote1700000000000 {
  async up(queryRunner) { await queryRunner.query(${JSON.stringify(change)}); }
  async down() {}
}
const Account = new EntitySchema({ name: "account", columns: { id: { type: Number, primary: true } } });
exports.AppDataSource = new DataSource({ type: "postgres", url: process.env.DATABASE_URL, entities: [Account], migrations: [AddNote1700000000000] });
`,
  );
  write(
    "typeorm.js",
    `const { AppDataSource } = require("./data-source.js");
AppDataSource.initialize().then(async () => { await AppDataSource.runMigrations(); await AppDataSource.destroy(); });
`,
  );
  write(
    "revise.config.js",
    'module.exports = { dataSource: "./data-source.js", directory: "./revisions" };\n',
  );
  write(
    "revisions/versions/a1_add_note.js",
    `exports.revision = "a1";
exports.downRevision = null;
exports.upgrade = async (op) => { await op.execute(${JSON.stringify(change)}); };
exports.downgrade = async () => {};
`,
  );
}
