/** A role or a database that may have one connection, where a run takes two. */
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createProject, type Project } from "./project";

let database: TestDatabase;
let role: string;
let shop: Project;

beforeAll(async () => {
  database = await createDatabase("connection_limit");
  role = `${database.name}_runner`;
  await database.query(`CREATE ROLE "${role}" LOGIN PASSWORD 'x'; GRANT ALL ON SCHEMA public TO "${role}"`);
  const url = Object.assign(new URL(database.url), { username: role, password: "x" });
  shop = createProject({ from: "demo", databaseUrl: url.href });
  shop.write(
    "revisions/versions/a1.ts",
    `export const revision = "a1";
export const downRevision = null;
export async function upgrade() {}
export async function downgrade() {}\n`,
  );
});
afterAll(async () => {
  shop.remove();
  await database.query(`REVOKE ALL ON SCHEMA public FROM "${role}"; DROP ROLE "${role}"`);
  await database.drop();
});

it.each(["ROLE", "DATABASE"])("tells which limit is reached: that of the %s", async (noun) => {
  const statement = `ALTER ${noun} "${noun === "ROLE" ? role : database.name}" CONNECTION LIMIT`;
  await database.query(`${statement} 1`);
  const { code, stderr } = await shop.revise("upgrade", "head");
  await database.query(`${statement} -1`);
  expect(code, stderr).toBe(3);
  expect(stderr).toContain("has all the connections that it may have.");
  expect(stderr).toContain(`(${statement} …): a command that changes the database takes two.`);
});
