import { describe, expect, it } from "vitest";
import type { RevisionRequest } from "../../packages/revise/src/revisions/new-revision";
import { chooseLocation, prepareRevision } from "../../packages/revise/src/revisions/new-revision";
import { draw } from "./draw";
import { failure } from "./failure";

describe("prepareRevision", () => {
  const graph = draw("a1:\n a2: a1 [main]\n b1: a1\n x1: [other]");
  const request: RevisionRequest = {
    id: "new1",
    heads: ["main"],
    splice: false,
    branchLabels: [],
    dependsOn: [],
  };
  const prepare = (change: Partial<RevisionRequest>): unknown =>
    prepareRevision(graph, { ...request, ...change });
  const codeOf = (change: Parameters<typeof prepare>[0]): string => failure(() => prepare(change)).code;

  it("resolves parents and dependencies, and keeps labels as labels", () => {
    expect(prepare({ dependsOn: ["main", "x1", "x1"] })).toEqual({
      id: "new1",
      downRevisions: ["a2"],
      branchLabels: [],
      dependsOn: ["main", "x1"],
    });
    expect(prepare({ heads: ["b1", "main@head"] })).toMatchObject({ downRevisions: ["a2", "b1"] });
    expect(prepare({ heads: ["base"] })).toMatchObject({ downRevisions: [] });
    expect(prepareRevision(draw("a1:"), { ...request, heads: [] })).toMatchObject({ downRevisions: ["a1"] });
  });

  it("refuses ids and labels that are taken or can't be", () => {
    for (const id of ["a-b", "a@b", "a:b", "a+b", "head", "base", "", "a b", "a/b", "x".repeat(101)])
      expect(codeOf({ id })).toBe("usage");
    for (const id of ["a1", "main"]) expect(codeOf({ id })).toBe("revision-exists");
    for (const label of ["a@b", "heads", "new1", "x-2", "-x"])
      expect(codeOf({ branchLabels: [label] })).toBe("usage");
    for (const label of ["main", "a1"]) expect(codeOf({ branchLabels: [label] })).toBe("revision-exists");
  });

  it("takes every head for `heads`, also one that another head depends on", () => {
    const dependent = draw("a1:\n b1: a1\n c1: a1 needs b1");
    for (const heads of [["heads"], ["b1", "c1"]])
      expect(prepareRevision(dependent, { ...request, heads })).toMatchObject({
        downRevisions: ["b1", "c1"],
      });
    const named = failure(() => prepareRevision(dependent, { ...request, heads: ["a1", "c1"] }));
    expect(named.message).toContain("another parent follows it");
  });

  it("refuses parents that are no heads, unless spliced, and parents named twice", () => {
    expect(codeOf({ heads: [] })).toBe("multiple-heads");
    expect(codeOf({ heads: ["a1"] })).toBe("invalid-target");
    expect(prepare({ heads: ["a1"], splice: true })).toMatchObject({ downRevisions: ["a1"] });
    expect(codeOf({ heads: ["main", "a2"] })).toBe("invalid-target");
    expect(codeOf({ dependsOn: ["nope"] })).toBe("unknown-revision");
    expect(codeOf({ dependsOn: ["heads"] })).toBe("invalid-target");
  });
});

describe("chooseLocation", () => {
  const graph = draw("a1:");
  const locations = ["/app/other", "/app/revisions/versions"];

  it("is the one asked for, else that of the parent, else the only one", () => {
    expect(chooseLocation(graph, locations, [], "/app/revisions/versions/")).toBe("/app/revisions/versions");
    expect(chooseLocation(graph, locations, ["a1"], null)).toBe("/app/revisions/versions");
    expect(chooseLocation(graph, ["/app/other"], [], null)).toBe("/app/other");
    expect(failure(() => chooseLocation(graph, locations, [], null)).hint).toContain(
      "--version-path /app/other",
    );
    expect(failure(() => chooseLocation(graph, locations, [], "/tmp")).code).toBe("usage");
  });
});
