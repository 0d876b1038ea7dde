import { describe, expect, it } from "vitest";
import { historyBetween } from "../../packages/revise/src/revisions/history";
import { currentHeads, resolveRevision, resolveTarget } from "../../packages/revise/src/revisions/resolve";
import { parseRange, parseTarget } from "../../packages/revise/src/revisions/target";
import { draw } from "./draw";
import { refusal } from "./failure";

const graph = draw(`
  ae1027a6ac:
  ae10fork01: ae1027a6ac
  left000001: ae10fork01 [left]
  left000002: left000001
  left000003: left000002
  right00001: ae10fork01 [user-service]
  right00002: right00001
  merged0001: left000003 right00002
  alone00001: [alone]
  alone00002: alone00001 needs left000001
`);
const ids = (text: string, rows: readonly string[] | null = null): readonly string[] =>
  resolveTarget({ graph, rows }, text).ids;

describe("parseTarget", () => {
  it("reads every form as a whole", () => {
    expect(parseTarget("left@+2")).toEqual({ text: "left@+2", branch: "left", symbol: null, offset: 2 });
    expect(parseTarget("ae10-1")).toMatchObject({ branch: null, symbol: "ae10", offset: -1 });
    expect(parseTarget("-1")).toMatchObject({ branch: null, symbol: null, offset: -1 });
    expect(parseTarget("@head")).toMatchObject({ branch: null, symbol: "head", offset: null });
    expect(parseTarget("user-service@base+3")).toMatchObject({
      branch: "user-service",
      symbol: "base",
      offset: 3,
    });
    expect(parseTarget("user-service")).toMatchObject({ symbol: "user-service", offset: null });
  });

  it.each([
    "",
    " ",
    "x@",
    "@",
    "-1@head",
    "a@b@c",
    "+",
    "--1",
    "+0",
    "-0",
    "a b",
    "+1x",
    "-1junk",
    "a:b",
    "a+",
    "a+1+2",
  ])("refuses %j and says why", (text) => {
    const { code, text: words } = refusal(() => parseTarget(text));
    expect(code).toBe("invalid-target");
    expect(words).toContain(`"${text}"`);
  });
});

describe("parseRange", () => {
  it("reads either side, and null for an empty one", () => {
    expect(parseRange("a:b")).toEqual({ text: "a:b", start: "a", end: "b" });
    expect(parseRange(":")).toMatchObject({ start: null, end: null });
    expect(parseRange("-3:current")).toMatchObject({ start: "-3", end: "current" });
    for (const text of ["head", "a:b:c"]) {
      expect(() => parseRange(text)).toThrow(
        expect.objectContaining({ hint: expect.stringContaining("<from>:<to>") as string }) as Error,
      );
    }
  });

  it("refuses more or less than one colon", () => {
    expect(refusal(() => parseRange("a:b:c")).code).toBe("invalid-target");
    expect(refusal(() => parseRange("a")).code).toBe("invalid-target");
  });
});

describe("resolveTarget", () => {
  it("finds full ids, labels and unique starts", () => {
    expect(ids("left000002")).toEqual(["left000002"]);
    expect(ids("user-service")).toEqual(["right00001"]);
    expect(ids("m")).toEqual(["merged0001"]);
    expect(ids("user-s")).toEqual(["right00001"]);
  });

  it("takes a start that one id and its own label share for unambiguous", () => {
    const same = draw("abcd1: [abcdlabel]");
    expect(resolveTarget({ graph: same, rows: null }, "abcd").ids).toEqual(["abcd1"]);
  });

  it("matches no start of ids that are three characters or shorter", () => {
    const short = draw("abc:\n abcd: abc");
    expect(resolveTarget({ graph: short, rows: null }, "ab").ids).toEqual(["abcd"]);
    expect(resolveTarget({ graph: short, rows: null }, "abc").ids).toEqual(["abc"]);
  });

  it("resolves head, heads, base and current", () => {
    expect(ids("heads")).toEqual(["merged0001", "alone00002"]);
    expect(ids("left@head")).toEqual(["merged0001"]);
    expect(ids("base")).toEqual([]);
    expect(ids("current", ["left000002"])).toEqual(["left000002"]);
    expect(ids("alone@current", ["alone00001", "right00001"])).toEqual(["alone00001"]);
    const empty = draw("");
    expect(resolveTarget({ graph: empty, rows: [] }, "head").ids).toEqual([]);
  });

  it("gives real heads for heads and versioned heads for head and label@heads", () => {
    const deep = draw("a1: [main]\n a2: a1\n b1: needs a2");
    const of = (text: string): readonly string[] => resolveTarget({ graph: deep, rows: null }, text).ids;
    expect(of("heads")).toEqual(["b1"]);
    expect(of("main@heads")).toEqual(["a2"]);
    expect(refusal(() => of("head")).code).toBe("multiple-heads");
  });

  it("walks up and down from an id, a symbol and the rows", () => {
    expect(ids("left000001+2")).toEqual(["left000003"]);
    expect(ids("left000003-2")).toEqual(["left000001"]);
    expect(ids("ae1027-1")).toEqual([]);
    expect(ids("left@head-1")).toEqual(["left000003"]);
    expect(ids("alone@base+1")).toEqual(["alone00001"]);
    expect(ids("+1", ["left000001"])).toEqual(["left000002"]);
    expect(ids("-1", ["left000001"])).toEqual(["ae10fork01"]);
    expect(ids("current-1", ["left000001"])).toEqual(["ae10fork01"]);
    expect(ids("left000001+0")).toEqual(["left000001"]);
  });

  it("counts a bare -1 from each head where no database is asked", () => {
    expect(resolveTarget({ graph: draw("a1:\n a2: a1\n a3: a2"), rows: null }, "-1").ids).toEqual(["a2"]);
    const fork = draw("a1:\n b1: a1 [left]\n b2: b1\n c1: a1 [right]");
    const down = (text: string): readonly string[] => resolveTarget({ graph: fork, rows: null }, text).ids;
    expect(down("-1")).toEqual(["a1", "b1"]);
    expect(down("left@-1")).toEqual(["b1"]);
    expect(down("-3")).toEqual([]);
    expect(refusal(() => down("-4")).text).toContain("past the base");
  });

  it("starts label@+N at the rows of the branch, else at what is applied there, else at base", () => {
    expect(ids("left@+1", ["left000001", "alone00001"])).toEqual(["left000002"]);
    expect(ids("left@+1", ["alone00002"])).toEqual(["left000002"]);
    expect(ids("user-service@+1", ["left000003"])).toEqual(["right00001"]);
    expect(ids("alone@+1", ["left000003"])).toEqual(["alone00001"]);
    expect(ids("left@+3", [])).toEqual(["left000001"]);
  });

  it("says which revisions a start could be", () => {
    const { code, text } = refusal(() => ids("ae10"));
    expect(code).toBe("ambiguous-revision");
    expect(text).toContain("ae1027a6ac");
    expect(text).toContain("ae10fork01");
  });

  it("proposes the nearest name for one that it does not know", () => {
    expect(refusal(() => ids("left000009"))).toMatchObject({ code: "unknown-revision" });
    expect(refusal(() => ids("left000009")).text).toContain('"left000001"');
    expect(refusal(() => ids("haed")).text).toContain('"head"');
    expect(refusal(() => ids("LEFT000001")).text).toContain("left000001");
    expect(refusal(() => ids("left000002x")).text).toContain("/app/revisions/versions");
  });

  it("says that a branch does not exist, or that a revision is not in it", () => {
    expect(refusal(() => ids("lfet@head"))).toMatchObject({ code: "unknown-revision" });
    expect(refusal(() => ids("lfet@head")).text).toContain('"left"');
    expect(refusal(() => ids("left@right00001"))).toMatchObject({ code: "invalid-target" });
    expect(refusal(() => ids("left@right00001")).text).toContain('not in branch "left"');
  });

  it("names the heads when there are several", () => {
    const { code, text } = refusal(() => ids("head"));
    expect(code).toBe("multiple-heads");
    expect(text).toContain("merged0001 and alone00002");
    expect(text).toContain("revise merge");
  });

  it("says where a walk ends or forks", () => {
    expect(refusal(() => ids("ae1027-2")).text).toContain("past the base after 1 of 2 steps");
    expect(refusal(() => ids("base-1")).text).toContain("past the base");
    expect(refusal(() => ids("merged0001+1")).text).toContain('nothing follows "merged0001"');
    expect(refusal(() => ids("ae10fork01+1")).text).toContain(
      'forks at "ae10fork01" into left000001 (left) and right00001',
    );
    expect(refusal(() => ids("+1", [])).text).toContain("forks at base");
    expect(refusal(() => ids("merged0001-1")).text).toContain("merge of left000003");
    expect(ids("left@merged0001-1")).toEqual(["left000003"]);
  });

  it("refuses a bare offset from several rows and names them", () => {
    for (const text of ["+1", "-1"]) {
      const { code, text: words } = refusal(() => ids(text, ["left000001", "right00001"]));
      expect(code).toBe("multiple-heads");
      expect(words).toContain(`left000001@${text}`);
    }
    expect(ids("left@-1", ["left000002", "right00001"])).toEqual(["left000001"]);
  });
});

describe("resolveRevision", () => {
  it("gives one revision and refuses none or several", () => {
    expect(resolveRevision({ graph, rows: null }, "alone@head")).toBe("alone00002");
    expect(refusal(() => resolveRevision({ graph, rows: null }, "base")).code).toBe("invalid-target");
    expect(refusal(() => resolveRevision({ graph, rows: null }, "heads")).code).toBe("multiple-heads");
  });
});

describe("currentHeads", () => {
  it("adds the tips that a dependency implies", () => {
    expect(currentHeads(graph, ["alone00002"])).toEqual(["left000001", "alone00002"]);
  });
});

describe("historyBetween", () => {
  const line = draw("a1:\n a2: a1\n a3: a2\n a4: a3\n a5: a4");
  const range = (text: string | null, rows: readonly string[] | null = null): string[] =>
    historyBetween({ graph: line, rows }, text);

  it("includes both ends, newest first", () => {
    expect(range("a2:a4")).toEqual(["a4", "a3", "a2"]);
    expect(range(":a2")).toEqual(["a2", "a1"]);
    expect(range("a4:")).toEqual(["a5", "a4"]);
    expect(range(":")).toEqual(["a5", "a4", "a3", "a2", "a1"]);
    expect(range(null)).toEqual(range(":"));
  });

  it("counts down from the heads, up from the start, and stops where the graph does", () => {
    expect(range("-3:current", ["a4"])).toEqual(["a4", "a3", "a2"]);
    expect(range("-9:current", ["a2"])).toEqual(["a2", "a1"]);
    expect(range("-2:+1")).toEqual(["a4", "a3"]);
    expect(range("-1:")).toEqual(["a5", "a4"]);
    expect(range("a2:+1")).toEqual(["a3", "a2"]);
    expect(range("a4:+9")).toEqual(["a5", "a4"]);
    expect(range(":+2")).toEqual(["a2", "a1"]);
    expect(range("a1+1:head-1")).toEqual(["a4", "a3", "a2"]);
  });

  it("refuses a range that runs backwards, and offsets away from it", () => {
    expect(refusal(() => range("a4:a2")).text).toContain('"a2" does not follow "a4"');
    expect(refusal(() => range("-1:a2")).text).toContain('"a2" does not follow "-1"');
    expect(refusal(() => range("+1:")).code).toBe("invalid-target");
    expect(refusal(() => range("a1:-1")).code).toBe("invalid-target");
  });

  it("keeps to the branch of its start", () => {
    expect(historyBetween({ graph, rows: null }, "alone@base:heads")).toEqual([
      "alone00002",
      "alone00001",
      "left000001",
      "ae10fork01",
      "ae1027a6ac",
    ]);
    expect(historyBetween({ graph, rows: null }, "left000001:left000003")).toEqual([
      "left000003",
      "left000002",
      "left000001",
    ]);
  });
});
