/** A command whose output nobody reads to the end, or which can't be written. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProject, reviseCommand, type Project } from "./project";

let database: TestDatabase;
let shop: Project;
beforeEach(async () => {
  database = await createDatabase("output");
  shop = createProject({ from: "demo", databaseUrl: database.url });
});
afterEach(async () => {
  shop.remove();
  await database.drop();
});

const revision = (id: string, down: string | null): string => `export const revision = "${id}";
export const downRevision = ${JSON.stringify(down)};
export async function upgrade(op) { await op.execute("SELECT 1"); }
export async function downgrade() {}
`;

/** @param rest of the line, after the command: where its output goes */
function shell(args: string, rest: string): { code: number | null; stderr: string } {
  const { status, stderr } = spawnSync(
    "bash",
    ["-o", "pipefail", "-c", `"${process.execPath}" "${reviseCommand}" ${args} ${rest}`],
    { cwd: shop.directory, encoding: "utf8", env: { ...process.env, DATABASE_URL: database.url } },
  );
  return { code: status, stderr };
}

const closed = "exec <&-; sleep 2";

describe("a command whose reader is gone", () => {
  it("ends without a word", () => {
    shop.write("revisions/versions/a1.mjs", revision("a1", null));
    expect(shell("upgrade head --sql", `| (${closed})`)).toEqual({ code: 0, stderr: "" });
  });

  it("runs every revision to its end", async () => {
    shop.write("revisions/versions/a1.mjs", revision("a1", null));
    shop.write("revisions/versions/b2.mjs", revision("b2", "a1"));
    shop.write("revisions/versions/c3.mjs", revision("c3", "b2"));
    expect(shell("upgrade head", `2>&1 | (${closed})`)).toEqual({ code: 0, stderr: "" });
    expect((await shop.revise("current")).stdout).toBe("c3 (head)\n");
  });
});

it.runIf(existsSync("/dev/full"))("a result that finds no room is told, and is no success", () => {
  const { code, stderr } = shell("list-templates", "> /dev/full");
  expect(code).toBe(3);
  expect(stderr).toMatch(/^Error: The result can't be written to stdout: ENOSPC.*\n$/);
});
