/** The functions of the configuration that take part in a comparison, in a project whose entities have moved on. */
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, type Outcome, type Project } from "./project";

let database: TestDatabase;
let shop: Project;

const configured = (options: string): string =>
  `export default { dataSource: "./src/data-source.ts", unmanaged: "drop", ${options} };`;

beforeAll(async () => {
  database = await createDatabase("comparison_hooks");
  shop = createProject({ from: "demo", databaseUrl: database.url });
  expect(await shop.revise("--autogenerate", "-m", "shop")).toMatchObject({ code: 0 });
  expect(await shop.revise("upgrade", "head")).toMatchObject({ code: 0 });
  await database.query(`
    CREATE TYPE legacy_kind AS ENUM ('a');
    CREATE TABLE legacy (id integer, kind legacy_kind);
    ALTER TABLE "order" ALTER COLUMN status SET DEFAULT 'paid'`);
  for (const file of ["user.ts", "order.ts"]) shop.write(`src/entities/${file}`, shop.read(`next/${file}`));
});

afterAll(async () => {
  shop.remove();
  await database.drop();
});

function check(options: string): Promise<Outcome> {
  shop.write("revise.config.ts", configured(options));
  return shop.revise("check", "--json");
}

/** The descriptions of the changes under these options. */
async function changes(options: string): Promise<string[]> {
  const { stdout, stderr, code } = await check(options);
  expect([0, 1], stderr).toContain(code);
  const { comparison } = JSON.parse(stdout) as { comparison: { changes: { description: string }[] } };
  return comparison.changes.map(({ description }) => description).sort();
}

const everything = [
  "Add column user.email",
  "Add value draft to enum order_status_enum",
  "Change column order.status: default from 'paid' to 'open'",
  "Change column order.total: type from numeric(10,2) to numeric(12,2)",
  "Change column user.name: type from varchar(40) to varchar(120)",
  "Create unique index IDX_e12875dfb3b1d92d7d7c5377e2 on user (email)",
  "Drop enum legacy_kind",
  "Drop table legacy",
];
const withoutAny = (word: RegExp): string[] => everything.filter((change) => !word.test(change));

describe("includeName", () => {
  it("hides what is in the database by its name, and asks nothing of entities alone", async () => {
    expect(await changes("")).toEqual(everything);
    const found = await changes(`includeName: (name, type, parents) => {
      console.error([type, name, parents.schemaName, parents.tableName, parents.schemaQualifiedTableName].join());
      return !(type === "table" && name === "legacy") && !(type === "enum" && name === "legacy_kind");
    }`);
    expect(found).toEqual(withoutAny(/legacy/));
    const { stderr } = await check(
      `includeName: (...args) => { console.error(JSON.stringify(args)); return true; }`,
    );
    expect(stderr).toContain(
      `[null,"schema",{"schemaName":null,"tableName":null,"schemaQualifiedTableName":null}]`,
    );
    expect(stderr).toContain(
      `["user","table",{"schemaName":null,"tableName":null,"schemaQualifiedTableName":"user"}]`,
    );
    expect(stderr).toContain(
      `["name","column",{"schemaName":null,"tableName":"user","schemaQualifiedTableName":"user"}]`,
    );
    expect(stderr).toMatch(/\["PK_\w+","primaryKeyConstraint",/);
    expect(stderr).not.toContain(`"email"`);
  });

  it("leaves a table alone that an entity declares as well, instead of creating it again", async () => {
    expect(await changes(`includeName: (name) => name !== "user"`)).toEqual(withoutAny(/user/));
    expect(await changes(`includeName: (name, type) => type !== "schema"`)).toEqual([]);
  });

  it("keeps an enum type as long as a table that is left out has columns of it", async () => {
    expect(await changes(`includeName: (name) => name !== "legacy"`)).toEqual(withoutAny(/legacy/));
  });
});

describe("includeObject", () => {
  it("leaves an object out on both sides, with what stands in it and the enum types it alone has", async () => {
    expect(
      await changes(`includeObject: (object, name, type) => !(type === "table" && name === "order")`),
    ).toEqual(withoutAny(/order/));
  });

  it("is given the object, whether it is only in the database, and its counterpart", async () => {
    const { stderr } = await check(`includeObject: (object, name, type, reflected, compareTo) => {
      if (type === "column" || type === "table") {
        console.error([type, name, reflected, typeof object.name, compareTo === null ? null : compareTo.type?.args.join()].join(" "));
      }
      return true;
    }`);
    const lines = stderr.split("\n");
    expect(lines).toContain("table legacy true object ");
    expect(lines).toContain("column email false string ");
    expect(lines).toContain("column name false string 40");
    expect(lines.filter((line) => line.startsWith("column name"))).toHaveLength(1);
  });

  it("leaves single columns, indexes and constraints out", async () => {
    const found = await changes(
      `includeObject: (object, name, type) => type !== "index" && !(type === "column" && ["email", "total"].includes(name))`,
    );
    expect(found).toEqual(withoutAny(/email|total/));
  });
});

describe("compareType and compareServerDefault", () => {
  it("compare nothing where they are false", async () => {
    const found = await changes("compareType: false, compareServerDefault: false");
    expect(found).toEqual(withoutAny(/^Change/));
  });

  it("decide, or leave it to the comparison", async () => {
    const found = await changes(`
      compareType: (context, current, desired, inspected, declared) => {
        console.error([context.origin, context.tableName, context.columnName, inspected, declared].join(" "));
        return context.columnName === "total" ? false : context.columnName === "customerId" ? true : null;
      },
      compareServerDefault: (context, current, desired, inspected, declared) =>
        inspected === "'paid'" && declared === "'open'" ? false : undefined`);
    expect(found.filter((change) => change.startsWith("Change"))).toEqual([
      "Change column order.customerId: type from integer to integer",
      "Change column user.name: type from varchar(40) to varchar(120)",
    ]);
  });
});

describe("a function that fails", () => {
  it("is named, with the file it stands in", async () => {
    const thrown = await check(`includeObject: () => { throw new Error("not today"); }`);
    expect(thrown.code).toBe(3);
    expect(JSON.parse(thrown.stdout)).toHaveProperty("error");
    expect(thrown.stderr).toContain("includeObject of ");
    expect(thrown.stderr).toContain("revise.config.ts failed: not today");
    const late = await check(`compareType: async () => true`);
    expect(late.code).toBe(3);
    expect(late.stderr).toContain("neither true, false nor null");
  });
});
