/** The user's day, by the real command on a real server. */
import { createDatabase, describeCatalog, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, type Project } from "./project";

let database: TestDatabase;
let shop: Project;

beforeAll(async () => {
  database = await createDatabase("main_job");
  shop = createProject({ databaseUrl: database.url });
  for (const file of [
    "package.json",
    "tsconfig.json",
    "src/data-source.ts",
    "src/entities/user.ts",
    "src/entities/order.ts",
  ]) {
    shop.write(file, createProjectFile(file));
  }
});

afterAll(async () => {
  shop.remove();
  await database.drop();
});

function createProjectFile(file: string): string {
  const demo = createProject({ from: "demo" });
  const text = demo.read(file);
  demo.remove();
  return text;
}

// Each test goes on where the one before it ended: that is the user's day.
describe("the main job", () => {
  let before: string;

  it("starts with init, which finds the DataSource and says what to do next", async () => {
    const { code, stdout, stderr } = await shop.revise("init");
    expect(code, stderr).toBe(0);
    expect(stdout).toBe("revise.config.ts\nrevisions/README.md\nrevisions/versions/.gitkeep\n");
    expect(stderr).toContain("src/data-source.ts");
    expect(stderr).toContain("revise --autogenerate");
    expect(shop.read("revise.config.ts")).toContain('dataSource: "./src/data-source.ts"');
  });

  it("overwrites nothing when init is run again", async () => {
    const files = shop.snapshot();
    const { code, stderr } = await shop.revise("init");
    expect(code).toBe(0);
    expect(stderr).toContain("revise.config.ts exists already");
    expect(shop.snapshot()).toEqual(files);
  });

  it("tells in check that the database lacks everything, and exits 1", async () => {
    const { code, stdout } = await shop.revise("check");
    expect(code).toBe(1);
    expect(stdout).toContain("+ Create table user");
  });

  it("writes a revision with --autogenerate and prints the changes and the path", async () => {
    before = await describeCatalog(database.url);
    const { code, stdout, stderr } = await shop.revise(
      "--autogenerate",
      "-m",
      "initial",
      "--rev-id",
      "000000000001",
    );
    expect(code, stderr).toBe(0);
    expect(shop.revisions()).toEqual(["000000000001_initial.ts"]);
    expect(stdout).toContain("+ Create table user");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("revisions/versions/000000000001_initial.ts");
    const text = shop.read("revisions/versions/000000000001_initial.ts");
    expect(text).toContain('export const revision = "000000000001";');
    expect(text).toContain("export const downRevision = null;");
    expect(text).toContain('await op.createTable("user", {');
    expect(await describeCatalog(database.url)).toBe(before);
  });

  it("refuses a second autogenerate while a revision is not applied", async () => {
    const { code, stderr } = await shop.revise("--autogenerate", "-m", "again");
    expect(code).toBe(3);
    expect(stderr).toContain("revise upgrade head");
    expect(shop.revisions()).toHaveLength(1);
  });

  it("applies it with upgrade head, and tells each step on stderr", async () => {
    const { code, stdout, stderr } = await shop.revise("upgrade", "head");
    expect(code, stderr).toBe(0);
    expect(stdout).toBe("");
    expect(stderr).toContain("Running upgrade  -> 000000000001, initial");
    expect(await database.query("SELECT * FROM revise_version")).toEqual([{ version_num: "000000000001" }]);
    await database.query(`INSERT INTO "user" (name) VALUES ('Ada')`);
    await database.query(`INSERT INTO "order" (total, "customerId") VALUES (12.5, 1)`);
  });

  it("does nothing the second time", async () => {
    const { code, stderr } = await shop.revise("upgrade", "head");
    expect(code).toBe(0);
    expect(stderr).toContain("Nothing to do");
  });

  it("finds nothing afterwards: check exits 0, autogenerate writes no file, --allow-empty does", async () => {
    expect(await shop.revise("check")).toMatchObject({
      code: 0,
      stdout: "No changes: the database is as the entities say.\n",
    });
    const { code, stdout } = await shop.revise("--autogenerate", "-m", "nothing");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "No changes: the database is as the entities say.\n",
    });
    expect(shop.revisions()).toHaveLength(1);
  });

  it("alters what has changed and keeps the rows", async () => {
    for (const name of ["user.ts", "order.ts"])
      shop.write(`src/entities/${name}`, createProjectFile(`next/${name}`));
    const made = await shop.revise("--autogenerate", "-m", "add column", "--rev-id", "000000000002");
    expect(made.code, made.stderr).toBe(0);
    const text = shop.read("revisions/versions/000000000002_add_column.ts");
    expect(text).toContain(
      'await op.addColumn("user", { name: "email", type: "varchar(255)", nullable: true });',
    );
    expect(text).toContain('await op.alterColumn("user", "name", { type: "varchar(120)" });');
    expect(text).toContain('await op.dropColumn("user", "email");');
    expect(text.slice(0, text.indexOf("function downgrade"))).not.toMatch(/op\.drop/);
    const applied = await shop.revise("upgrade", "head");
    expect(applied.code, applied.stderr).toBe(0);
    expect(applied.stderr).toContain("Running upgrade 000000000001 -> 000000000002, add column");
    expect(await database.query(`SELECT name, email FROM "user"`)).toEqual([{ name: "Ada", email: null }]);
    expect(await database.query(`SELECT total, status FROM "order"`)).toEqual([
      { total: "12.50", status: "open" },
    ]);
    expect((await shop.revise("check")).code).toBe(0);
  });

  it("prints current, heads, history and show", async () => {
    expect(await shop.revise("current")).toMatchObject({ code: 0, stdout: "000000000002 (head)\n" });
    expect(await shop.revise("heads")).toMatchObject({ code: 0, stdout: "000000000002 (head)\n" });
    expect(await shop.revise("show", "head", "-v")).toEqual(await shop.revise("show", "head"));
    expect(await shop.revise("history")).toMatchObject({
      code: 0,
      stdout: "000000000001 -> 000000000002 (head), add column\n<base> -> 000000000001, initial\n",
    });
    const shown = await shop.revise("show", "head");
    expect(shown.stdout).toContain("Rev: 000000000002 (head)\nParent: 000000000001\nPath: ");
    expect(shown.stdout).toContain("    add column\n");
  });

  it("goes back by one, and to base, exactly", async () => {
    const back = await shop.revise("downgrade", "-1");
    expect(back.code, back.stderr).toBe(0);
    expect(back.stderr).toContain("Running downgrade 000000000002 -> 000000000001, add column");
    expect(await shop.revise("current")).toMatchObject({ stdout: "000000000001\n" });
    expect((await shop.revise("current", "--check-heads")).code).toBe(1);
    const base = await shop.revise("downgrade", "base");
    expect(base.code, base.stderr).toBe(0);
    await database.query("DROP TABLE revise_version");
    expect(await describeCatalog(database.url)).toBe(before);
  });
});
