/**
 * The main job on a small project, in sight: entities → revision → review → database, then a change of the entities.
 * The PostgreSQL server comes from npm and lives as long as this script.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build, install, root } from "./workspace.mjs";

install();
build();

const require = createRequire(join(root, "packages/revise/package.json"));
const { startPostgres } = require("../testkit");
const { createTwoFilesPatch } = require("diff");
const { Client } = require("pg");

const project = join(root, ".cache/demo");
rmSync(project, { recursive: true, force: true });
mkdirSync(project, { recursive: true });
cpSync(join(root, "fixtures/projects/demo"), project, { recursive: true });

say("A PostgreSQL server from npm, for this demo alone");
const server = await startPostgres();
const url = server.url;
console.log(url);
let failed = false;
try {
  say("The entities of a small shop");
  show("src/entities/user.ts");
  show("src/entities/order.ts");

  say("Compare them with the empty database, and write the difference as a revision");
  revise("--autogenerate", "-m", "create shop");
  show(newestRevision());

  say("Apply it");
  revise("upgrade", "head");
  await query(`INSERT INTO "user" (name) VALUES ('Ada'), ('Grace')`);
  await query(`INSERT INTO "order" (total, "customerId") VALUES (12.50, 1), (99.00, 2)`);

  say("Now the entities change");
  for (const name of ["user.ts", "order.ts"]) change(name);

  say("Autogenerate finds the smallest set of alterations; nothing is dropped that can be altered");
  revise("--autogenerate", "-m", "add email and drafts");
  show(newestRevision());

  say("Review what it would run, then run it");
  revise("upgrade", "head", "--dry-run");
  revise("upgrade", "head");

  say("The rows are still there, and the table is as the entities say");
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
console.log("\nDone. The project that you saw is in .cache/demo; run the tests with `npm test`.");

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
  console.log(indent(patch.split("\n").slice(3).join("\n")));
}

function revise(...args) {
  console.log(`\n$ revise ${args.map((arg) => (arg.includes(" ") ? `"${arg}"` : arg)).join(" ")}`);
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

async function printTable(table) {
  const columns = await query(
    `SELECT column_name AS column, coalesce(nullif(data_type, 'USER-DEFINED'), udt_name)
            || coalesce('(' || character_maximum_length || ')', '') AS type, is_nullable AS nullable, column_default AS default
     FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position`,
    [table],
  );
  console.log(`\n▸ table "${table}"`);
  console.table(columns);
  console.table(await query(`SELECT * FROM "${table}" ORDER BY id`));
}

function indent(text) {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}
