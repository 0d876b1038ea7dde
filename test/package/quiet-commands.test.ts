/** What must be fast and must work when the project does not: it loads neither TypeORM nor TypeScript nor the project. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installProject, type Installation } from "./installation";
import { InstalledProject } from "./installed-project";
import { repository } from "./tarball";

const reporter = join(__dirname, "report-loads.cjs");

const revision = (id: string, down: string): string => `/**
 * ${id}
 *
 * Revision ID: ${id}
 * Revises: ${down === "null" ? "<base>" : down}
 * Create Date: 2026-11-20T12:36:45.003Z
 */
import type { Operations } from "typeorm-revise";

export const revision = "${id}";
export const downRevision = ${down === "null" ? "null" : `"${down}"`};
export const branchLabels = null;
export const dependsOn = null;

export async function upgrade(op: Operations): Promise<void> {
  await op.execute("SELECT 1");
}

export async function downgrade(op: Operations): Promise<void> {
  await op.execute("SELECT 1");
}
`;

describe.each(["cjs-nest", "esm"])("in %s", (name) => {
  let installation: Installation | undefined;
  let project: InstalledProject;

  beforeAll(() => {
    installation = installProject(name, join(repository, "fixtures/projects", name));
    project = new InstalledProject(installation.directory, {});
    project.write("revisions/versions/000000000001_one.ts", revision("000000000001", "null"));
    project.write("revisions/versions/000000000002_two.ts", revision("000000000002", "000000000001"));
  });
  afterAll(() => {
    installation?.release();
  });

  const reporting = { NODE_OPTIONS: `--require ${JSON.stringify(reporter)}` };

  it.each([
    { args: ["--help"], says: "revise" },
    { args: ["upgrade", "--help"], says: "upgrade" },
    { args: ["--version"], says: "0." },
    { args: ["completion"], says: "complete -o bashdefault -o default -F _revise_completion revise" },
    { args: ["history"], says: "<base> -> 000000000001" },
    { args: ["heads"], says: "000000000002 (head)" },
    { args: ["show", "head"], says: "000000000002" },
    { args: ["branches"], says: "" },
    { args: ["revision", "-m", "by hand"], says: "by_hand" },
  ])("revise $args loads none of them", async ({ args, says }) => {
    const { code, stdout, stderr } = await project.reviseWith(reporting, ...args);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(says);
    expect(stderr).not.toContain("[loads ");
  });

  it("the report tells what check loads", async () => {
    const { stderr } = await project.reviseWith(reporting, "check");
    expect(stderr).toMatch(/\[loads .*\/node_modules\/typescript\//);
    expect(stderr).toMatch(/\[loads .*\/node_modules\/typeorm\//);
  });
});
