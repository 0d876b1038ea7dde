/** Who decides about renames: options, a file, nobody. */
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createProject, type Outcome, type Project } from "./project";

let database: TestDatabase;
let shop: Project;

const user = (columns: string): string => `
import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
@Entity()
export class User {
  @PrimaryGeneratedColumn() id: number;
  ${columns}
}`;

beforeAll(async () => {
  database = await createDatabase("decisions");
  shop = createProject({
    databaseUrl: database.url,
    files: {
      "package.json": "{}",
      "tsconfig.json": `{ "compilerOptions": { "target": "es2022", "module": "commonjs", "experimentalDecorators": true, "emitDecoratorMetadata": true } }`,
      "revise.config.ts": `export default { dataSource: "./data-source.ts" };`,
      "data-source.ts": `import { DataSource } from "typeorm"; import { User } from "./user";
export default new DataSource({ type: "postgres", url: process.env["DATABASE_URL"], entities: [User] });`,
      "user.ts": user(`@Column() mail: string; @Column({ nullable: true }) nick: string;`),
    },
  });
  const first = await shop.revise("--autogenerate", "-m", "first", "--rev-id", "a1");
  expect(first.code, first.stderr).toBe(0);
  const up = await shop.revise("upgrade", "head");
  expect(up.code, up.stderr).toBe(0);
  shop.write("user.ts", user(`@Column() email: string; @Column({ nullable: true }) nickname: string;`));
});
afterAll(async () => {
  shop.remove();
  await database.drop();
});
afterEach(() => {
  for (const file of shop.revisions()) if (!file.startsWith("a1")) shop.delete(`revisions/versions/${file}`);
});

const autogenerate = (...args: string[]): Promise<Outcome> =>
  shop.revise("--autogenerate", "-m", "second", "--rev-id", "a2", ...args);

const written = (): string => shop.read("revisions/versions/a2_second.ts");

describe("--strict", () => {
  it("fails, names every open question with what answers it, and writes nothing", async () => {
    const { code, stdout, stderr } = await autogenerate("--strict");
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(
      "Was column user.mail renamed to email? --rename user.mail:email or --not-rename user.mail:email",
    );
    expect(stderr).toContain("--rename user.nick:nickname or --not-rename user.nick:nickname");
    expect(shop.revisions()).toEqual(["a1_first.ts"]);
  });

  it("is content where options have decided, either way", async () => {
    const { code, stderr } = await autogenerate(
      "--strict",
      "--rename",
      "user.mail:email",
      "--not-rename",
      "user.nick:nickname",
    );
    expect(code, stderr).toBe(0);
    expect(written()).toContain('op.renameColumn("user", "mail", "email")');
    expect(written()).toContain('op.dropColumn("user", "nick")');
    expect(written()).not.toContain("may have been renamed");
  });
});

describe("--decisions", () => {
  it("takes the answers of a file", async () => {
    shop.write("answers.json", `{ "renames": ["user.mail:email"], "notRenames": ["user.nick:nickname"] }`);
    const { code, stderr } = await autogenerate("--strict", "--decisions", "answers.json");
    expect(code, stderr).toBe(0);
    expect(written()).toContain('op.renameColumn("user", "mail", "email")');
    expect(written()).toContain('op.addColumn("user", {');
  });

  it("is an option of the configuration, too, which check and diff heed", async () => {
    shop.write("answers.json", `{ "renames": ["user.mail:email", "user.nick:nickname"] }`);
    shop.write(
      "revise.config.ts",
      `export default { dataSource: "./data-source.ts", decisions: "./answers.json" };`,
    );
    const { code, stdout } = await shop.revise("check");
    expect(code).toBe(1);
    expect(stdout).toContain("Rename column user.mail to email");
    expect(stdout).not.toContain("Drop column");
  });

  it("may say what has been done, and nothing that is not there", async () => {
    shop.write("answers.json", `{ "renames": ["user.mail:email", "user.nick:nickname"] }`);
    expect((await autogenerate()).code).toBe(0);
    expect((await shop.revise("upgrade", "head")).code).toBe(0);
    const { code, stderr } = await shop.revise("check");
    expect(code, stderr).toBe(0);
    const repeated = await shop.revise("--autogenerate", "-m", "third", "--rename", "user.mail:email");
    expect(repeated.code).toBe(3);
    expect(repeated.stderr).toContain("there is no user.mail in the database");
    expect((await shop.revise("downgrade", "a1")).code).toBe(0);
    shop.write("revise.config.ts", `export default { dataSource: "./data-source.ts" };`);
  });
});

describe("refuses, and writes nothing", () => {
  it.each([
    [["--rename", "user.male:email"], 3, "there is no user.male in the database"],
    [["--rename", "user.mail:nick"], 3, "the database has a user.nick already"],
    [["--rename", "user.mail:phone"], 3, "no entity has user.phone"],
    [["--not-rename", "user.male:email"], 3, "there is no user.male in the database"],
    [["--not-rename", "user.mail"], 2, "--not-rename user.mail does not say"],
    [["--decisions", "missing.json"], 2, "missing.json can't be read"],
    [["--decisions", "list.json"], 2, "list.json holds no object"],
    [["--decisions", "key.json"], 2, 'unknown key "rename"'],
    [["--decisions", "number.json"], 2, 'has 5 under "renames"'],
    [["--decisions", "wrong.json"], 3, "user.male is said to be renamed to email"],
  ])("%j", async (options, expected, words) => {
    shop.write("list.json", "[]");
    shop.write("key.json", `{ "rename": [] }`);
    shop.write("number.json", `{ "renames": [5] }`);
    shop.write("wrong.json", `{ "renames": ["user.male:email"] }`);
    const { code, stderr } = await autogenerate(...options);
    expect(stderr).toContain(words);
    expect(code).toBe(expected);
    expect(shop.revisions()).toEqual(["a1_first.ts"]);
  });

  it("decisions without a comparison", async () => {
    const { code, stderr } = await shop.revise("revision", "-m", "empty", "--strict");
    expect(code).toBe(2);
    expect(stderr).toContain("--strict says something only with --autogenerate");
  });
});

describe("the report", () => {
  it("says how many rows are concerned, to people and to programs", async () => {
    await database.query(`INSERT INTO "user" (mail) VALUES ('a@example.com'), ('b@example.com')`);
    const { stdout } = await shop.revise("check");
    expect(stdout).toMatch(/Adding user\.email NOT NULL .*\n {2}2 rows are concerned\./);
    const json = await shop.revise("check", "--json");
    const { comparison } = JSON.parse(json.stdout) as {
      comparison: { findings: { code: string; rows?: unknown }[] };
    };
    const finding = comparison.findings.find(({ code }) => code === "not-null-without-default");
    expect(finding?.rows).toEqual({ rows: 2, exact: true });
  });
});
