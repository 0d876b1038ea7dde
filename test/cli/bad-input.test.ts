/** What can be wrong before anything is done: one paragraph on stderr, the documented exit code, nothing changed. */
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { createDatabase, describeCatalog, type TestDatabase } from "@revise/testkit";
import { afterEach, describe, expect, it } from "vitest";
import { createProject, type Outcome, type Project, type ProjectOptions } from "./project";

const config = (dataSource: string): string =>
  `import { defineConfig } from "typeorm-revise";\nexport default defineConfig({ dataSource: "${dataSource}", directory: "./revisions" });\n`;

const open: { remove(): void }[] = [];
const databases: TestDatabase[] = [];
afterEach(async () => {
  for (const project of open.splice(0)) project.remove();
  await Promise.all(databases.splice(0).map((database) => database.drop()));
});

function project(options: ProjectOptions): Project {
  const created = createProject(options);
  open.push(created);
  return created;
}

async function demo(files: Record<string, string> = {}): Promise<{ shop: Project; database: TestDatabase }> {
  const database = await createDatabase("bad_input");
  databases.push(database);
  return { shop: project({ from: "demo", databaseUrl: database.url, files }), database };
}

/** The rules that hold for every refusal. */
function expectRefusal(outcome: Outcome, code: number, ...words: string[]): void {
  expect({ code: outcome.code, stdout: outcome.stdout }, outcome.stderr).toEqual({ code, stdout: "" });
  for (const word of words) expect(outcome.stderr).toContain(word);
  expect(outcome.stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(outcome.stderr.trim().split("\n").length, outcome.stderr).toBeLessThan(12);
}

describe("a command refuses", () => {
  it("to run without a configuration", async () => {
    const empty = project({});
    expectRefusal(await empty.revise("heads"), 2, "revise.config", "revise init");
    expect(empty.snapshot()).toEqual({});
  });

  it("a configuration file that is not there", async () => {
    expectRefusal(await project({}).revise("heads", "-c", "nowhere.ts"), 2, "nowhere.ts");
    expectRefusal(await project({}).revise("heads", "-c", "."), 2, "-c names a directory");
  });

  it("an unknown key of the configuration, and names the one that was meant", async () => {
    const text = config("./src/data-source.ts").replace("directory:", "directroy:");
    expectRefusal(
      await project({ from: "demo", files: { "revise.config.ts": text } }).revise("heads"),
      2,
      "directroy",
      "directory",
      "revise.config.ts",
    );
  });

  it("a configuration that does not compile", async () => {
    const broken = project({
      from: "demo",
      files: { "revise.config.ts": "export default {{ dataSource: 1" },
    });
    expectRefusal(await broken.revise("heads"), 2, "revise.config.ts");
  });

  it("a configuration that throws", async () => {
    const broken = project({
      from: "demo",
      files: { "revise.config.ts": 'throw new Error("no such secret");' },
    });
    // With the line alone: the column is that of the code that the file was transformed to.
    expectRefusal(await broken.revise("heads"), 2, "revise.config.ts:1: no such secret");
  });

  it("an entity file that does not compile, by its name", async () => {
    const { shop } = await demo({
      "src/entities/user.ts": "import { Entity } from 'typeorm';\n@Entity()\nexport class User {{\n",
    });
    const before = shop.snapshot();
    expectRefusal(await shop.revise("--autogenerate", "-m", "x"), 3, "src/entities/user.ts:3");
    expect(shop.snapshot()).toEqual(before);
  });

  it("an entity file that throws when it is loaded, by its name", async () => {
    const { shop } = await demo({
      "src/entities/user.ts": 'throw new Error("half loaded");\nexport class User {}\n',
    });
    expectRefusal(await shop.revise("check"), 3, "src/entities/user.ts", "half loaded");
  });

  it("an import of a file that is not there, and does not propose to install it", async () => {
    const { shop } = await demo({ "src/data-source.ts": 'import "./elsewhere";\n' });
    const outcome = await shop.revise("check");
    expectRefusal(outcome, 3, "src/data-source.ts", "'./elsewhere'", "Correct the import, or build");
    expect(outcome.stderr).not.toContain("Install");
  });

  it("a DataSource of another database, and does not propose to install its driver", async () => {
    const mysql =
      'import { DataSource } from "typeorm";\nexport default new DataSource({ type: "mysql" });\n';
    const { shop } = await demo({ "src/data-source.ts": mysql });
    const outcome = await shop.revise("check");
    expectRefusal(outcome, 3, "src/data-source.ts", "PostgreSQL only");
    expect(outcome.stderr).not.toContain("Run `npm install");
  });

  it("a module without a DataSource", async () => {
    const { shop } = await demo({ "src/data-source.ts": "export const nothing = 1;\n" });
    expectRefusal(await shop.revise("check"), 2, "src/data-source.ts", "DataSource");
  });

  it("a module that is not there", async () => {
    const { shop } = await demo({ "revise.config.ts": config("./src/elsewhere.ts") });
    expectRefusal(await shop.revise("check"), 2, "src/elsewhere.ts");
  });

  it("a module with two DataSources, and names both", async () => {
    const two = `import { DataSource } from "typeorm";
export const First = new DataSource({ type: "postgres", entities: [] });
export const Second = new DataSource({ type: "postgres", entities: [] });
`;
    const { shop } = await demo({ "src/data-source.ts": two });
    expectRefusal(await shop.revise("check"), 2, "src/data-source.ts", "First", "Second");
  });

  it("a database that does not answer, without telling the password", async () => {
    const { shop } = await demo();
    const url = "postgres://someone:s3cret@127.0.0.1:1/nowhere";
    const outcome = await shop.reviseWith({ DATABASE_URL: url }, "check");
    expectRefusal(outcome, 3, "127.0.0.1", "1");
    expect(outcome.stderr).not.toContain("s3cret");
  });

  it("a wrong password, without telling it", async () => {
    const { shop, database } = await demo();
    await database.query(`DROP ROLE IF EXISTS guarded`);
    await database.query(`CREATE ROLE guarded LOGIN PASSWORD 'right'`);
    const url = new URL(database.url);
    const outcome = await shop.reviseWith(
      { DATABASE_URL: `postgres://nobody_here:wr0ng@${url.host}${url.pathname}` },
      "check",
    );
    expectRefusal(outcome, 3, "nobody_here");
    expect(outcome.stderr).not.toContain("wr0ng");
    await database.query(`DROP ROLE guarded`);
  });

  it("a database that does not exist", async () => {
    const { shop, database } = await demo();
    const url = new URL(database.url);
    url.pathname = "/no_such_database";
    expectRefusal(await shop.reviseWith({ DATABASE_URL: url.href }, "check"), 3, "no_such_database");
  });

  it("zero entities, and proposes to drop nothing", async () => {
    const none = `import { DataSource } from "typeorm";
export const AppDataSource = new DataSource({ type: "postgres", url: process.env.DATABASE_URL, entities: [] });
`;
    const { shop } = await demo({ "src/data-source.ts": none });
    const before = shop.snapshot();
    expectRefusal(await shop.revise("--autogenerate", "-m", "x"), 3, "entities", "src/data-source.ts");
    expect(shop.snapshot()).toEqual(before);
  });

  it("metadata that the loader lost, and names the entity's property", async () => {
    const { shop } = await demo({
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          target: "es2022",
          module: "commonjs",
          experimentalDecorators: true,
          skipLibCheck: true,
        },
      }),
    });
    expectRefusal(await shop.revise("check"), 3, "emitDecoratorMetadata");
  });

  it.skipIf(process.getuid?.() === 0)("a directory that can't be written", async () => {
    const { shop } = await demo();
    shop.write("revisions/versions/.gitkeep", "");
    chmodSync(join(shop.directory, "revisions/versions"), 0o500);
    expectRefusal(await shop.revise("--autogenerate", "-m", "x"), 3, "revisions/versions");
  });

  it("a directory that is a file", async () => {
    const { shop } = await demo();
    shop.write("revisions", "not a directory");
    expectRefusal(await shop.revise("--autogenerate", "-m", "x"), 3, "revisions");
  });

  it("a database that is at a revision nobody knows", async () => {
    const { shop, database } = await demo();
    expect((await shop.revise("--autogenerate", "-m", "first")).code).toBe(0);
    expect((await shop.revise("upgrade", "head")).code).toBe(0);
    await database.query(`UPDATE revise_version SET version_num = 'feedfacecafe'`);
    const before = await describeCatalog(database.url);
    for (const args of [
      ["upgrade", "head"],
      ["downgrade", "base"],
      ["--autogenerate", "-m", "second"],
      ["check"],
    ]) {
      expectRefusal(await shop.revise(...args), 3, "feedfacecafe");
    }
    expect(await describeCatalog(database.url)).toBe(before);
    expect(shop.revisions()).toHaveLength(1);
  });

  it("a target that does not exist, and proposes the nearest", async () => {
    const { shop, database } = await demo();
    expect((await shop.revise("--autogenerate", "-m", "first", "--rev-id", "27c6a30d7c24")).code).toBe(0);
    const before = await describeCatalog(database.url);
    expectRefusal(await shop.revise("upgrade", "27c6a30d7c25"), 3, "27c6a30d7c25", "27c6a30d7c24");
    expectRefusal(await shop.revise("downgrade", "nothing"), 3, "nothing");
    expect(await describeCatalog(database.url)).toBe(before);
  });

  it("what the server does not take of new tables, by entity and property, in every command that compares", async () => {
    const { shop } = await demo({
      "src/entities/user.ts": `import { Check, Column, Entity, OneToMany, PrimaryGeneratedColumn } from "typeorm";
import { Order } from "./order";
@Entity()
@Check("of_age", "bornAt < now()")
export class User {
  @PrimaryGeneratedColumn() id: number;
  @Column({ type: "int", default: () => "no_such()" }) age: number;
  @Column("timestamptz") bornAt: Date;
  @OneToMany(() => Order, (order) => order.customer) orders: Order[];
}
`,
    });
    const files = shop.snapshot();
    for (const command of [["--autogenerate", "-m", "x"], ["check"], ["diff"]]) {
      const outcome = await shop.revise(...command);
      const wrong = [
        'default of column "age" (User.age): function no_such() does not exist',
        'check "of_age" of User: column "bornat" does not exist',
      ];
      expectRefusal(outcome, 3, ...wrong);
    }
    expect(shop.snapshot()).toEqual(files);
  });

  it("an unknown command and an unknown option", async () => {
    expectRefusal(await project({}).revise("upgrad", "head"), 2, "upgrad");
    expectRefusal(await project({}).revise("heads", "--verbos"), 2, "verbos");
    expectRefusal(await project({}).revise(), 2, "--help");
    expectRefusal(await project({}).revise("upgrade"), 2, "target");
    expectRefusal(await project({}).revise("upgrade", "head", "--dryrun"), 2, "Unknown option: --dryrun.");
  });

  it.each([
    [["revision", "-m"], "-m needs a value."],
    [["-x"], "-x needs a value."],
    [["diff", "--format"], "--format needs a value."],
    [["revision", "--no-message"], "Unknown option: --no-message."],
    [["upgrade", "head", "more"], "Unknown argument: more. The command is revise upgrade <target>."],
    [["downgrade", "--", "-1", "more"], "Unknown argument: more. The command is revise downgrade <target>."],
    [["frob", "head"], "Unknown command, argument or option: frob."],
    [["upgade", "head"], "Unknown command: upgade. Did you mean upgrade?"],
    [["upgrade", "head", "--dryrun"], "Unknown option: --dryrun. Did you mean --dry-run?"],
    [["heads", "-r", "a:b"], "Unknown option: -r."],
    [["revision", "--no-depends-on"], "Unknown option: --no-depends-on."],
  ])("%j", async (args, sentence) => {
    expectRefusal(await project({}).revise(...args), 2, sentence);
  });

  it("to keep the stack trace to itself with --raiseerr", async () => {
    const { code, stderr } = await project({}).revise("heads", "--raiseerr");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  });
});
