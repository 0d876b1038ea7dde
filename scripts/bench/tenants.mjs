/**
 * A fleet: many schemas of one database, brought from nothing to the head by one command, one at a time and several, beside a
 * plain loop over the same statements on one connection; then the same command where nothing is to be done.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../workspace.mjs";

const revise = join(root, "packages/revise/bin/revise.js");

/** What the revisions do in every schema. */
const revisions = [
  `CREATE TABLE customer (id serial PRIMARY KEY, name text NOT NULL)`,
  `CREATE TABLE invoice (id serial PRIMARY KEY, "customerId" integer NOT NULL REFERENCES customer (id), total numeric(10, 2) NOT NULL)`,
  `CREATE INDEX invoice_customer ON invoice ("customerId")`,
];

/**
 * @param client a connection of `pg` to an empty database
 * @returns `{ name, milliseconds }` in order; the first is the plain loop
 */
export async function measureFleet(client, url, tenants) {
  const folder = writeProject(revisions);
  const figures = [];
  const note = async (name, work) => {
    const started = performance.now();
    await work();
    figures.push({ name, milliseconds: performance.now() - started });
  };
  const upgrade = (concurrency) => upgradeFleet(folder, url, concurrency);
  await createSchemas(client, tenants);
  await note("plain loop, one connection", () => loop(client, tenants));
  for (const concurrency of [1, 4, 8]) {
    await createSchemas(client, tenants);
    await note(`revise upgrade head, ${concurrency} at a time`, () => upgrade(concurrency));
  }
  await expectHead(client, tenants);
  await note("revise upgrade head again, 4 at a time", () => upgrade(4));
  return figures;
}

function writeProject(statements) {
  const folder = join(root, ".cache/bench/tenants");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "revisions/versions"), { recursive: true });
  const write = (file, text) => writeFileSync(join(folder, file), text);
  write("package.json", JSON.stringify({ name: "bench-tenants", private: true }));
  write(
    "revise.config.js",
    `module.exports = { dataSource: "./data-source.js", directory: "./revisions" };\n`,
  );
  write(
    "data-source.js",
    `const { DataSource } = require("typeorm");
exports.dataSource = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });\n`,
  );
  write(
    "revisions/env.js",
    `exports.default = async ({ query, forEach }) => {
  const rows = await query("SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'tenant%' ORDER BY 1");
  await forEach(rows.map(({ name }) => name), { concurrency: Number(process.env.CONCURRENCY) });
};\n`,
  );
  statements.forEach((sql, index) => {
    write(
      `revisions/versions/r${index}_step.js`,
      `/** step ${index} */
exports.revision = "r${index}";
exports.downRevision = ${index === 0 ? "null" : `"r${index - 1}"`};
exports.upgrade = (op) => op.execute(${JSON.stringify(sql)});
exports.downgrade = async () => {};\n`,
    );
  });
  return folder;
}

function upgradeFleet(folder, url, concurrency) {
  const { status, stderr } = spawnSync(process.execPath, [revise, "upgrade", "head", "-q"], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: url, CONCURRENCY: String(concurrency) },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`upgrade ended with ${status}:\n${stderr.slice(-2000)}`);
}

/** As a script of one's own does it, with the same statements, transactions and version rows. */
async function loop(client, tenants) {
  for (const schema of namesOf(tenants)) {
    await client.query(`SET search_path TO "${schema}"`);
    await client.query(`CREATE TABLE revise_version (version_num text PRIMARY KEY)`);
    for (const [index, sql] of revisions.entries()) {
      await client.query("BEGIN");
      await client.query(sql);
      await client.query(
        index === 0
          ? `INSERT INTO revise_version VALUES ('r0')`
          : `UPDATE revise_version SET version_num = 'r${index}'`,
      );
      await client.query("COMMIT");
    }
  }
  await client.query("RESET search_path");
}

async function createSchemas(client, tenants) {
  for (const schema of namesOf(tenants)) {
    await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await client.query(`CREATE SCHEMA ${schema}`);
  }
}

async function expectHead(client, tenants) {
  for (const schema of namesOf(tenants)) {
    const { rows } = await client.query(`SELECT version_num FROM ${schema}.revise_version`);
    if (rows[0]?.version_num !== `r${revisions.length - 1}`) throw new Error(`${schema} is not at the head`);
  }
}

function* namesOf(tenants) {
  for (let index = 1; index <= tenants; index++) yield `tenant_${String(index).padStart(5, "0")}`;
}
