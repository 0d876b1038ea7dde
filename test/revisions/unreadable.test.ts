/** A file whose header can't be read is named, and breaks only what needs it. */
import { describe, expect, it } from "vitest";
import { buildGraph } from "../../packages/revise/src/revisions/graph";
import { historyBetween } from "../../packages/revise/src/revisions/history";
import { planDowngrade, planUpgrade } from "../../packages/revise/src/revisions/plan";
import { planStamp } from "../../packages/revise/src/revisions/plan-stamp";
import { resolveTarget } from "../../packages/revise/src/revisions/resolve";
import type { Step } from "../../packages/revise/src/revisions/step";
import { revisionsOf } from "./draw";
import { refusal } from "./failure";

const broken = [{ path: "/app/broken.ts", reason: "it exports no `revision`" }];
const idsOf = (steps: readonly Step[]): string[] => steps.map((step) => step.revision?.id ?? "base");

/** A branch that is whole, beside a file that may hold anything. */
const beside = buildGraph(
  revisionsOf(`
    aaaa1:
    aaaa2: aaaa1 [main]
    aaaa3: aaaa2
  `),
  { broken },
);

/** What follows `cccc2`, and what needs it, is there; `cccc2` may be the file. */
const amid = buildGraph(
  revisionsOf(`
    cccc1:
    cccc3: cccc2
    cccc4: cccc3
    dddd1: needs cccc2
  `),
  { broken },
);

describe("beside a file whose header can't be read", () => {
  it.each(["aaaa2", "main", "aaaa3-1", "main@aaaa2", "current", "base"])("upgrades to %s", (target) => {
    expect(idsOf(planUpgrade(beside, ["aaaa1"], target))).toEqual(
      ["current", "base"].includes(target) ? [] : ["aaaa2"],
    );
  });

  it.each(["aaaa1", "-1", "aaaa2-1", "main@-1", "current-1"])("downgrades to %s", (target) => {
    expect(idsOf(planDowngrade(beside, ["aaaa2"], target))).toEqual(["aaaa2"]);
  });

  it("stamps a whole id and base", () => {
    expect(idsOf(planStamp(beside, ["aaaa1"], ["aaaa3"]))).toEqual(["aaaa3"]);
    expect(idsOf(planStamp(beside, ["aaaa1"], ["base"]))).toEqual(["base"]);
  });

  it.each(["head", "heads", "head-1", "+1", "aaaa1+1", "main@head", "aaa", "mai@aaaa2", "base+1"])(
    "refuses %s, which may mean that file, and names it",
    (target) => {
      for (const plan of [
        () => planUpgrade(beside, ["aaaa1"], target),
        () => planStamp(beside, ["aaaa1"], [target]),
      ]) {
        const { code, text } = refusal(plan);
        expect(code).toBe("revision-file-invalid");
        expect(text).toContain("/app/broken.ts");
        expect(text).toContain("whole id");
      }
    },
  );

  it("lists what can be read", () => {
    expect(historyBetween({ graph: beside, rows: null }, null)).toEqual(["aaaa3", "aaaa2", "aaaa1"]);
    expect(resolveTarget({ graph: beside, rows: null }, "head").ids).toEqual(["aaaa3"]);
  });
});

describe("around a file whose header can't be read", () => {
  it("lists what follows it, which is neither a base nor follows anything", () => {
    expect(historyBetween({ graph: amid, rows: null }, null).sort()).toEqual([
      "cccc1",
      "cccc3",
      "cccc4",
      "dddd1",
    ]);
    expect(amid.bases).toEqual(["cccc1", "dddd1"]);
    expect(amid.realBases).toEqual(["cccc1"]);
    expect([...amid.incomplete.keys()]).toEqual(["cccc3", "dddd1"]);
  });

  it("runs what lies below it", () => {
    expect(idsOf(planUpgrade(amid, [], "cccc1"))).toEqual(["cccc1"]);
    expect(idsOf(planDowngrade(amid, ["cccc1"], "base"))).toEqual(["cccc1"]);
  });

  it.each<[string, () => unknown]>([
    ["an upgrade through it", () => planUpgrade(amid, ["cccc1"], "cccc4")],
    ["an upgrade that needs it", () => planUpgrade(amid, [], "dddd1")],
    ["an upgrade of a database above it", () => planUpgrade(amid, ["cccc3"], "cccc1")],
    ["a downgrade through it", () => planDowngrade(amid, ["cccc4"], "base")],
    ["a downgrade above it", () => planDowngrade(amid, ["cccc4"], "cccc3")],
    ["a step that would lead into it", () => planDowngrade(amid, ["cccc3"], "-1")],
    ["a stamp above it", () => planStamp(amid, [], ["cccc4"])],
    ["a stamp of a database above it", () => planStamp(amid, ["cccc4"], ["cccc1"])],
    ["a way down to it", () => resolveTarget({ graph: amid, rows: null }, "cccc4-2")],
  ])("refuses %s, and names it", (_, plan) => {
    const { code, text } = refusal(plan);
    expect(code).toBe("revision-graph");
    expect(text).toContain("/app/broken.ts");
    expect(text).toContain('"cccc2"');
  });

  it("does not excuse a parent that is missing where every file can be read", () => {
    expect(refusal(() => buildGraph(revisionsOf("b1: a1"))).code).toBe("revision-graph");
  });
});
