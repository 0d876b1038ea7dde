/** What the pages claim without running it: the SQL of the README, and tables that must hold every code there is. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createDatabase } from "@revise/testkit";
import { DataSource, EntitySchema } from "typeorm";
import { describe, expect, it } from "vitest";
import { differenceCodes, failureCodes, usageCodes } from "../../packages/revise/src/errors";
import { postgres } from "../../packages/revise/src/dialects/postgres/dialect";
import { generalRules } from "../../packages/revise/src/safety/rules";
import { createProject } from "../cli/project";

const root = resolve(__dirname, "../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** The block after `<!-- claim: name -->`. */
function claim(name: string): string {
  const block = new RegExp(`<!-- claim: ${name} -->\\n\\n\`\`\`sql\\n([^]*?)\`\`\``).exec(read("README.md"));
  return (block?.[1] ?? "").trim();
}

describe("README.md", () => {
  it("quotes TypeORM's own generator", async () => {
    const database = await createDatabase("claims");
    const before = userOf(database.url, 40);
    await before.initialize();
    await before.synchronize();
    await before.destroy();
    const after = userOf(database.url, 120);
    await after.initialize();
    const { upQueries } = await after.driver.createSchemaBuilder().log();
    await after.destroy();
    await database.drop();
    expect(upQueries.map(({ query }) => `${query};`).join("\n")).toBe(claim("typeorm"));
  });

  it("quotes revise", async () => {
    const database = await createDatabase("claims");
    await database.query(
      `CREATE TABLE "user" (id serial CONSTRAINT "PK_cace4a159ff9f2512dd42373760" PRIMARY KEY, name varchar(40) NOT NULL)`,
    );
    const module = `import { DataSource, EntitySchema } from "typeorm";
const User = new EntitySchema({ name: "user", columns: { id: { type: Number, primary: true, generated: "increment" }, name: { type: String, length: 120 } } });
export const source = new DataSource({ type: "postgres", url: process.env.DATABASE_URL, entities: [User] });
`;
    const project = createProject({
      from: "demo",
      databaseUrl: database.url,
      files: { "src/data-source.ts": module },
    });
    const { stdout } = await project.revise("check", "--sql");
    project.remove();
    await database.drop();
    expect(stdout.trim()).toBe(claim("revise"));
  });
});

describe("docs/autogenerate.md", () => {
  it("lists every finding", () => {
    const type =
      /export type FindingCode =([^;]*);/.exec(read("packages/revise/src/safety/rule.ts"))?.[1] ?? "";
    const codes = [...type.matchAll(/"([\w-]+)"/g)].map(([, code]) => code ?? "");
    expect(rowsOf("docs/autogenerate.md", codes)).toEqual([...codes].sort());
    const rules = [...generalRules, ...postgres.safetyRules].map(({ code }) => code);
    expect(codes.filter((code) => !(rules as string[]).includes(code))).toEqual([
      "may-be-rename",
      "in-use",
      "name-taken",
    ]);
  });
});

describe("docs/commands.md", () => {
  it("lists every code of an error, with its exit code", () => {
    const exits = [
      ...usageCodes.map((code) => [code, "2"] as const),
      ...differenceCodes.map((code) => [code, "1"] as const),
      ...failureCodes.map((code) => [code, "3"] as const),
    ];
    const rows = [...read("docs/commands.md").matchAll(/^\| `([\w-]+)` +\| (\d) +\|/gm)].map(
      ([, code, exit]) => [code, exit],
    );
    expect(rows.sort()).toEqual(exits.map((pair) => [...pair]).sort());
  });
});

function rowsOf(file: string, known: readonly string[]): string[] {
  return [...read(file).matchAll(/^\| `([a-z]+(?:-[a-z]+)+|irreversible)` +\|/gm)]
    .map(([, code]) => code ?? "")
    .filter((code) => known.includes(code) || code.includes("-"))
    .sort();
}

function userOf(url: string, length: number): DataSource {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- TypeORM's options are a class, written as a literal
  const user = new EntitySchema({
    name: "user",
    columns: {
      id: { type: Number, primary: true, generated: "increment" },
      name: { type: String, length },
    },
  });
  return new DataSource({ type: "postgres", url, entities: [user] });
}
