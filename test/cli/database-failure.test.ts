/** What the server says to the questions of a command that changes nothing, while somebody else is in its way. */
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createProject, type Project } from "./project";

let database: TestDatabase;
let shop: Project;
let holder: Client;

beforeAll(async () => {
  database = await createDatabase("database_failure");
  shop = createProject({ from: "demo", databaseUrl: database.url });
  holder = new Client({ connectionString: database.url });
  await holder.connect();
});
afterAll(async () => {
  await holder.end();
  shop.remove();
  await database.drop();
});
// Needed to read the database, not to connect to it.
beforeEach(() => holder.query("BEGIN; LOCK TABLE pg_catalog.pg_description"));
afterEach(async () => {
  await holder.query("ROLLBACK");
  await database.query(`ALTER DATABASE "${database.name}" RESET ALL`);
});

describe("check tells", () => {
  it.each([
    [
      "statement_timeout",
      "broke off what was asked of it: canceling statement due to statement timeout.",
      "more time",
    ],
    [
      "lock_timeout",
      "did not get a lock in time: canceling statement due to lock timeout.",
      "pg_stat_activity",
    ],
  ])("of a %s of the server", async (setting, message, advice) => {
    await database.query(`ALTER DATABASE "${database.name}" SET ${setting} = '400ms'`);
    const { code, stdout, stderr } = await shop.revise("check");
    expect({ code, stdout }, stderr).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain(`Error: The database ${message}`);
    expect(stderr).toContain(advice);
    expect(stderr).not.toContain("not expected");
  });

  it("of a connection that is ended", async () => {
    const outcome = shop.revise("check");
    await expect.poll(terminateWaiting, { timeout: 30_000, interval: 50 }).toBe(true);
    const { code, stdout, stderr } = await outcome;
    expect({ code, stdout }, stderr).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain("Error: The connection to the database is gone:");
    expect(stderr).toContain("Run the command again.");
  });
});

async function terminateWaiting(): Promise<boolean> {
  const rows = await database.query<{ ended: boolean }>(
    `SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows.some(({ ended }) => ended);
}
