/** Spellings of the command line that other programs take as well. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProject, type Project } from "./project";

let shop: Project;
beforeEach(() => {
  shop = createProject({ from: "demo" });
});
afterEach(() => {
  shop.remove();
});

describe("a value stands", () => {
  it("right after its letter", async () => {
    await shop.revise("revision", "-mfirst of all", "--rev-id", "a1");
    await shop.revise("-crevise.config.ts", "-xwait=1", "revision", "-msecond", "--rev-id", "b2");
    expect(shop.revisions()).toEqual(["a1_first_of_all.ts", "b2_second.ts"]);
    const history = await shop.revise("history", "-r-1:");
    expect(history).toEqual({
      code: 0,
      stdout: "a1 -> b2 (head), second\n<base> -> a1, first of all\n",
      stderr: "",
    });
  });

  it("after a minus of its own, where it is a text", async () => {
    await shop.revise("revision", "-m", "- drop the old", "--rev-id", "a1");
    await shop.revise("revision", "--message", "--force is gone", "--rev-id", "b2");
    expect((await shop.revise("history")).stdout).toBe(
      "a1 -> b2 (head), --force is gone\n<base> -> a1, - drop the old\n",
    );
  });
});
