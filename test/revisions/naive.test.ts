/** Targets and plans against a model that is slow and obvious: sets of applied revisions, nothing indexed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isReviseError } from "../../packages/revise/src/errors";
import type { RevisionGraph } from "../../packages/revise/src/revisions/graph";
import { buildGraph } from "../../packages/revise/src/revisions/graph";
import { planDowngrade, planUpgrade } from "../../packages/revise/src/revisions/plan";
import { planStamp } from "../../packages/revise/src/revisions/plan-stamp";
import { resolveTarget } from "../../packages/revise/src/revisions/resolve";
import type { Revision } from "../../packages/revise/src/revisions/revision";
import { changeRows } from "../../packages/revise/src/revisions/version-rows";
import { wholeHistory } from "../../packages/revise/src/revisions/topology";
import { revision } from "./draw";

/** Revision i may build on any before it. */
const revisions: fc.Arbitrary<Revision[]> = fc
  .array(
    fc.record({
      parents: fc.array(fc.nat(), { maxLength: 3 }),
      needs: fc.array(fc.nat(), { maxLength: 2 }),
      needy: fc.nat({ max: 3 }),
      label: fc.nat({ max: 5 }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((drafts) =>
    drafts.map((draft, index) => {
      const below = (numbers: readonly number[]): string[] =>
        index === 0 ? [] : [...new Set(numbers.map((number) => id(number % index)))];
      return revision(
        id(index),
        below(draft.parents),
        draft.label === 0 ? [`label${String(index)}`] : [],
        draft.needy === 0 ? below(draft.needs) : [],
      );
    }),
  );
const id = (index: number): string => `rev${String.fromCharCode(97 + index)}${String(index)}`;

/** Everything that `start` needs, itself included. */
function closure(all: readonly Revision[], start: Iterable<string>): Set<string> {
  const found = new Set(start);
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const one of all) {
      if (found.has(one.id)) for (const below of [...one.downRevisions, ...one.dependsOn]) found.add(below);
    }
  }
  return found;
}

/** The members that no other member builds on: what the version table must hold. */
function maximal(all: readonly Revision[], applied: ReadonlySet<string>): string[] {
  return [...applied]
    .filter(
      (one) =>
        !all.some(
          (other) => applied.has(other.id) && [...other.downRevisions, ...other.dependsOn].includes(one),
        ),
    )
    .sort();
}

function replay(all: readonly Revision[], applied: Set<string>, steps: ReturnType<typeof planUpgrade>): void {
  let rows = maximal(all, applied);
  for (const step of steps) {
    if (step.direction === "upgrade") {
      for (const below of [...step.revision.downRevisions, ...step.revision.dependsOn])
        expect(applied).toContain(below);
      expect(applied).not.toContain(step.revision.id);
      applied.add(step.revision.id);
    } else {
      expect(maximal(all, applied)).toContain(step.revision.id);
      applied.delete(step.revision.id);
    }
    for (const row of [...step.rows.delete, ...step.rows.update.map(({ from }) => from)])
      expect(rows).toContain(row);
    rows = changeRows(rows, step.rows).sort();
    expect(rows).toEqual(maximal(all, applied));
  }
}

const situation = revisions.chain((all) =>
  fc.record({
    all: fc.constant(all),
    applied: fc.subarray(all.map((one) => one.id)).map((some) => closure(all, some)),
    target: fc.constantFrom(...all.map((one) => one.id)),
    branch: fc.constantFrom(...all.map((one) => one.id)),
    steps: fc.integer({ min: 1, max: 3 }),
  }),
);

describe("plans", () => {
  it("apply exactly what the target needs, in an order that holds, with the rows a maximal set", () => {
    fc.assert(
      fc.property(situation, ({ all, applied, target }) => {
        const graph = buildGraph(all);
        const wanted = new Set([...applied, ...closure(all, [target])]);
        const steps = planUpgrade(graph, maximal(all, applied), target);
        replay(all, applied, steps);
        expect([...applied].sort()).toEqual([...wanted].sort());
      }),
      { numRuns: 500 },
    );
  });

  it("take down the children of the target and everything that needs them, and nothing else", () => {
    fc.assert(
      fc.property(situation, ({ all, applied, target }) => {
        const graph = buildGraph(all);
        const kept = new Set(applied);
        if (applied.has(target)) {
          const children = all.filter((one) => one.downRevisions.includes(target)).map((one) => one.id);
          for (const one of applied) {
            if (children.some((child) => closure(all, [one]).has(child))) kept.delete(one);
          }
        }
        const rows = maximal(all, applied);
        const isHeld = kept.size === applied.size && !rows.includes(target);
        if (!applied.has(target) || isHeld) {
          expect(codeOf(() => planDowngrade(graph, rows, target))).toBe("invalid-target");
          return;
        }
        replay(all, applied, planDowngrade(graph, rows, target));
        expect([...applied].sort()).toEqual([...kept].sort());
      }),
      { numRuns: 500 },
    );
  });

  it("come back to base from anywhere, and stamp to where an upgrade would lead", () => {
    fc.assert(
      fc.property(situation, ({ all, applied, target }) => {
        const graph = buildGraph(all);
        const rows = maximal(all, applied);
        const stamped = planStamp(graph, rows, [target]).reduce<string[]>(
          (now, step) => changeRows(now, step.rows),
          rows,
        );
        const related = (row: string): boolean =>
          closure(all, [row]).has(target) || closure(all, [target]).has(row);
        expect(stamped.sort()).toEqual([...rows.filter((row) => !related(row)), target].sort());
        replay(all, applied, planDowngrade(graph, rows, "base"));
        expect(applied.size).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it("list a whole history with every revision after all that need it", () => {
    fc.assert(
      fc.property(revisions, (all) => {
        const order = wholeHistory(buildGraph(all));
        expect([...order].sort()).toEqual(all.map((one) => one.id).sort());
        for (const one of all) {
          for (const below of [...one.downRevisions, ...one.dependsOn]) {
            expect(order.indexOf(below)).toBeGreaterThan(order.indexOf(one.id));
          }
        }
      }),
    );
  });
});

describe("targets", () => {
  it("walk as a naive walker does, or fail where it finds no single way", () => {
    fc.assert(
      fc.property(situation, ({ all, target, steps }) => {
        const graph = buildGraph(all);
        expect(attempt(graph, `${target}+${String(steps)}`)).toEqual(naiveWalk(all, target, steps));
        expect(attempt(graph, `${target}-${String(steps)}`)).toEqual(naiveWalk(all, target, -steps));
      }),
      { numRuns: 500 },
    );
  });

  it("find starts of ids as a filter does", () => {
    fc.assert(
      fc.property(situation, fc.nat({ max: 6 }), ({ all, target }, length) => {
        const start = target.slice(0, Math.max(1, length));
        const exact = all.find((one) => one.id === start);
        const found =
          exact === undefined ? all.filter((one) => one.id.startsWith(start)).map((one) => one.id) : [start];
        expect(attempt(buildGraph(all), start)).toEqual(found.length === 1 ? found : "ambiguous-revision");
      }),
    );
  });

  it("answer label@… only from the lineage of the branch", () => {
    fc.assert(
      fc.property(situation, ({ all, target, branch }) => {
        const up = versioned(all, branch).has(target);
        const down = versioned(all, target).has(branch);
        expect(attempt(buildGraph(all), `${branch}@${target}`)).toEqual(
          up || down ? [target] : "invalid-target",
        );
      }),
    );
  });
});

function versioned(all: readonly Revision[], start: string): Set<string> {
  return closure(
    all.map((one) => ({ ...one, dependsOn: [] })),
    [start],
  );
}

function naiveWalk(all: readonly Revision[], start: string, steps: number): readonly string[] | string {
  let at: string | null = start;
  for (let left = Math.abs(steps); left > 0; left -= 1) {
    if (at === null) return "invalid-target";
    const here: string = at;
    const next: readonly (string | null)[] =
      steps > 0
        ? all.filter((one) => one.downRevisions.includes(here)).map((one) => one.id)
        : (all.find((one) => one.id === here)?.downRevisions ?? []);
    const choices: readonly (string | null)[] = steps < 0 && next.length === 0 ? [null] : next;
    if (choices.length !== 1) return "invalid-target";
    at = choices[0] ?? null;
  }
  return at === null ? [] : [at];
}

function attempt(graph: RevisionGraph, target: string): readonly string[] | string {
  let ids: readonly string[] = [];
  const code = codeOf(() => (ids = resolveTarget({ graph, rows: null }, target).ids));
  return code ?? ids;
}

function codeOf(body: () => unknown): string | null {
  try {
    body();
    return null;
  } catch (error) {
    if (isReviseError(error)) return error.code;
    throw error;
  }
}
