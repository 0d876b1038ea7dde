import { describe, expect, it } from "vitest";
import { lock } from "../../../packages/revise/src/dialects/postgres/lock";
import { isReviseError } from "../../../packages/revise/src/errors";
import { useDatabase } from "./fixture";

const database = useDatabase("lock");

describe("lock", () => {
  it("lets one in at a time, tells the other who is inside, and lets it in after the release", async () => {
    const [first, second] = [await database().connection(), await database().connection()];
    await first.query("SET application_name = 'deploy'");
    const held = await lock(first, "app.revise_version", { timeout: null });
    const holders: string[] = [];
    const waiting = lock(second, "app.revise_version", {
      timeout: 10_000,
      onWait: (holder) => holders.push(holder),
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(holders).toHaveLength(1);
    expect(holders[0]).toMatch(/^process \d+ \("deploy",.* since 20\d\d-/);
    await held.release();
    await (await waiting).release();
  });

  it("gives up after the timeout, with the holder in the message", async () => {
    const [first, second] = [await database().connection(), await database().connection()];
    const held = await lock(first, "k", { timeout: 0 });
    const started = performance.now();
    const error: unknown = await lock(second, "k", { timeout: 300 }).catch((reason: unknown) => reason);
    expect(performance.now() - started).toBeGreaterThan(280);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(isReviseError(error, "database-locked")).toBe(true);
    expect(String(error)).toMatch(/The database is locked by process \d+ .*; waited 0\.3 s\./);
    await held.release();
    await (await lock(second, "k", { timeout: 0 })).release();
  });

  it("keeps different keys apart, and is gone with its connection", async () => {
    const [first, second] = [await database().connection(), await database().connection()];
    await lock(first, "a", { timeout: 0 });
    await (await lock(second, "b", { timeout: 0 })).release();
    await first.release();
    await (await lock(second, "a", { timeout: 5_000 })).release();
  });
});
