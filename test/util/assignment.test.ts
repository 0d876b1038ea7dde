import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assign } from "../../packages/revise/src/util/assignment";

type Scores = readonly (readonly number[])[];

function total(scores: Scores, columns: readonly (number | null)[]): number {
  return columns.reduce<number>(
    (sum, column, row) => sum + (column === null ? 0 : (scores[row]?.[column] ?? 0)),
    0,
  );
}

/** The greatest sum by trying everything. */
function greatest(scores: Scores, taken: readonly number[] = []): number {
  const [first, ...rest] = scores;
  if (first === undefined) return 0;
  const choices = first.flatMap((score, column) =>
    taken.includes(column) ? [] : [score + greatest(rest, [...taken, column])],
  );
  return Math.max(greatest(rest, taken), ...choices);
}

const matrices = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(
      fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0.5, max: 1, noNaN: true })), {
        minLength: columns,
        maxLength: columns,
      }),
      { minLength: rows, maxLength: rows },
    ),
  );

describe("assign", () => {
  it("gives up the best pair where two good ones are worth more", () => {
    expect(
      assign([
        [0.9, 0.85],
        [0.85, 0],
      ]),
    ).toEqual([1, 0]);
  });

  it("finds what sums up to most, and takes no column twice", () => {
    fc.assert(
      fc.property(matrices, (scores) => {
        const columns = assign(scores);
        const used = columns.filter((column) => column !== null);
        expect(new Set(used).size).toBe(used.length);
        columns.forEach((column, row) => {
          if (column !== null) expect(scores[row]?.[column]).toBeGreaterThan(0);
        });
        expect(total(scores, columns)).toBeGreaterThanOrEqual(greatest(scores) - 0.001);
      }),
    );
  });
});
