/** Whatever names and texts hold: what is written is a file, means what was found, and comes back from the server. */
import { readFileSync } from "node:fs";
import { describeCatalog } from "@revise/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isReviseError } from "../../packages/revise/src/errors";
import { readHeaderFile } from "../../packages/revise/src/revisions/header";
import { Bench, calls, executed, syntaxErrors } from "./bench";
import { declare, hostileProject, type HostileProject } from "./project";
import { impossibleText } from "./text";

const runs = Number(process.env["REVISE_HOSTILE_RUNS"] ?? 12);
const seed = Number(process.env["REVISE_HOSTILE_SEED"] ?? 20_261_121);

describe("a project in which every text is hostile", () => {
  it("goes up, is found unchanged, goes down, and does the same as a script", async () => {
    await fc.assert(
      fc.asyncProperty(hostileProject, (project) =>
        Bench.with(declare(project), (bench) => goThrough(bench, project.message)),
      ),
      { numRuns: runs, seed, endOnFailure: true },
    );
  }, 0);

  it("is refused by name before a file is written where the server can't store a text", async () => {
    await fc.assert(
      fc.asyncProperty(hostileProject, place, impossibleText, async (project, key, text) => {
        // TypeORM takes NUL out of comments.
        fc.pre(!key.endsWith("Comment") || !text.includes("\0"));
        const value = key === "enumValues" ? [...project.enumValues, text] : text;
        await Bench.with(declare({ ...project, [key]: value }), async (bench) => {
          const error: unknown = await bench
            .revision({ autogenerate: true })
            .catch((thrown: unknown) => thrown);
          expect(isReviseError(error, "metadata-invalid"), String(error)).toBe(true);
          expect((error as Error).message).toMatch(/holds a NUL character|holds half of a surrogate pair/);
          expect(bench.files()).toEqual([]);
        });
      }),
      { numRuns: runs * 2, seed, endOnFailure: true },
    );
  }, 0);
});

const place = fc.constantFrom<keyof HostileProject>(
  "schema",
  "parent",
  "child",
  "view",
  "key",
  "text",
  "choice",
  "reference",
  "enumType",
  "unique",
  "check",
  "index",
  "foreignKey",
  "primaryKey",
  "tableComment",
  "columnComment",
  "textDefault",
  "checked",
  "enumValues",
);

async function goThrough(bench: Bench, message: string): Promise<void> {
  const { url } = bench.database;
  const empty = await describeCatalog(url);
  const path = (await bench.revision({ autogenerate: true, message })).path ?? "";
  expect(syntaxErrors(readFileSync(path, "utf8"))).toEqual([]);
  expect(readHeaderFile(path)).toMatchObject({ ok: true });
  expect(calls(await executed(path))).toEqual(calls(bench.meant));

  const { sql } = await bench.upgrade({ sql: true });
  await bench.upgrade();
  const built = await describeCatalog(url);
  expect(await bench.findChanges()).toEqual([]);
  await bench.downgrade();
  expect(await describeCatalog(url)).toBe(empty);

  await bench.database.query(`DROP TABLE revise_version; ${sql ?? ""}`);
  expect(await describeCatalog(url)).toBe(built);
}
