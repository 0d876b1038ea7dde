import { describe, expect, it } from "vitest";
import { ReviseError } from "../../packages/revise/src/errors";
import { loadRevision } from "../../packages/revise/src/revisions/load";
import { revision } from "./draw";

describe("loadRevision", () => {
  const known = revision("a1", ["b1"]);
  const upgrade = (): void => undefined;
  const header = { revision: "a1", downRevision: "b1", branchLabels: null, dependsOn: null };
  const load = (exported: unknown): Promise<unknown> => loadRevision(known, () => Promise.resolve(exported));
  const reason = async (exported: unknown): Promise<string> => {
    const error: unknown = await load(exported).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ReviseError);
    expect((error as ReviseError).message).toContain(known.path);
    return `${(error as ReviseError).code}: ${(error as ReviseError).message}`;
  };

  it("takes the functions, of CommonJS too", async () => {
    expect(await load({ ...header, upgrade, downgrade: upgrade })).toEqual({
      upgrade,
      downgrade: upgrade,
      transaction: null,
      limits: {},
    });
    const alone = { ...known, transaction: "none" } as const;
    const exported = { ...header, upgrade, transaction: false, lockTimeout: 50, lockRetry: { attempts: 2 } };
    expect(await loadRevision(alone, () => Promise.resolve({ default: exported }))).toEqual({
      upgrade,
      downgrade: null,
      transaction: "none",
      limits: { lockTimeout: 50, lockRetry: { attempts: 2 } },
    });
  });

  it("says what is wrong with a file", async () => {
    expect(await reason(header)).toContain("revision-file-invalid");
    expect(await reason({ ...header, upgrade, revision: "a2" })).toContain('revision = "a2"');
    expect(await reason({ ...header, upgrade, downRevision: ["b1", "c1"] })).toContain("downRevision");
    expect(await reason({ ...header, upgrade, transaction: "none" })).toContain("above the functions");
    expect(await reason({ ...header, upgrade, statementTimeout: "5s" })).toContain("statementTimeout");
    expect(await reason({ ...header, upgrade, lockRetry: { attempts: 0 } })).toContain("lockRetry");
    expect(await reason(undefined)).toContain("revision-file-invalid");
    const thrown: unknown = await loadRevision(known, () => Promise.reject(new Error("half loaded"))).catch(
      (error: unknown) => error,
    );
    expect(thrown).toMatchObject({
      code: "module-load-failed",
      message: expect.stringContaining("half loaded") as string,
    });
  });
});
