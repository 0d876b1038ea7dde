import { describe, expect, it } from "vitest";
import { buildGraph } from "../../packages/revise/src/revisions/graph";
import { isBranchPoint, isMergePoint } from "../../packages/revise/src/revisions/graph-node";
import { nodeOf, overlapping } from "../../packages/revise/src/revisions/ancestry";
import { wholeHistory } from "../../packages/revise/src/revisions/topology";
import { draw, revision } from "./draw";
import { failure } from "./failure";

const problem = (text: string): unknown => failure(() => draw(text)).details;

const branched = `
  a1:
  a2: a1
  b1: a2 [left]
  b2: b1
  c1: a2 [right]
  m1: b2 c1
  x1: [other]
  x2: x1 needs b1
`;

describe("buildGraph", () => {
  it("is empty without revisions", () => {
    const graph = buildGraph([]);
    expect(graph).toMatchObject({ heads: [], realHeads: [], bases: [], realBases: [] });
  });

  it("finds heads, bases, branch points and merge points", () => {
    const graph = draw(branched);
    expect(graph.heads).toEqual(["m1", "x2"]);
    expect(graph.realHeads).toEqual(["m1", "x2"]);
    expect(graph.bases).toEqual(["a1", "x1"]);
    expect([...graph.nodes.values()].filter(isBranchPoint).map((node) => node.id)).toEqual(["a2"]);
    expect([...graph.nodes.values()].filter(isMergePoint).map((node) => node.id)).toEqual(["m1"]);
    expect(nodeOf(graph, "a2").children).toEqual(["b1", "c1"]);
  });

  it("tells heads and bases from real ones", () => {
    const graph = draw("a1:\n a2: a1\n b1: needs a2\n b2: b1");
    expect(graph).toMatchObject({
      heads: ["a2", "b2"],
      realHeads: ["b2"],
      bases: ["a1", "b1"],
      realBases: ["a1"],
    });
  });

  it("spreads a label upwards to all descendants and down to the fork", () => {
    const graph = draw(branched);
    const labelled = (label: string): string[] =>
      [...graph.nodes.values()].filter((node) => node.labels.includes(label)).map((node) => node.id);
    // x2 depends on b1, so b1 is a real branch point.
    expect(labelled("left")).toEqual(["b1", "b2", "m1"]);
    expect(labelled("right")).toEqual(["c1", "m1"]);
    expect(labelled("other")).toEqual(["x1", "x2"]);
    const line = draw("a1:\n a2: a1\n a3: a2 [main]\n a4: a3");
    expect(nodeOf(line, "a1").labels).toEqual(["main"]);
  });

  it("counts a dependency as a fork when a label spreads down", () => {
    const graph = draw("a1:\n a2: a1\n a3: a2 [main]\n b1: needs a1");
    expect(nodeOf(graph, "a2").labels).toEqual(["main"]);
    expect(nodeOf(graph, "a1").labels).toEqual([]);
  });

  it("resolves a dependency on a label to the revision that declares it", () => {
    expect(nodeOf(draw("a1:\n a2: a1 [main]\n b1: needs main"), "b1").dependencies).toEqual(["a2"]);
  });

  it("drops a dependency that a versioned ancestor declares as well", () => {
    const graph = draw("a1:\n b1: needs a1\n b2: b1 needs a1\n b3: b2");
    expect(nodeOf(graph, "b1").predecessors).toEqual(["a1"]);
    expect(nodeOf(graph, "b2").normalizedDependencies).toEqual([]);
    expect(nodeOf(graph, "b2").predecessors).toEqual(["b1"]);
  });

  it("does not count a parent twice that is a dependency too", () => {
    const graph = draw("a1:\n a2: a1 needs a1");
    expect(nodeOf(graph, "a2").predecessors).toEqual(["a1"]);
    expect(nodeOf(graph, "a1").successors).toEqual(["a2"]);
  });

  it("takes ids that are the start of other ids for different revisions", () => {
    expect(draw("abc:\n abc1: abc\n abc12: abc1").heads).toEqual(["abc12"]);
  });

  it("names both files of a repeated id", () => {
    const error = failure(() =>
      buildGraph([revision("a1"), { ...revision("a1"), path: "/elsewhere/a1.ts" }]),
    );
    expect(error.code).toBe("revision-graph");
    expect(error.message).toContain("/app/revisions/versions/a1.ts and /elsewhere/a1.ts");
  });

  it("names file and id of a missing parent, and what it could have meant", () => {
    const error = failure(() => draw("27c6a30d7c24:\n b1: 27c6a30d7c25"));
    expect(error.message).toContain('"b1" (/app/revisions/versions/b1.ts) follows "27c6a30d7c25"');
    expect(error.hint).toContain('Did you mean "27c6a30d7c24"?');
    expect(failure(() => draw("27c6a30d7c24:\n b1: 27c6a")).hint).toContain("27c6a30d7c24");
  });

  it("names file and id of an unknown dependency", () => {
    const error = failure(() => draw("a1: [main]\n b1: needs mian"));
    expect(error.message).toContain('"b1" (/app/revisions/versions/b1.ts) depends on "mian"');
    expect(error.hint).toContain('"main"');
  });

  it("refuses a label that is used twice or is the id of a revision", () => {
    expect(problem("a1: [main]\n b1: [main]")).toMatchObject({ problem: "duplicate-label" });
    expect(problem("a1:\n b1: [a1]")).toMatchObject({ problem: "label-is-revision" });
  });

  it("tells four kinds of cycles apart", () => {
    expect(problem("a1: a1")).toMatchObject({ problem: "self-loop", revisions: ["a1"] });
    expect(problem("a1: needs a1")).toMatchObject({ problem: "dependency-self-loop", revisions: ["a1"] });
    expect(problem("a1: a3\n a2: a1\n a3: a2")).toMatchObject({
      problem: "cycle",
      revisions: ["a1", "a2", "a3"],
    });
    expect(problem("a1: needs b2\n a2: a1\n b1: needs a1\n b2: b1")).toMatchObject({
      problem: "dependency-cycle",
    });
  });

  it("lists what hangs on a cycle, and no healthy revision", () => {
    const details = problem("z1:\n z2: z1\n a1: a3\n a2: a1\n a3: a2\n a4: a3");
    expect(details).toMatchObject({ problem: "cycle", revisions: ["a1", "a2", "a3", "a4"] });
  });
});

describe("overlapping", () => {
  it("finds ids of which one is an ancestor of another and forgives repeats", () => {
    const graph = draw(branched);
    expect(overlapping(graph, ["b1", "m1"])).toEqual(["b1"]);
    expect(overlapping(graph, ["b1", "x2"])).toEqual(["b1"]);
    expect(overlapping(graph, ["b2", "c1", "c1"])).toEqual([]);
  });
});

describe("wholeHistory", () => {
  it("finishes all branches at their fork and goes down one at a time", () => {
    expect(wholeHistory(draw("a1:\n a2: a1\n b1: a2\n b2: b1\n c1: a2\n c2: c1"))).toEqual([
      "b2",
      "b1",
      "c2",
      "c1",
      "a2",
      "a1",
    ]);
  });

  it("lists every revision after all that build on it", () => {
    const graph = draw(branched);
    const order = wholeHistory(graph);
    expect([...order].sort()).toEqual([...graph.nodes.keys()].sort());
    for (const node of graph.nodes.values()) {
      for (const below of [...node.parents, ...node.dependencies]) {
        expect(order.indexOf(below)).toBeGreaterThan(order.indexOf(node.id));
      }
    }
  });
});
