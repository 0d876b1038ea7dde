/** One run over many: tenants in schemas and in databases, environments, several at once, one of them broken. */
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createProject, reviseCommand, type Project } from "./project";

const tenants = Array.from({ length: 20 }, (_, index) => `tenant_${String(index + 1).padStart(2, "0")}`);

let database: TestDatabase;
let shop: Project;

beforeAll(async () => {
  database = await createDatabase("fleet");
  shop = createProject({ from: "demo", databaseUrl: database.url });
  shop.write("revisions/versions/a1_first.ts", revision("a1", null, "CREATE TABLE note (id integer)"));
  shop.write("revisions/versions/b2_second.ts", revision("b2", "a1", "CREATE INDEX note_id ON note (id)"));
});
afterAll(async () => {
  shop.remove();
  await database.drop();
});
afterEach(async () => {
  if (shop.exists("revisions/env.ts")) shop.delete("revisions/env.ts");
  shop.write("revise.config.ts", `export default { dataSource: "./src/data-source.ts" };`);
  for (const tenant of tenants) await database.query(`DROP SCHEMA IF EXISTS ${tenant} CASCADE`);
  await database.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
});

function revision(id: string, parent: string | null, sql: string): string {
  return `/** ${id} */
export const revision = "${id}";
export const downRevision = ${JSON.stringify(parent)};
export const branchLabels = null;
export const dependsOn = null;
export async function upgrade(op) { await op.execute(${JSON.stringify(sql)}); }
export async function downgrade(op) { await op.execute(${JSON.stringify(sql.replace(/^CREATE (\w+) (\w+).*/, "DROP $1 $2"))}); }
`;
}

const createSchemas = async (): Promise<void> => {
  await database.query(tenants.map((tenant) => `CREATE SCHEMA ${tenant}`).join(";"));
};

const envOver = (options = "{}"): string => `import type { EnvironmentContext } from "typeorm-revise";

export default async function ({ forEach, query }: EnvironmentContext): Promise<void> {
  const rows = await query<{ name: string }>("SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'tenant%' ORDER BY 1");
  const done = await forEach(rows.map(({ name }) => name), ${options});
  console.error(done.length + " tenants, the last one " + done.at(-1)?.tenant);
}
`;

/** By schema: `a1,b2`, and whether the table is there. */
const state = async (): Promise<Record<string, string>> => {
  const found: Record<string, string> = {};
  const tables = await database.query<{ schema: string }>(
    "SELECT table_schema AS schema FROM information_schema.tables WHERE table_name = 'revise_version'",
  );
  for (const { schema } of tables) {
    const [row] = await database.query<{ rows: string; made: boolean }>(
      `SELECT (SELECT string_agg(version_num, ',') FROM "${schema}".revise_version) AS rows, to_regclass('"${schema}".note') IS NOT NULL AS made`,
    );
    found[schema] = `${row?.rows ?? ""} ${String(row?.made)}`;
  }
  return found;
};

const all = (value: string, ...except: string[]): Record<string, string> =>
  Object.fromEntries(tenants.filter((tenant) => !except.includes(tenant)).map((tenant) => [tenant, value]));

describe("forEach", () => {
  it("runs every tenant in its schema, with a version table of its own, and finds nothing to do afterwards", async () => {
    await createSchemas();
    shop.write("revisions/env.ts", envOver("{ concurrency: 5 }"));
    const first = await shop.revise("upgrade", "head");
    expect(first.code, first.stderr).toBe(0);
    expect(first.stderr).toContain("tenant_03: Running upgrade  -> a1");
    expect(first.stderr).toMatch(/^\[ 1\/20\] tenant_0\d: 2 revisions in /m);
    expect(first.stderr).toContain("20 tenants, the last one tenant_20");
    expect(first.stderr).toContain("Done: 40 revisions in ");
    expect(await state()).toEqual(all("b2 true"));

    const again = await shop.revise("upgrade", "head");
    expect(again.code).toBe(0);
    expect(again.stderr.match(/: nothing to do in /g)).toHaveLength(20);
    expect((await shop.revise("downgrade", "base")).code).toBe(0);
    expect(await state()).toEqual(all(" false"));
  });

  it("ends the run where one fails, or goes on, and either can be repeated", async () => {
    await createSchemas();
    await database.query("CREATE TABLE tenant_07.note (other text)");
    shop.write("revisions/env.ts", envOver("{ concurrency: 1 }"));
    const stopped = await shop.revise("upgrade", "head");
    expect(stopped.code).toBe(3);
    expect(stopped.stderr).toContain("Error: 1 of 20 tenants failed: tenant_07. 13 tenants not started.\n");
    expect(stopped.stderr).toContain("[ 7/20] tenant_07: failed: Revision a1");
    expect(stopped.stderr).toContain('relation "note" already exists');
    expect(Object.keys(await state())).toEqual(expect.arrayContaining(tenants.slice(0, 6)));
    expect(await state()).not.toHaveProperty("tenant_08");

    shop.write("revisions/env.ts", envOver(`{ onFailure: "continue" }`));
    const gone = await shop.revise("upgrade", "head");
    expect(gone.code).toBe(3);
    expect(gone.stderr).toContain("Error: 1 of 20 tenants failed: tenant_07.\n");
    expect(await state()).toEqual({ ...all("b2 true", "tenant_07"), tenant_07: " true" });

    await database.query("DROP TABLE tenant_07.note");
    const mended = await shop.revise("upgrade", "head");
    expect(mended.stderr.match(/: nothing to do in /g)).toHaveLength(19);
    expect(mended.code).toBe(0);
    expect(await state()).toEqual(all("b2 true"));
  });

  it("may meet another run of itself", async () => {
    await createSchemas();
    shop.write("revisions/env.ts", envOver());
    const runs = await Promise.all([1, 2, 3].map(() => shop.revise("upgrade", "head")));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(
      runs.map(({ stderr }) => stderr.match(/Running upgrade/g)?.length ?? 0).reduce((a, b) => a + b),
    ).toBe(40);
    expect(await state()).toEqual(all("b2 true"));
  });

  it("ends in an orderly way when it is told to", async () => {
    await createSchemas();
    shop.write("revisions/env.ts", envOver(`{ concurrency: 2, onFailure: "continue" }`));
    await database.query("CREATE SEQUENCE public.asked");
    shop.write(
      "revisions/versions/c3_slow.ts",
      revision("c3", "b2", "SELECT nextval('public.asked'), pg_sleep(60)"),
    );
    try {
      const child = spawn(process.execPath, [reviseCommand, "upgrade", "head"], {
        cwd: shop.directory,
        env: { ...process.env, DATABASE_URL: database.url, NODE_OPTIONS: undefined },
      });
      let stderr = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
      const code = new Promise((settle) => child.on("close", settle));
      await expect
        .poll(
          async () =>
            (await database.query("SELECT FROM public.asked WHERE is_called AND last_value = 2")).length,
          {
            timeout: 30_000,
          },
        )
        .toBe(1);
      child.kill("SIGTERM");
      expect(await code, stderr).toBe(143);
      expect(stderr).toContain(
        "Error: 2 of 20 tenants were interrupted or failed: tenant_01 and tenant_02. 18 tenants not started.",
      );
      expect(await state()).toEqual({ tenant_01: "b2 true", tenant_02: "b2 true" });
    } finally {
      shop.delete("revisions/versions/c3_slow.ts");
    }
    expect((await shop.revise("upgrade", "b2")).code).toBe(0);
    expect(await state()).toEqual(all("b2 true"));
  });

  it("writes one script for all, which psql runs alike", async () => {
    await createSchemas();
    shop.write("revisions/env.ts", `export default ({ forEach }) => forEach(["tenant_01", "tenant_02"]);`);
    const { stdout, code } = await shop.revise("upgrade", "head", "--sql");
    expect(code).toBe(0);
    await database.query(stdout);
    expect(await state()).toEqual({ tenant_01: "b2 true", tenant_02: "b2 true" });
    shop.write("revisions/env.ts", envOver());
    const asked = await shop.revise("upgrade", "head", "--sql");
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain("a script (--sql) is written without a database");
  });

  it("refuses a schema that there is not, a name that stands twice, and what it can't read", async () => {
    const answer = async (call: string): Promise<{ code: number | null; stderr: string }> => {
      shop.write("revisions/env.ts", `export default ({ forEach }) => forEach(${call});`);
      return shop.revise("upgrade", "head");
    };
    const missing = await answer(`["nowhere"]`);
    expect(missing.code).toBe(3);
    expect(missing.stderr).toContain('nowhere: The schema "nowhere" does not exist');
    expect((await answer(`["a", { name: "a" }]`)).stderr).toContain('The tenant "a" is listed twice');
    expect((await answer(`[{ schema: "a" }]`)).stderr).toContain("has no name");
    expect((await answer(`["a"], { concurrency: 0 }`)).stderr).toContain("The concurrency is 0");
    expect((await answer(`["a"], { onFailure: "ignore" }`)).stderr).toContain('onFailure is "ignore"');
    expect((await answer(`[{ name: "a", directory: "." }]`)).stderr).toContain('"run.directory"');
    expect(await state()).toEqual({});
  });

  it("reaches databases of their own", async () => {
    const others = await Promise.all([1, 2, 3].map(() => createDatabase("fleet_tenant")));
    try {
      const list = others.map(
        ({ name, url }) =>
          `{ name: ${JSON.stringify(name)}, dataSource: new DataSource({ type: "postgres", url: ${JSON.stringify(url)} }) }`,
      );
      shop.write(
        "revisions/env.ts",
        `import { DataSource } from "typeorm";\nexport default ({ forEach }) => forEach([${list.join(", ")}]);`,
      );
      const { code, stderr } = await shop.revise("upgrade", "head");
      expect(code, stderr).toBe(0);
      for (const other of others)
        expect(await other.query("SELECT * FROM revise_version")).toEqual([{ version_num: "b2" }]);
      expect(await state()).toEqual({});
    } finally {
      await Promise.all(others.map((other) => other.drop()));
    }
  });
});

describe("on a terminal", () => {
  const script = "/usr/bin/script";

  it.runIf(existsSync(script))("one line tells how far all are, and failures stand above it", async () => {
    await createSchemas();
    await database.query("CREATE TABLE tenant_07.note (other text)");
    shop.write("revisions/env.ts", envOver(`{ onFailure: "continue" }`));
    const command = `${process.execPath} ${reviseCommand} upgrade head --no-color`;
    const { stdout } = await promisify(execFile)(script, ["-qec", command, "/dev/null"], {
      cwd: shop.directory,
      env: { ...process.env, DATABASE_URL: database.url, NO_COLOR: undefined, NODE_OPTIONS: undefined },
    }).catch((error: unknown) => error as { stdout: string });
    expect(stdout).toMatch(/\r\u001b\[2K\[10\/20\] █+░+ .*last tenant_\d\d/);
    expect(stdout).toMatch(/^.*\] tenant_07: failed: Revision a1 .*\r$/m);
    expect(stdout).not.toContain("Running upgrade");
    expect(stdout.split("\u001b[2K").at(-1)).toMatch(/^Error: 1 of 20 tenants failed: tenant_07\./);
  });
});

describe("several environments", () => {
  const configuration = `export default {
  dataSource: "./src/data-source.ts",
  environments: { one: { schema: "tenant_01" }, two: { schema: "tenant_02" }, three: { schema: "tenant_03" } },
};`;

  it("run one command, in turn or several at a time", async () => {
    await createSchemas();
    shop.write("revise.config.ts", configuration);
    const some = await shop.revise("upgrade", "head", "-n", "one", "-n", "three");
    expect(some.code, some.stderr).toBe(0);
    expect(some.stderr).toContain("one: Running upgrade  -> a1");
    expect(some.stderr).toContain("[2/2] three: done in ");
    expect(await state()).toEqual({ tenant_01: "b2 true", tenant_03: "b2 true" });
    const rest = await shop.revise("upgrade", "head", "-n", "all", "--jobs", "3");
    expect(rest.code, rest.stderr).toBe(0);
    expect(await state()).toEqual({ tenant_01: "b2 true", tenant_02: "b2 true", tenant_03: "b2 true" });
    const current = await shop.revise("current", "-n", "all", "-q");
    expect(current.stdout).toBe("one:\nb2 (head)\ntwo:\nb2 (head)\nthree:\nb2 (head)\n");
    const json = JSON.parse((await shop.revise("current", "-n", "all", "--json")).stdout) as {
      environments: Record<string, { atHeads: boolean }>;
    };
    expect(Object.entries(json.environments).map(([name, { atHeads }]) => [name, atHeads])).toEqual([
      ["one", true],
      ["two", true],
      ["three", true],
    ]);
  });

  it("may be many at a time: no warning of Node.js stands between the lines", async () => {
    const many = tenants.map((name) => `${name}: { schema: "${name}" }`).join(", ");
    shop.write(
      "revise.config.ts",
      `export default { dataSource: "./src/data-source.ts", environments: { ${many} } };`,
    );
    await createSchemas();
    const { code, stderr } = await shop.revise("upgrade", "head", "-n", "all", "--jobs", "20");
    expect(code, stderr).toBe(0);
    expect(stderr).not.toContain("Warning");
    shop.write("revisions/env.ts", envOver("{ concurrency: 20 }"));
    shop.write("revise.config.ts", `export default { dataSource: "./src/data-source.ts" };`);
    const tenantsToo = await shop.revise("downgrade", "base");
    expect(tenantsToo.code, tenantsToo.stderr).toBe(0);
    expect(tenantsToo.stderr).not.toContain("Warning");
  });

  it("give the highest exit code, and fail together", async () => {
    await createSchemas();
    shop.write("revise.config.ts", configuration);
    await shop.revise("upgrade", "head", "-n", "one");
    const behind = await shop.revise("current", "--check-heads", "-n", "all");
    expect(behind.code).toBe(1);
    await database.query("DROP SCHEMA tenant_02 CASCADE");
    const failed = await shop.revise("upgrade", "head", "-n", "all", "--keep-going");
    expect(failed.code).toBe(3);
    expect(failed.stderr).toContain("1 of 3 environments failed: two.");
    expect(await state()).toEqual({ tenant_01: "b2 true", tenant_03: "b2 true" });
    const unknown = await shop.revise("upgrade", "head", "-n", "one", "-n", "four");
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('There is no environment "four"');
  });
});

describe("the schema of the configuration", () => {
  it("is where a comparison looks, and what a new revision is for", async () => {
    await createSchemas();
    shop.write(
      "revise.config.ts",
      `export default { dataSource: "./src/data-source.ts", schema: "tenant_05" };`,
    );
    shop.delete("revisions/versions/a1_first.ts");
    shop.delete("revisions/versions/b2_second.ts");
    const written = await shop.revise("--autogenerate", "-m", "shop", "--rev-id", "c3");
    expect(written.code, written.stderr).toBe(0);
    expect(shop.read("revisions/versions/c3_shop.ts")).not.toContain("tenant_05");
    expect((await shop.revise("upgrade", "head")).code).toBe(0);
    const check = await shop.revise("check");
    expect(check.stdout).toContain("No changes");
    const tables = await database.query<{ name: string }>(
      "SELECT table_schema || '.' || table_name AS name FROM information_schema.tables WHERE table_schema IN ('public', 'tenant_05') ORDER BY 1",
    );
    expect(tables.map(({ name }) => name)).toEqual([
      "tenant_05.order",
      "tenant_05.revise_version",
      "tenant_05.user",
    ]);
  });
});
