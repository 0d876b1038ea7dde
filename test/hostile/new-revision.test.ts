/** Whatever is asked for on the command line: a new file is one, in its place, and says what was asked; or there is none. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc, { type Arbitrary } from "fast-check";
import { expect, it } from "vitest";
import { history } from "../../packages/revise/src/commands/history";
import { revision, type RevisionOptions } from "../../packages/revise/src/commands/revision";
import { isReviseError } from "../../packages/revise/src/errors";
import { executed, syntaxErrors } from "./bench";
import { hostileText, impossibleText } from "./text";

const text = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 1, arbitrary: impossibleText },
  fc.constant(""),
);
const path = fc.oneof(
  text,
  fc
    .array(fc.constantFrom("..", ".", "", "versions", "revisions", "/", "etc", "\\", "C:", "%2e%2e", "~"), {
      minLength: 1,
      maxLength: 6,
    })
    .map((parts) => parts.join("/")),
);
const template: Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "%(rev)s",
        "%(slug)s",
        "%(year)d",
        "%(epoch)s",
        "%%",
        "%(",
        "%(rev)99999999s",
        "../",
        "/",
        "_",
      ),
      path,
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(""));

/** Mostly left out: each of them is refused most of the time. */
const rarely = <Value>(arbitrary: Arbitrary<Value>): Arbitrary<Value | null> =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const request: Arbitrary<RevisionOptions> = fc
  .record({
    message: text,
    revisionId: fc.option(text),
    branchLabel: fc.option(text),
    versionPath: rarely(path),
    head: rarely(text),
    dependsOn: rarely(fc.array(text, { minLength: 1, maxLength: 2 })),
  })
  .map((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)));

const runs = Number(process.env["REVISE_HOSTILE_RUNS"] ?? 300);
const seed = Number(process.env["REVISE_HOSTILE_SEED"] ?? 20_261_121);

it("writes one revision where it belongs, or none", async () => {
  const written: boolean[] = [];
  await fc.assert(
    fc.asyncProperty(request, rarely(template), fc.boolean(), async (options, fileTemplate, recursive) => {
      const outer = mkdtempSync(join(tmpdir(), "revise-hostile-"));
      try {
        const directory = join(outer, "project");
        writeProject(directory, {
          recursiveVersionLocations: recursive,
          ...(fileTemplate === null ? {} : { fileTemplate }),
        });
        written.push(await judge(outer, directory, options));
      } finally {
        rmSync(outer, { recursive: true });
      }
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );
  for (const either of [true, false]) {
    expect(written.filter((one) => one === either).length).toBeGreaterThan(runs / 20);
  }
}, 300_000);

function writeProject(directory: string, options: object): void {
  mkdirSync(join(directory, "revisions/versions"), { recursive: true });
  const text = JSON.stringify({ dataSource: "./revise.config.cjs", ...options });
  writeFileSync(join(directory, "revise.config.cjs"), `module.exports = ${text};`);
}

/** Whether a file was written. */
async function judge(outer: string, cwd: string, options: RevisionOptions): Promise<boolean> {
  const before = files(outer);
  const result = await revision({ cwd, ...options }).catch((error: unknown) => error as Error);
  const made = files(outer).filter((file) => !before.includes(file));
  if (result instanceof Error) {
    expect(isReviseError(result), result.stack).toBe(true);
    expect(made).toEqual([]);
    return false;
  }
  const { path, id } = result;
  expect(made).toEqual([path]);
  expect(path).toContain(join(cwd, "revisions/versions/"));
  if (options.revisionId !== undefined) expect(id).toBe(options.revisionId);
  expect(syntaxErrors(readFileSync(path ?? "", "utf8"))).toEqual([]);
  expect(await executed(path ?? "")).toEqual({ upgrade: [], downgrade: [] });
  const listed = await history({ cwd });
  expect(listed).toMatchObject([{ id, branchLabels: [options.branchLabel ?? []].flat() }]);
  // What a terminal would take for a command, or for an end of the line.
  expect(listed[0]?.message).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
  return true;
}

function files(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
