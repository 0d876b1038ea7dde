import { describe, expect, it } from "vitest";
import { orderOperations } from "../../packages/revise/src/compare/order";
import { isReviseError } from "../../packages/revise/src/errors";
import { objectKey } from "../../packages/revise/src/model/names";
import { footprintOf } from "../../packages/revise/src/operations/footprint";
import type { Operation } from "../../packages/revise/src/operations/operation";
import { name } from "../../packages/testkit/src/builders";

const key = (word: string): ReturnType<typeof objectKey> => objectKey("routine", name(word));

function statement(sql: string, creates: string, ...needs: string[]): Operation {
  const footprint = footprintOf({ creates: [key(creates)], needs: needs.map(key) });
  return { kind: "execute", sql, parameters: [], known: { footprint, undo: [] } };
}

describe("operations that wait for each other", () => {
  it("are told without those that come before and after them", () => {
    const operations = [
      statement("first", "a"),
      statement("egg", "b", "a", "c"),
      statement("hen", "c", "b"),
      statement("last", "d", "c"),
    ];
    const error = ((): unknown => {
      try {
        return orderOperations(operations);
      } catch (thrown) {
        return thrown;
      }
    })();
    if (!isReviseError(error)) throw error;
    expect(error.code).toBe("operation-cycle");
    expect(error.message.split("\n  ").slice(1)).toEqual(["Execute egg", "Execute hen"]);
    expect(error.hint).toContain("two revisions");
    expect(error.details).toEqual({ operations: ["Execute egg", "Execute hen"] });
  });

  it("are shortened where they are many", () => {
    const ring = Array.from({ length: 12 }, (_, place) =>
      statement(`step ${String(place)}`, String(place), String((place + 1) % 12)),
    );
    expect(() => orderOperations(ring)).toThrow(/Execute step 7\n {2}and 4 more$/);
  });
});
