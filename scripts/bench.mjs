/**
 * Speed as ratios within one run: what `revise` does beside the bare catalog queries, TypeORM's own commands, and Node
 * itself, on generated projects of 100, 500 and 1,000 tables, on long histories, and on 1,000 tenants; and how long others
 * stand still while a change waits. `npm run bench -- --tables 100 --rounds 3 --tenants 50 --stalls 0` for a short one;
 * CONTRIBUTING.md says what the lines mean.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { compare, median } from "./bench/measure.mjs";
import { generateProject } from "./bench/project.mjs";
import { emptyRevisions, generateRevisions } from "./bench/revisions.mjs";
import { clients, measureStalls, stallLines } from "./bench/stalls.mjs";
import { measureFleet } from "./bench/tenants.mjs";
import { build, install, root } from "./workspace.mjs";

const { values } = parseArgs({
  options: {
    tables: { type: "string", multiple: true },
    rounds: { type: "string", default: "5" },
    tenants: { type: "string", default: "1000" },
    stalls: { type: "string", default: "8" },
  },
});
const sizes = (values.tables ?? ["100", "500", "1000"]).map(Number);
const rounds = Number(values.rounds);
const tenants = Number(values.tenants);
const stallSeconds = Number(values.stalls);

install();
build();
const require = createRequire(join(root, "packages/testkit/package.json"));
const { startPostgres } = require(".");
const { Client } = require("pg");
const revise = join(root, "packages/revise/bin/revise.js");
const typeorm = join(root, "node_modules/typeorm/cli.js");

const server = await startPostgres();
try {
  start();
  await revisions();
  for (const tables of sizes) await project(tables);
  await expressions(Math.max(...sizes));
  if (tenants > 0) await fleet(tenants);
  if (stallSeconds > 0) await stalls(stallSeconds);
} finally {
  await server.stop();
}

function start() {
  section("Start-up");
  const figures = compare(
    [
      { name: "node -e 0", args: ["-e", "0"] },
      { name: "revise --help", args: [revise, "--help"] },
    ],
    rounds * 2,
  );
  print(figures, "node -e 0");
}

async function revisions() {
  section("Revisions");
  const thousand = generateRevisions(1000);
  const history = compare(
    [
      { name: "node -e 0", args: ["-e", "0"] },
      {
        name: "reading 1000 revision files",
        args: [join(root, "scripts/bench/read-files.cjs"), join(thousand, "revisions/versions")],
      },
      {
        name: "revise history, 1000 revisions",
        args: [revise, "history", "-c", join(thousand, "revise.config.js")],
      },
    ],
    rounds,
  );
  print(history, "node -e 0");

  const plan = JSON.parse(inChild("plan.cjs", [generateRevisions(10000)], server.url));
  console.log(
    `  graph of 10000 revisions: ${plan.graph.toFixed(0)} ms of CPU, planning \`upgrade head\` on it: ${plan.upgrade.toFixed(0)} ms`,
  );

  const { folder, statements } = emptyRevisions(500);
  const fresh = { args: [join(root, "scripts/bench/statements.cjs"), statements] };
  const upgrades = compare(
    [
      { name: "500 empty revisions as SQL, bare client", ...fresh, env: await freshDatabases("bare") },
      {
        name: "revise upgrade head, 500 empty revisions",
        args: [revise, "upgrade", "head", "-q", "-c", join(folder, "revise.config.js")],
        env: await freshDatabases("upgraded"),
      },
    ],
    rounds,
  );
  print(upgrades, "500 empty revisions as SQL, bare client");
}

/** An environment for each run of a variant, the warm-up included. */
async function freshDatabases(name) {
  const urls = [];
  for (let round = 0; round <= rounds; round++) urls.push(await createDatabase(`${name}_${round}`));
  return () => ({ DATABASE_URL: urls.pop() });
}

async function expressions(tables) {
  section(`${tables} tables with 3 checks, 2 partial indexes and 3 defaults more on each`);
  const variants = [];
  for (const [name, folder] of [
    ["without", generateProject(tables)],
    ["with", generateProject(tables, { expressions: true })],
  ]) {
    const url = await createDatabase(`${name}_expressions`);
    synchronize(folder, url);
    variants.push({
      name: `revise check ${name} them`,
      args: [revise, "check", "-c", join(folder, "revise.dist.config.js")],
      cwd: folder,
      env: { DATABASE_URL: url },
    });
  }
  print(compare(variants, Math.min(rounds, 3)), "revise check without them");
}

async function project(tables) {
  section(`${tables} tables`);
  const folder = generateProject(tables);
  const full = await createDatabase(`full_${tables}`);
  const empty = await createDatabase(`empty_${tables}`);
  synchronize(folder, full);

  const phases = JSON.parse(
    inChild("phases.cjs", [folder, String(rounds), tables <= 500 ? "yes" : "no"], full),
  );
  const floor = median(phases.floor);
  line("bare catalog queries with definitions", floor, floor);
  line(`revise: read + compare (${phases.trips} round trips)`, median(phases.ours), floor);
  console.log(`  peak of that process: ${phases.memory.toFixed(0)} MiB`);
  if (phases.typeorm.length > 0) line("typeorm: createSchemaBuilder().log()", median(phases.typeorm), floor);

  const environment = { DATABASE_URL: full };
  const config = (kind) => ["-c", join(folder, `revise.${kind}.config.js`)];
  const processes = compare(
    [
      {
        name: "revise check, compiled",
        args: [revise, "check", ...config("dist")],
        cwd: folder,
        env: environment,
      },
      {
        name: "revise check, TypeScript, warm cache",
        args: [revise, "check", ...config("src")],
        cwd: folder,
        env: environment,
      },
      {
        name: "typeorm schema:log, compiled",
        args: [typeorm, "schema:log", "-d", join(folder, "dist/data-source.js")],
        cwd: folder,
        env: environment,
      },
    ],
    tables >= 1000 ? Math.min(rounds, 2) : rounds,
  );
  print(processes, "revise check, compiled");

  const loads = compare(
    [
      {
        name: "load compiled JavaScript",
        args: [join(root, "scripts/bench/load.cjs"), join(folder, "dist/data-source.js")],
        cwd: folder,
      },
      {
        name: "load TypeScript, warm cache",
        args: [join(root, "scripts/bench/load.cjs"), join(folder, "src/data-source.ts")],
        cwd: folder,
      },
    ],
    rounds,
  );
  print(loads, "load compiled JavaScript");

  const create = JSON.parse(inChild("create.cjs", [folder], empty));
  console.log(
    `  compare + render + format of ${tables} new tables: ${create.cpu.toFixed(0)} ms of CPU, ${(create.bytes / 1024).toFixed(0)} kB, peak ${create.memory.toFixed(0)} MiB`,
  );
}

async function fleet(count) {
  section(`${count} tenants, 3 revisions each`);
  const url = await createDatabase("fleet");
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const figures = await measureFleet(client, url, count);
    for (const { name, milliseconds } of figures) line(name, milliseconds, figures[0].milliseconds);
  } finally {
    await client.end();
  }
}

async function stalls(seconds) {
  section(`An ALTER TABLE behind a transaction of ${seconds} s, beside ${clients}`);
  console.log(stallLines(await measureStalls(await createDatabase("stalls"), seconds)).join("\n"));
}

function inChild(script, args, url) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "scripts/bench", script), ...args],
    {
      env: { ...process.env, DATABASE_URL: url },
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`${script} ended with ${status}:\n${stderr}`);
  return stdout.trim().split("\n").at(-1);
}

function synchronize(folder, url) {
  const script = `require(${JSON.stringify(join(folder, "dist/data-source.js"))}).AppDataSource.initialize().then(async (ds) => { await ds.synchronize(); await ds.query("ANALYZE"); await ds.destroy(); })`;
  const { status, stderr } = spawnSync(process.execPath, ["-e", script], {
    env: { ...process.env, DATABASE_URL: url },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
}

async function createDatabase(name) {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return url.href;
}

function section(title) {
  console.log(`\n${title}\n${"─".repeat(title.length)}`);
}

function print(figures, base) {
  const floor = figures.get(base);
  for (const [name, { wall, cpu, memory }] of figures) {
    console.log(
      `  ${name.padEnd(44)} ${wall.toFixed(0).padStart(7)} ms  ${cpu.toFixed(0).padStart(7)} ms CPU  ${memory.toFixed(0).padStart(5)} MiB  ${(wall / floor.wall).toFixed(2).padStart(6)} ×  (CPU ${(cpu / floor.cpu).toFixed(2)} ×)`,
    );
  }
}

function line(name, milliseconds, floor) {
  console.log(
    `  ${name.padEnd(44)} ${milliseconds.toFixed(0).padStart(7)} ms  ${(milliseconds / floor).toFixed(2).padStart(6)} ×`,
  );
}
