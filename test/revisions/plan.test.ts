import { describe, expect, it } from "vitest";
import { buildGraph } from "../../packages/revise/src/revisions/graph";
import { planDowngrade, planUpgrade } from "../../packages/revise/src/revisions/plan";
import { planStamp } from "../../packages/revise/src/revisions/plan-stamp";
import type { Step } from "../../packages/revise/src/revisions/step";
import { stepLine } from "../../packages/revise/src/revisions/step";
import { changeRows } from "../../packages/revise/src/revisions/version-rows";
import { draw, revision } from "./draw";
import { refusal } from "./failure";

const text = (steps: readonly Step[]): string[] =>
  steps.map((step) => `${step.from.join(",")} -> ${step.to.join(",")}`);
/** `-` delete, `+` insert, `a>b` update. */
const rows = (steps: readonly Step[]): string[] =>
  steps.map(({ rows: change }) =>
    [
      ...change.delete.map((row) => `-${row}`),
      ...change.update.map(({ from, to }) => `${from}>${to}`),
      ...change.insert.map((row) => `+${row}`),
    ].join(" "),
  );
const after = (start: readonly string[], steps: readonly Step[]): string[] =>
  steps.reduce((current, step) => changeRows(current, step.rows), [...start]).sort();

const graph = draw(`
  a1:
  a2: a1
  b1: a2 [left]
  b2: b1
  c1: a2 [right]
  m1: b2 c1
  x1: [other]
  x2: x1 needs b1
`);

describe("planUpgrade", () => {
  it("applies what is missing, dependencies first, one branch after the other", () => {
    expect(text(planUpgrade(graph, [], "m1"))).toEqual([
      " -> a1",
      "a1 -> a2",
      "a2 -> c1",
      "a2 -> b1",
      "b1 -> b2",
      "b2,c1 -> m1",
    ]);
    expect(text(planUpgrade(graph, ["b2"], "m1"))).toEqual(["a2 -> c1", "b2,c1 -> m1"]);
    expect(text(planUpgrade(graph, ["m1"], "other@head"))).toEqual([" -> x1", "x1 -> x2"]);
    expect(planUpgrade(graph, ["m1"], "a1")).toEqual([]);
    expect(planUpgrade(draw(""), [], "head")).toEqual([]);
  });

  it("moves along a branch, opens branches and closes them in a merge", () => {
    expect(rows(planUpgrade(graph, [], "m1"))).toEqual([
      "+a1",
      "a1>a2",
      "a2>c1",
      "+b1",
      "b1>b2",
      "-b2 c1>m1",
    ]);
  });

  it("gives a consumed dependency no row, and keeps one that is still a tip", () => {
    expect(rows(planUpgrade(graph, ["b1"], "other@head"))).toEqual(["+x1", "-b1 x1>x2"]);
    expect(rows(planUpgrade(graph, ["b2"], "other@head"))).toEqual(["+x1", "x1>x2"]);
    // b1 is implied by x2, so b2 opens a branch.
    expect(rows(planUpgrade(graph, ["x2"], "b2"))).toEqual(["+b2"]);
  });

  it("merges with one parent that depends on the other by a plain move", () => {
    const crossed = draw("a1:\n b1: a1\n c1: a1 needs b1\n m1: b1 c1");
    const up = planUpgrade(crossed, [], "m1");
    expect(rows(up)).toEqual(["+a1", "a1>b1", "b1>c1", "c1>m1"]);
    expect(after(["m1"], planDowngrade(crossed, ["m1"], "c1"))).toEqual(["c1"]);
  });

  it("closes twin merges one after the other", () => {
    const twins = draw("a1:\n b1:\n m1: a1 b1\n m2: a1 b1");
    const up = planUpgrade(twins, [], "heads");
    expect(after([], up)).toEqual(["m1", "m2"]);
    expect(rows(up)).toEqual(["+b1", "+a1", "-a1 b1>m2", "+m1"]);
    expect(after(["m1", "m2"], planDowngrade(twins, ["m1", "m2"], "base"))).toEqual([]);
  });

  it("counts only parents in +1 and applies the dependencies of what it finds", () => {
    expect(text(planUpgrade(graph, ["x1"], "+1"))).toEqual([" -> a1", "a1 -> a2", "a2 -> b1", "x1 -> x2"]);
    expect(refusal(() => planUpgrade(graph, ["a1"], "-1")).text).toContain("an upgrade goes up");
  });

  it("names a row that no file declares, the directory, and the two ways out", () => {
    const { code, text: words } = refusal(() => planUpgrade(graph, ["feedfacecafe"], "head"));
    expect(code).toBe("unknown-revision");
    for (const part of ["feedfacecafe", "/app/revisions/versions", "Deploy", "stamp --purge"])
      expect(words).toContain(part);
  });

  it("says where it looked when there is no revision file at all", () => {
    const { text: words } = refusal(() => planUpgrade(draw(""), ["feedfacecafe"], "head"));
    expect(words).toContain("there is no revision file in /app/revisions/versions");
    expect(words).toContain("versionLocations");
  });

  it("refuses rows of which one implies the other", () => {
    expect(refusal(() => planUpgrade(graph, ["a1", "b1"], "head")).text).toContain(
      "a1 is an ancestor of another row",
    );
  });
});

describe("planDowngrade", () => {
  it("takes down all children of the target and what needs them", () => {
    expect(text(planDowngrade(graph, ["m1"], "a2"))).toEqual([
      "m1 -> b2,c1",
      "b2 -> b1",
      "b1 -> a2",
      "c1 -> a2",
    ]);
    expect(text(planDowngrade(graph, ["b2", "x2"], "a2"))).toEqual(["b2 -> b1", "x2 -> x1", "b1 -> a2"]);
  });

  it("takes nothing down that is only depended on, and gives it its row back", () => {
    expect(rows(planDowngrade(graph, ["x2"], "x1"))).toEqual(["x2>x1 +b1"]);
    expect(after(["x2"], planDowngrade(graph, ["x2"], "x1"))).toEqual(["b1", "x1"]);
    expect(after(["x2"], planDowngrade(graph, ["x2"], "other@base"))).toEqual(["b1"]);
    expect(after(["b2", "x2"], planDowngrade(graph, ["b2", "x2"], "other@base"))).toEqual(["b2"]);
  });

  it("opens a merge again", () => {
    expect(rows(planDowngrade(graph, ["m1"], "b2"))).toEqual(["m1>c1 +b2"]);
  });

  it("keeps to the branch of the target", () => {
    expect(text(planDowngrade(graph, ["b2", "c1"], "left@-1"))).toEqual(["b2 -> b1"]);
    expect(text(planDowngrade(graph, ["b2", "c1"], "left@a2"))).toEqual(["b2 -> b1", "b1 -> a2"]);
    expect(text(planDowngrade(graph, ["b2", "c1"], "a2"))).toEqual(["b2 -> b1", "b1 -> a2", "c1 -> a2"]);
    expect(text(planDowngrade(graph, ["m1", "x1"], "other@base"))).toEqual(["x1 -> "]);
  });

  it("touches one branch with label@base+N and all of them with base+N", () => {
    const two = draw("a1: [left]\n a2: a1\n b1: [right]\n b2: b1");
    expect(text(planDowngrade(two, ["a2", "b2"], "left@base+1"))).toEqual(["a2 -> a1"]);
    const fork = draw("r1:\n a1: r1 [left]\n b1: r1");
    expect(text(planDowngrade(fork, ["a1", "b1"], "base+1"))).toEqual(["a1 -> r1", "b1 -> r1"]);
  });

  it("has nothing to do at a target that is current, a tip or not", () => {
    expect(planDowngrade(graph, ["b2"], "b2")).toEqual([]);
    expect(planDowngrade(graph, [], "base")).toEqual([]);
    expect(planDowngrade(graph, ["b2", "x1"], "current")).toEqual([]);
  });

  it("goes one down from the only row, along its own branch", () => {
    expect(text(planDowngrade(graph, ["b1"], "-1"))).toEqual(["b1 -> a2"]);
    expect(text(planDowngrade(graph, ["a1"], "-1"))).toEqual(["a1 -> "]);
    expect(refusal(() => planDowngrade(graph, ["b1", "c1"], "-1")).code).toBe("multiple-heads");
    expect(refusal(() => planDowngrade(graph, ["m1"], "-1")).text).toContain("merge of");
    expect(refusal(() => planDowngrade(graph, ["a1"], "-2")).text).toContain("past the base");
    expect(refusal(() => planDowngrade(graph, [], "-1")).text).toContain("no revision has been applied");
    expect(refusal(() => planDowngrade(graph, ["a1"], "+1")).text).toContain("a downgrade goes down");
  });

  it("refuses a target that has not been applied or is not in the branch", () => {
    expect(refusal(() => planDowngrade(graph, ["b1"], "b2")).text).toContain(
      'revision "b2" has not been applied',
    );
    expect(refusal(() => planDowngrade(graph, ["b1"], "left@c1")).text).toContain("not in branch");
    // b1 is there because x2 depends on it, not because the database is at it.
    expect(refusal(() => planDowngrade(graph, ["x2"], "b1")).text).toContain("x2 needs it");
    expect(refusal(() => planDowngrade(graph, ["c1"], "left@a2")).text).toContain('in branch "left"');
  });

  it("does not bring back a dependency that an ancestor declares too", () => {
    const twice = draw("a1:\n b1: needs a1\n b2: b1 needs a1");
    expect(rows(planDowngrade(twice, ["b2"], "b1"))).toEqual(["b2>b1"]);
    expect(after(["b2"], planDowngrade(twice, ["b2"], "b2@base"))).toEqual(["a1"]);
  });
});

describe("planStamp", () => {
  const stamp = (start: readonly string[], ...targets: string[]): readonly string[] =>
    rows(planStamp(graph, start, targets));

  it("opens, moves up and down, and does nothing where the database is already", () => {
    expect(stamp([], "b1")).toEqual(["+b1"]);
    expect(stamp(["a1"], "b2")).toEqual(["a1>b2"]);
    expect(stamp(["b2"], "a1")).toEqual(["b2>a1"]);
    expect(stamp(["b2"], "b2")).toEqual([]);
    expect(stamp(["b2"], "x1")).toEqual(["+x1"]);
    expect(stamp(["b2"], "right@c1")).toEqual(["+c1"]);
  });

  it("crosses merges, forks and dependencies in one step", () => {
    expect(stamp(["b2", "c1"], "m1")).toEqual(["-b2 c1>m1"]);
    expect(stamp(["m1"], "b1")).toEqual(["m1>b1"]);
    expect(stamp(["b2", "c1"], "a2")).toEqual(["-b2 c1>a2"]);
    expect(stamp(["b1", "c1"], "left@head")).toEqual(["-b1 c1>m1"]);
    expect(stamp(["b1"], "x2")).toEqual(["b1>x2"]);
  });

  it("clears everything with base, and one branch with label@base", () => {
    expect(stamp(["b2", "x1"], "base")).toEqual(["-b2", "-x1"]);
    expect(stamp(["b2", "x1"], "other@base")).toEqual(["-x1"]);
  });

  it("stamps several branches at once and refuses targets that imply each other", () => {
    expect(after(["a1"], planStamp(graph, ["a1"], ["b1", "c1", "x1"]))).toEqual(["b1", "c1", "x1"]);
    expect(after([], planStamp(graph, [], ["heads"]))).toEqual(["m1", "x2"]);
    expect(refusal(() => planStamp(graph, [], ["a1", "b1"])).text).toContain(
      "a1 is an ancestor of another one",
    );
    expect(refusal(() => planStamp(graph, [], ["head"])).code).toBe("multiple-heads");
  });

  it("gets out of unknown and overlapping rows", () => {
    expect(refusal(() => planStamp(graph, ["feedfacecafe"], ["a1"])).code).toBe("unknown-revision");
    expect(rows(planStamp(graph, ["feedfacecafe"], ["a1"], { purge: true }))).toEqual([
      "-feedfacecafe",
      "+a1",
    ]);
    expect(after(["a1", "b1"], planStamp(graph, ["a1", "b1"], ["b1"]))).toEqual(["b1"]);
  });
});

describe("stepLine", () => {
  it("says direction, both sides and the message, an empty side empty", () => {
    const [first] = planUpgrade(graph, [], "m1");
    const merge = planUpgrade(graph, ["b2", "c1"], "m1")[0];
    expect(first && stepLine(first)).toBe("Running upgrade  -> a1, revision a1");
    expect(merge && stepLine(merge)).toBe("Running upgrade b2, c1 -> m1, revision m1");
    expect(planDowngrade(graph, ["a1"], "base").map(stepLine)).toEqual([
      "Running downgrade a1 -> , revision a1",
    ]);
    expect(planStamp(graph, ["a1"], ["base"]).map(stepLine)).toEqual(["Running stamp a1 -> "]);
  });
});

describe("ten thousand revisions", () => {
  it("are planned in well under a second", () => {
    const line = Array.from({ length: 10_000 }, (_, index) => {
      const id = `r${String(index).padStart(6, "0")}`;
      const parent = `r${String(index - 1).padStart(6, "0")}`;
      return revision(
        id,
        index === 0 ? [] : [parent],
        [],
        index % 50 === 7 ? [`r${String(index - 5).padStart(6, "0")}`] : [],
      );
    });
    const started = process.cpuUsage();
    const built = buildGraph(line);
    expect(planUpgrade(built, [], "head")).toHaveLength(10_000);
    expect(planDowngrade(built, ["r009999"], "base")).toHaveLength(10_000);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});
