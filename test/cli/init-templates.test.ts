/** The templates of `init`: what each writes is a project in which autogenerate and upgrade work at once. */
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createProject, type Project } from "./project";

let databases: readonly [TestDatabase, TestDatabase];
let shop: Project;

beforeAll(async () => {
  databases = await Promise.all([createDatabase("templates"), createDatabase("templates_two")]);
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.drop()));
});
beforeEach(() => {
  shop = createProject({ from: "demo", databaseUrl: databases[0].url });
  shop.delete("revise.config.ts");
});
afterEach(() => {
  shop.remove();
});

const tables = async (database: TestDatabase): Promise<string[]> => {
  const rows = await database.query<{ name: string }>(
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
};

async function succeed(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await shop.revise(...args);
  expect(code, stdout + stderr).toBe(0);
  return stdout;
}

describe("init -t", () => {
  it("tenants: one schema for the entities, and every tenant brought along", async () => {
    expect(await succeed("init", "-t", "tenants")).toContain("revisions/env.ts");
    await databases[0].query("CREATE SCHEMA template_tenant; CREATE SCHEMA tenant_a; CREATE SCHEMA tenant_b");
    await succeed("--autogenerate", "-m", "create shop");
    await succeed("upgrade", "head");
    expect(await tables(databases[0])).toEqual(
      ["template_tenant", "tenant_a", "tenant_b"].flatMap((schema) =>
        ["order", "revise_version", "user"].map((table) => `${schema}.${table}`),
      ),
    );
    await succeed("check");
  });

  it("multidb: an environment and a directory for each DataSource", async () => {
    const source = shop.read("src/data-source.ts").replace("DATABASE_URL", "ARCHIVE_URL");
    shop.write("src/archive-data-source.ts", source);
    await succeed("init", "-t", "multidb");
    expect(shop.read("revise.config.ts")).toContain('directory: "./revisions/archive"');
    expect(shop.exists("revisions/main/versions/.gitkeep")).toBe(true);
    const archive = async (...args: string[]): Promise<string> => {
      const environment = { ARCHIVE_URL: databases[1].url };
      const { code, stdout, stderr } = await shop.reviseWith(environment, "-n", "archive", ...args);
      expect(code, stdout + stderr).toBe(0);
      return stdout;
    };
    expect(await archive("--autogenerate", "-m", "create")).toContain("revisions/archive/versions/");
    await archive("upgrade", "head");
    expect(await tables(databases[1])).toEqual(["public.order", "public.revise_version", "public.user"]);
  });

  it("nestjs: the generic files, and a module beside the application", async () => {
    expect((await succeed("init", "-t", "nestjs")).split("\n").filter(Boolean)).toEqual([
      "revise.config.ts",
      "revisions/README.md",
      "revisions/versions/.gitkeep",
      "src/revise.module.ts",
    ]);
    expect(shop.read("src/revise.module.ts")).toContain("export class ReviseModule implements OnModuleInit");
  });

  it("refuses a module that exports two DataSources, of which a configuration could name neither", async () => {
    shop.write(
      "src/data-source.ts",
      'import { DataSource } from "typeorm";\nexport const main: DataSource = new DataSource({ type: "postgres" });\n' +
        'export const archive = new DataSource({ type: "postgres" });\n',
    );
    const before = shop.snapshot();
    for (const args of [[], ["--data-source", "src/data-source.ts"]]) {
      const { code, stdout, stderr } = await shop.revise("init", ...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain("src/data-source.ts exports several DataSources: main and archive.");
    }
    expect(shop.snapshot()).toEqual(before);
  });

  it("refuses several DataSources where a template takes one, and an unknown template", async () => {
    const files = shop.snapshot();
    const twice = ["--data-source", "src/data-source.ts", "--data-source", "src/entities/user.ts"];
    expect(await shop.revise("init", ...twice)).toMatchObject({ code: 2 });
    const folder = await shop.revise("init", "--data-source", "src");
    expect(folder).toMatchObject({ code: 2 });
    expect(folder.stderr).toContain("--data-source src: there is no such file");
    const unknown = await shop.revise("init", "-t", "multi");
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.stderr).toContain("generic, multidb, tenants and nestjs");
    expect(shop.snapshot()).toEqual(files);
  });
});

describe("init -c", () => {
  it("writes that file, whose paths start at it, and no other", async () => {
    const written = await succeed("init", "db", "-c", "config/shop.config.ts");
    expect(written.trim().split("\n")).toEqual([
      "config/shop.config.ts",
      "db/README.md",
      "db/versions/.gitkeep",
    ]);
    expect(shop.read("config/shop.config.ts")).toContain('dataSource: "../src/data-source.ts"');
    expect(await succeed("-c", "config/shop.config.ts", "heads")).toBe("");
    await succeed("-c", "config/shop.config.ts", "revision", "-m", "first", "--rev-id", "a1b2c3");
    expect(shop.exists("db/versions/a1b2c3_first.ts")).toBe(true);

    const before = shop.snapshot();
    expect((await shop.revise("init", "-c", "shop.json")).code).toBe(2);
    await succeed("init", "-c", "config/shop.config.ts", "db");
    expect(shop.snapshot()).toEqual(before);
  });
});

it("init says the commands with the configuration that it wrote", async () => {
  const { stderr } = await shop.revise("init", "-c", "my conf/revise.config.mts");
  expect(stderr).toContain(`npx revise -c 'my conf/revise.config.mts' --autogenerate -m "initial"   compare`);
  expect(stderr).toContain(
    `npx revise -c 'my conf/revise.config.mts' upgrade head                  read that`,
  );
  await succeed("heads", "-c", "my conf/revise.config.mts");
  expect((await shop.revise("init", "-c", "./revise.config.mts")).stderr).toContain(
    "npx revise upgrade head",
  );
});
