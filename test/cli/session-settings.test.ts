/** Settings of a role or a database that change what the server prints, and what it lets one do. */
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createProject, type Project } from "./project";

let database: TestDatabase;
let shop: Project;
beforeEach(async () => {
  database = await createDatabase("session_settings");
  shop = createProject({ from: "demo", databaseUrl: database.url });
});
afterEach(async () => {
  shop.remove();
  await database.drop();
});

async function set(...settings: string[]): Promise<void> {
  for (const one of settings) await database.query(`ALTER DATABASE ${database.name} SET ${one}`);
}

it("a database that quotes every identifier is what the entities say after an upgrade", async () => {
  await set("quote_all_identifiers = on", "datestyle = 'SQL, DMY'", "intervalstyle = 'iso_8601'");
  expect((await shop.revise("--autogenerate", "-m", "shop")).code).toBe(0);
  expect((await shop.revise("upgrade", "head")).code).toBe(0);
  expect(await shop.revise("check")).toEqual({
    code: 0,
    stdout: "No changes: the database is as the entities say.\n",
    stderr: "",
  });
});

it("a database that only reads is named as that", async () => {
  await shop.revise("revision", "-m", "first", "--rev-id", "a1");
  await set("default_transaction_read_only = on");
  const { code, stderr } = await shop.revise("upgrade", "head");
  expect(code).toBe(3);
  expect(stderr).toContain("can't be created: cannot execute CREATE TABLE in a read-only transaction");
  expect(stderr).toContain("This server is a standby, or default_transaction_read_only is on");
  expect(stderr).not.toContain("right to create");
});
