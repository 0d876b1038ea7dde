/**
 * The graph, the identifiers, the plans and the version rows of Alembic, case by case. Each table has its graph above it;
 * `rows` is what the version table holds before, `after` what it holds afterwards, and a failure is its code.
 */
import { describe, expect, it } from "vitest";
import { isReviseError } from "../../packages/revise/src/errors";
import type { RevisionGraph } from "../../packages/revise/src/revisions/graph";
import { nodeOf } from "../../packages/revise/src/revisions/ancestry";
import { historyBetween } from "../../packages/revise/src/revisions/history";
import { planDowngrade, planUpgrade } from "../../packages/revise/src/revisions/plan";
import { planStamp } from "../../packages/revise/src/revisions/plan-stamp";
import { currentHeads, resolveTarget } from "../../packages/revise/src/revisions/resolve";
import type { Step } from "../../packages/revise/src/revisions/step";
import { changeRows } from "../../packages/revise/src/revisions/version-rows";
import { draw } from "./draw";

type Outcome = { readonly steps: string; readonly after: string } | string;

const words = (text: string): string[] => text.split(" ").filter((word) => word !== "");

function outcome(rows: string, plan: (rows: readonly string[]) => readonly Step[]): Outcome {
  try {
    const before = words(rows);
    const steps = plan(before);
    return {
      steps: steps.map((step) => step.revision?.id ?? "base").join(" "),
      after: steps
        .reduce((now, step) => changeRows(now, step.rows), before)
        .sort()
        .join(" "),
    };
  } catch (error) {
    if (isReviseError(error)) return error.code;
    throw error;
  }
}

type Case = readonly [rows: string, target: string, steps: string, after?: string];

/** A case with three columns fails with the code in the last one. */
function table(graph: RevisionGraph, verb: "upgrade" | "downgrade" | "stamp", cases: readonly Case[]): void {
  for (const [rows, target, steps, after] of cases) {
    it(`${verb}: at [${rows}] to ${target}`, () => {
      const found = outcome(rows, (before) =>
        verb === "upgrade"
          ? planUpgrade(graph, before, target)
          : verb === "downgrade"
            ? planDowngrade(graph, before, target)
            : planStamp(graph, before, words(target)),
      );
      if (after === undefined) expect(found).toBe(steps);
      else if (verb === "stamp") expect(found).toMatchObject({ after });
      else expect(found).toEqual({ steps, after });
    });
  }
}

/**
 *             ┌── b1 (left) ── b2 ── b3 ──┐
 *     a1 ── a2                            m1
 *             └── c1 (right) ── c2 ───────┘
 */
describe("a fork that is merged", () => {
  const graph = draw(`
    a1:
    a2: a1
    b1: a2 [left]
    b2: b1
    b3: b2
    c1: a2 [right]
    c2: c1
    m1: b3 c2
  `);

  table(graph, "upgrade", [
    ["", "head", "a1 a2 c1 c2 b1 b2 b3 m1", "m1"],
    ["", "left@b2", "a1 a2 b1 b2", "b2"],
    ["b3", "head", "c1 c2 m1", "m1"],
    ["b3 c2", "head", "m1", "m1"],
    ["b2 c1", "right@+1", "c2", "b2 c2"],
    ["b2", "right@+1", "c1", "b2 c1"],
    ["b2", "right@+2", "c1 c2", "b2 c2"],
    ["a1", "+1", "a2", "a2"],
    ["a2", "+1", "invalid-target"],
    ["a1", "+2", "invalid-target"],
    ["b1 c1", "+1", "multiple-heads"],
    ["m1", "+1", "invalid-target"],
    ["m1", "b1", "", "m1"],
    ["m1", "base", "", "m1"],
    ["", "+1", "a1", "a1"],
    ["", "base+2", "a1 a2", "a2"],
    ["", "a2+1", "invalid-target"],
    ["", "left@a2+1", "a1 a2 b1", "b1"],
    ["", "head-1", "invalid-target"],
    ["", "left@head-1", "a1 a2 b1 b2 b3", "b3"],
    ["", "head+1", "invalid-target"],
    ["a1", "-1", "invalid-target"],
    ["a1", "a1+0", "", "a1"],
    ["a1", "+0", "invalid-target"],
    ["a1", "-1@head", "invalid-target"],
    ["a1", "", "invalid-target"],
    ["a1", "a1:a2", "invalid-target"],
    ["a1", "nothing", "unknown-revision"],
    ["nothing", "head", "unknown-revision"],
    ["a1 b1", "head", "revision-graph"],
  ]);

  table(graph, "downgrade", [
    ["m1", "base", "m1 b3 b2 b1 c2 c1 a2 a1", ""],
    ["m1", "b3", "m1", "b3 c2"],
    ["m1", "left@b2", "m1 b3", "b2 c2"],
    ["m1", "-1", "invalid-target"],
    ["m1", "a2", "m1 b3 b2 b1 c2 c1", "a2"],
    ["b3 c2", "a2", "b3 b2 b1 c2 c1", "a2"],
    ["b3 c2", "left@a2", "b3 b2 b1", "c2"],
    ["b3 c2", "right@a2", "c2 c1", "b3"],
    ["b3 c2", "left@-1", "b3", "b2 c2"],
    ["b3 c2", "left@-2", "b3 b2", "b1 c2"],
    ["b3 c2", "left@-3", "b3 b2 b1", "c2"],
    ["b3 c2", "left@-5", "b3 b2 b1 c2 c1 a2 a1", ""],
    ["b3 c2", "left@-6", "invalid-target"],
    ["b3 c2", "b2", "b3", "b2 c2"],
    ["b3 c2", "b3", "", "b3 c2"],
    ["b3 c2", "-1", "multiple-heads"],
    ["b3", "-1", "b3", "b2"],
    ["b3", "b3-1", "b3", "b2"],
    ["b3", "base+1", "b3 b2 b1 a2", "a1"],
    ["b3", "c1", "invalid-target"],
    ["b1", "b2", "invalid-target"],
    ["b1", "left@c1", "invalid-target"],
    ["c2", "left@a2", "invalid-target"],
    ["b1", "+1", "invalid-target"],
    ["a1", "-1", "a1", ""],
    ["a1", "-2", "invalid-target"],
    ["", "-1", "invalid-target"],
    ["", "base", "", ""],
    ["a1", "base-1", "invalid-target"],
  ]);

  table(graph, "stamp", [
    ["", "head", "", "m1"],
    ["b3 c2", "m1", "", "m1"],
    ["m1", "b3", "", "b3"],
    ["m1", "b3 c2", "", "b3 c2"],
    ["b1 c1", "left@head", "", "m1"],
    ["b1", "right", "", "b1 c1"],
    ["b1 c1", "a2", "", "a2"],
    ["b1 c1", "base", "", ""],
    ["b1 c1", "left@base", "", "c1"],
    ["b1", "b1", "", "b1"],
    ["b1", "a1 b1", "invalid-target"],
  ]);

  it("finds the members of a label", () => {
    const labelled = (label: string): string[] =>
      [...graph.nodes.values()].filter(({ labels }) => labels.includes(label)).map(({ id }) => id);
    expect(labelled("left")).toEqual(["b1", "b2", "b3", "m1"]);
    expect(labelled("right")).toEqual(["c1", "c2", "m1"]);
  });
});

/**
 *     a1 (left)  ── a2 ── a3
 *                    ╎
 *     b1 (right) ── b2 ── b3        b2 depends on a2
 */
describe("two bases and a dependency", () => {
  const graph = draw(`
    a1: [left]
    a2: a1
    a3: a2
    b1: [right]
    b2: b1 needs a2
    b3: b2
  `);

  table(graph, "upgrade", [
    ["", "right@head", "a1 a2 b1 b2 b3", "b3"],
    ["", "heads", "a1 a2 b1 b2 b3 a3", "a3 b3"],
    ["b1", "+1", "a1 a2 b2", "b2"],
    ["a1 b1", "right@+1", "a2 b2", "b2"],
    ["b2", "left@+1", "a3", "a3 b2"],
    ["b1", "left@+1", "a1", "a1 b1"],
    ["", "left@base+2", "a1 a2", "a2"],
    ["", "+1", "invalid-target"],
    ["", "base+1", "invalid-target"],
    ["", "head", "multiple-heads"],
    ["a2 b2", "head", "revision-graph"],
  ]);

  table(graph, "downgrade", [
    ["b3", "b1", "b3 b2", "a2 b1"],
    ["b3", "right@base", "b3 b2 b1", "a2"],
    ["b3", "left@base", "b3 b2 a2 a1", "b1"],
    ["a3 b3", "right@-1", "b3", "a3 b2"],
    ["a3 b3", "left@-1", "a3", "b3"],
    ["a3 b3", "a1", "a3 b3 b2 a2", "a1 b1"],
    ["a3 b3", "right@base+1", "b3 b2", "a3 b1"],
    // a2 is there because b3 needs it; the database is not at it.
    ["b3", "a2", "invalid-target"],
    ["a3 b3", "base", "a3 b3 b2 b1 a2 a1", ""],
  ]);

  table(graph, "stamp", [
    ["", "heads", "", "a3 b3"],
    ["a2", "right@head", "", "b3"],
    ["b3", "a2", "", "a2"],
    ["a3 b3", "left@base", "", ""],
    ["a1 b1", "heads", "", "a3 b3"],
  ]);

  it("shows what a dependency implies as current", () => {
    expect(currentHeads(graph, ["b2"])).toEqual(["a2", "b2"]);
    expect(currentHeads(graph, ["b1"])).toEqual(["b1"]);
  });
});

/**
 *     r1 (tree) ─┬─ p1
 *                └─ q1
 */
describe("a label at the foot of a fork", () => {
  const graph = draw("r1: [tree]\n p1: r1\n q1: r1");

  table(graph, "downgrade", [
    ["p1 q1", "r1", "p1 q1", "r1"],
    // The label covers both ways up, and says nothing about which is meant.
    ["p1 q1", "tree@r1", "invalid-target"],
    ["p1 q1", "tree@base+1", "invalid-target"],
    ["p1 q1", "tree@-1", "multiple-heads"],
    ["p1 q1", "p1@-1", "p1", "q1"],
    ["p1", "tree@r1", "p1", "r1"],
    ["p1", "tree@-1", "p1", "r1"],
    ["p1 q1", "tree@base", "p1 q1 r1", ""],
  ]);
});

/** m1 and m2 both merge a1 and b1; n1 merges b1 and c1, and c1 depends on b1. */
describe("merges that share their parents, or whose parents need each other", () => {
  const twins = draw("a1:\n b1:\n m1: a1 b1\n m2: a1 b1");
  table(twins, "upgrade", [
    ["a1 b1", "m1", "m1", "m1"],
    ["m1", "m2", "m2", "m1 m2"],
  ]);
  table(twins, "downgrade", [
    ["m1 m2", "m1", "", "m1 m2"],
    ["m1 m2", "a1", "m1 m2", "a1 b1"],
  ]);

  const crossed = draw("b1:\n c1: needs b1\n n1: b1 c1");
  table(crossed, "upgrade", [
    ["", "head", "b1 c1 n1", "n1"],
    ["c1", "n1", "n1", "n1"],
  ]);
  table(crossed, "downgrade", [["n1", "c1", "n1", "c1"]]);
});

/** The bodies of identifiers: prefixes, labels that read like ids, and what no revision has. */
describe("identifiers", () => {
  const graph = draw(`
    abcd1: [abcdlabel]
    abce2: abcd1
    abc: abce2
    xyz9: abc [Zeta]
  `);
  const found = (text: string): string => {
    try {
      return resolveTarget({ graph, rows: null }, text).ids.join(" ");
    } catch (error) {
      if (isReviseError(error)) return error.code;
      throw error;
    }
  };

  it.each([
    ["x", "xyz9"],
    ["abc", "abc"],
    ["abcd", "abcd1"],
    ["abcdl", "abcd1"],
    ["ab", "ambiguous-revision"],
    ["zeta", "unknown-revision"],
    ["Zeta", "xyz9"],
    ["Zeta@abce", "abce2"],
    ["abcd1@head", "xyz9"],
    ["abcd@head", "xyz9"],
    ["@head", "xyz9"],
    ["@heads", "xyz9"],
    ["nope@head", "unknown-revision"],
    ["x@", "invalid-target"],
    ["a@b@c", "invalid-target"],
    ["-1", "abc"],
    ["-4", ""],
    ["-5", "invalid-target"],
    ["abce2-1", "abcd1"],
    ["abce2+2", "xyz9"],
    ["head-3", "abcd1"],
    ["base+1", "abcd1"],
    ["base", ""],
    ["Zeta@base", ""],
    ["+1", "invalid-target"],
    ["head-1x", "unknown-revision"],
  ])("%s is %s", (text, expected) => {
    expect(found(text)).toBe(expected);
  });
});

describe("history", () => {
  const graph = draw("a1:\n a2: a1\n b1: a2 [left]\n c1: a2 [right]\n c2: c1");
  const range = (text: string, rows: readonly string[] | null = null): string => {
    try {
      return historyBetween({ graph, rows }, text).join(" ");
    } catch (error) {
      if (isReviseError(error)) return error.code;
      throw error;
    }
  };

  it.each([
    [":", "b1 c2 c1 a2 a1"],
    ["a2:c1", "c1 a2"],
    ["left@base:heads", "b1 a2 a1"],
    ["right@-1:", "c2 c1"],
    ["a1:right@head-1", "c1 a2 a1"],
    ["a1:+1", "a2 a1"],
    ["a1:right@+2", "c1 a2 a1"],
    ["c1:b1", "invalid-target"],
    ["b1", "invalid-target"],
    ["a1:a2:b1", "invalid-target"],
    ["head:", "multiple-heads"],
    ["current:", "invalid-target"],
  ])("%s is %s", (text, expected) => {
    expect(range(text)).toBe(expected);
  });

  it("asks the rows for current", () => {
    expect(range("current:right@head", ["c1"])).toBe("c2 c1");
    expect(range(":current", ["b1"])).toBe("b1 a2 a1");
  });

  it("spreads a label down to the fork only", () => {
    expect(nodeOf(graph, "a2").labels).toEqual([]);
  });
});
