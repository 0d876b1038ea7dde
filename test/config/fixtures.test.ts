import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, root, type Project } from "./project";

/** Versions that the repository itself has are used; the package tests install those that each project names. */
const fixtures: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "cjs-nest": {},
  "cjs-typeorm-0.3": { typeorm: "node_modules/typeorm-0.3" },
  esm: {},
  "esm-typeorm-0.3": { typeorm: "node_modules/typeorm-0.3" },
  "entity-schema": {},
  "strict-null-checks": {},
  "imported-types": {},
  monorepo: { "@fixture/entities": "./packages/entities" },
  "javascript-cjs": {},
  "async-data-source": {},
  "entity-globs": {},
};

/** Loaded twice: one of each module format, the first by globs. */
const warm = new Set(["cjs-nest", "esm"]);

describe.each(Object.entries(fixtures))("loadModule of %s", (name, packages) => {
  let project: Project;
  beforeAll(() => {
    project = createProject(name, packages);
  });
  afterAll(() => {
    project.remove();
  });

  it("gives the metadata that tsc gives, from one copy of TypeORM", () => {
    const loaded = project.load();
    expect(loaded.error).toBeUndefined();
    expect(loaded.tables).toEqual(expectedOf(name));
    expect(loaded.copies).toBe(1);
  });

  if (!warm.has(name)) return;
  it("gives the same without the compiler the second time", () => {
    const loaded = project.load();
    expect(loaded.compilerLoaded).toBe(false);
    expect(loaded.tables).toEqual(expectedOf(name));
  });
});

function expectedOf(name: string): unknown {
  return JSON.parse(readFileSync(join(root, "fixtures/projects", name, "expected-metadata.json"), "utf8"));
}
