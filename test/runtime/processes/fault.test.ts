/** What servers and networks do to a run, by their own means: the documented exit, and a repeat that finishes. */
import { spawn, spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Outcome } from "../../cli/project";
import { createScriptProject, type ScriptProject } from "./project";
import { startProxy, type Proxy } from "./proxy";

const command = join(resolve(__dirname, "../../.."), "packages/revise/bin/revise.js");

const body = (statement: string): { up: string; down: string } => ({
  up: `await op.execute("CREATE TABLE first (id integer)");
    await op.execute("CREATE INDEX CONCURRENTLY first_id ON first (id)");
    await op.execute("CREATE TABLE second (id integer)");
    ${statement}`,
  down: "",
});
const slow = 'await op.execute("SELECT pg_sleep(60)");';

let database: TestDatabase;
let proxy: Proxy;
beforeAll(async () => {
  database = await createDatabase("fault");
  proxy = await startProxy(database.url);
});
afterAll(async () => {
  await proxy.close();
  await database.drop();
});
beforeEach(async () => {
  await database.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE busy (id integer)");
});

interface Running {
  readonly done: Promise<Outcome>;
  kill(signal: NodeJS.Signals): void;
}

function start(project: ScriptProject): Running {
  const child = spawn(process.execPath, [command, "upgrade", "head"], {
    cwd: project.directory,
    env: { ...process.env, DATABASE_URL: proxy.url, NO_COLOR: "1", NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const done = new Promise<Outcome>((settle) => {
    child.on("close", (code) => {
      settle({ code, stdout: "", stderr });
    });
  });
  return { done, kill: (signal) => child.kill(signal) };
}

/** The process id of the session that runs a statement like that, as soon as there is one. */
async function sessionOf(query: string): Promise<number> {
  for (let tries = 0; tries < 600; tries += 1) {
    const [row] = await database.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE $1 AND pid <> pg_backend_pid()",
      [`${query}%`],
    );
    if (row !== undefined) return row.pid;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error(`Nobody runs ${query}`);
}

async function tables(): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}

async function expectNoSession(): Promise<void> {
  const left = (): Promise<unknown[]> =>
    database.query(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'revise'",
    );
  for (let tries = 0; tries < 100 && (await left()).length > 0; tries += 1) {
    await new Promise((next) => setTimeout(next, 50));
  }
  expect(await left()).toEqual([]);
}

const halfDone = ["busy", "first", "revise_version", "revise_version_progress"];

interface Fault {
  readonly name: string;
  readonly statement: string;
  readonly config?: string;
  readonly strike?: (running: Running) => Promise<void>;
  readonly code: number;
  readonly words: readonly string[];
}

/** Whose limits may be set: the server of the tests runs as `nobody` where they run as root. */
const serverUser = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
/** Whether the server is ours, and limits of a process can be set. */
const canLimit =
  (process.env["REVISE_TEST_URL"] ?? "") === "" && spawnSync("prlimit", ["--version"]).status === 0;

const faults: readonly Fault[] = [
  {
    name: "a session that an administrator ends",
    statement: slow,
    strike: async () => {
      await database.query("SELECT pg_terminate_backend($1)", [await sessionOf("SELECT pg_sleep")]);
    },
    code: 3,
    words: ["connection is lost", "When the server can be reached, run `revise upgrade` again"],
  },
  {
    name: "a network that is cut",
    statement: slow,
    strike: async () => {
      await sessionOf("SELECT pg_sleep");
      proxy.cut();
    },
    code: 3,
    words: ["connection is lost", "When the server can be reached, run `revise upgrade` again"],
  },
  {
    name: "a statement that an administrator cancels",
    statement: slow,
    strike: async () => {
      await database.query("SELECT pg_cancel_backend($1)", [await sessionOf("SELECT pg_sleep")]);
    },
    code: 3,
    words: ["canceling statement due to user request", "2 operations"],
  },
  {
    name: "a limit of temporary files",
    statement: `await op.execute("SET LOCAL temp_file_limit = '1MB'");
      await op.execute("SET LOCAL work_mem = '64kB'");
      await op.execute("CREATE TABLE third AS SELECT g, md5(g::text) FROM generate_series(1, 200000) g ORDER BY 2");`,
    code: 3,
    words: ["temporary file size exceeds temp_file_limit", "2 operations", "Make room on the server"],
  },
  ...(canLimit
    ? [
        {
          name: "a limit of the size of files",
          statement: `await op.execute("SELECT pg_sleep(2)");
      await op.execute("CREATE TABLE third AS SELECT repeat('x', 1500) FROM generate_series(1, 20000)");`,
          strike: async () => {
            // Above the size of a segment of the write-ahead log: without that the whole server would end.
            const pid = String(await sessionOf("SELECT pg_sleep"));
            spawnSync("prlimit", ["--pid", pid, "--fsize=20000000"], serverUser);
          },
          code: 3,
          words: ["could not extend file", "2 operations", "Make room on the server"],
        },
      ]
    : []),
  {
    name: "a statement that takes too long",
    statement: slow,
    config: "statementTimeout: 1500,",
    code: 3,
    words: ["canceling statement due to statement timeout", "raise `statementTimeout`"],
  },
  {
    name: "a lock that is not to be had",
    statement: 'await op.execute("ALTER TABLE busy ADD COLUMN x integer");',
    config: "lockRetry: { timeout: 100, attempts: 3, delay: 10 },",
    strike: async () => {
      await database.query("BEGIN");
      await database.query("SELECT * FROM busy");
    },
    code: 3,
    words: ["canceling statement due to lock timeout", "Blocked by: process", "Tried 3 times", "`lockRetry`"],
  },
  {
    name: "Ctrl-C",
    statement: slow,
    strike: async (running) => {
      await sessionOf("SELECT pg_sleep");
      running.kill("SIGINT");
    },
    code: 130,
    words: ["interrupted by SIGINT", "2 operations"],
  },
  {
    name: "SIGTERM",
    statement: slow,
    strike: async (running) => {
      await sessionOf("SELECT pg_sleep");
      running.kill("SIGTERM");
    },
    code: 143,
    words: ["interrupted by SIGTERM", "2 operations"],
  },
];

describe("a run that is hit by", () => {
  it.each(faults)("$name", async ({ statement, config, strike, code, words }) => {
    const project = createScriptProject([body(statement)], config);
    try {
      const running = start(project);
      await strike?.(running);
      const outcome = await running.done;
      await database.query("ROLLBACK");
      expect({ code: outcome.code, stderr: outcome.stderr }).toMatchObject({ code });
      for (const word of words) expect(outcome.stderr).toContain(word);
      await expectNoSession();
      expect(await tables()).toEqual(halfDone);

      project.write(0, body(""));
      const again = await start(project).done;
      expect(again.code, again.stderr).toBe(0);
      expect(await tables()).toEqual(["busy", "first", "revise_version", "second"]);
    } finally {
      project.remove();
    }
  });
});
