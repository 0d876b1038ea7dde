/** `--json` of every command: one object of the shape that `docs/json.md` tells, and nothing else on stdout. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands } from "../../packages/revise/src/cli/commands";
import { usageOf } from "../../packages/revise/src/cli/command";
import { createProject, type Project } from "./project";

const page = readFileSync(join(__dirname, "../../docs/json.md"), "utf8");
const documented = new Map(
  [...page.matchAll(/^\| `([\w-]+)`\s*\| (`.*?)\s*\|$/gm)].map(([, command = "", fields = ""]) => [
    command,
    [...fields.matchAll(/`(\w+)`/g)].map(([, field = ""]) => field),
  ]),
);

let database: TestDatabase;
let shop: Project;

beforeAll(async () => {
  database = await createDatabase("json");
  shop = createProject({ from: "demo", databaseUrl: database.url });
  shop.delete("revise.config.ts");
});
afterAll(async () => {
  shop.remove();
  await database.drop();
});

/** In the order in which they can run; each goes on where the one before it ended. */
const calls: [command: string, args: string[], exitCode: number][] = [
  ["init", [], 0],
  ["list-templates", [], 0],
  ["ensure-version", ["--sql"], 0],
  ["check", [], 1],
  ["diff", [], 0],
  ["revision", ["--autogenerate", "-m", "create shop", "--rev-id", "a1"], 0],
  ["upgrade", ["head"], 0],
  ["downgrade", ["-1"], 0],
  ["stamp", ["head"], 0],
  ["current", [], 0],
  ["history", ["-i"], 0],
  ["heads", [], 0],
  ["show", ["head"], 0],
  ["merge", ["a1", "-m", "only one", "--rev-id", "a2"], 0],
  ["branches", [], 0],
  ["edit", ["head"], 0],
];

describe("--json", () => {
  it("is documented for every command", () => {
    const names = commands.map((entry) => usageOf(entry).split(" ")[0] ?? "");
    const withoutData = names.filter((name) => !documented.has(name));
    expect([...documented.keys()].filter((name) => !names.includes(name))).toEqual([]);
    expect(withoutData).toEqual([]);
    expect(calls.map(([command]) => command).sort()).toEqual([...documented.keys()].sort());
  });

  it.each(calls)("%s %j", async (command, args, exitCode) => {
    const { code, stdout, stderr } = await shop.reviseWith({ VISUAL: "true" }, command, ...args, "--json");
    expect(code, stdout + stderr).toBe(exitCode);
    const printed = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(printed)).toEqual(["version", ...(documented.get(command) ?? [])]);
    expect(printed["version"]).toBe(1);
  });

  it("tells a failure as an object too", async () => {
    const { code, stdout, stderr } = await shop.revise("show", "nowhere", "--json");
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      error: { code: "unknown-revision", details: { name: "nowhere" } },
    });
    expect(stderr).toContain('There is no revision "nowhere"');
  });
});
