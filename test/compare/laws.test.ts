import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alikeTables } from "../../packages/revise/src/compare/alike";
import { orderOperations } from "../../packages/revise/src/compare/order";
import { nameKey } from "../../packages/revise/src/model/names";
import type { SchemaModel } from "../../packages/revise/src/model/schema-model";
import { footprint } from "../../packages/revise/src/operations/traits-table";
import type { Operation } from "../../packages/revise/src/operations/operation";
import { applyAll, compare, essence, outlines } from "./context";
import { randomModel } from "./random-model";

const everything = { unmanaged: "drop" } as const;
const runs = {
  numRuns: Number(process.env["REVISE_RUNS"] ?? 300),
  seed: Number(process.env["REVISE_SEED"] ?? 20_261_121),
};

/** Schemas go only where a revision made them, which a random pair knows nothing of. */
function withSchemas(model: SchemaModel): SchemaModel {
  return { ...model, namespaces: [{ name: "app" }] };
}

/**
 * Every object that an operation needs is there when it runs. (A foreign key needs one of several keys; whether one
 * is left is for the server to say.)
 */
function illegal(operations: readonly Operation[]): readonly string[] {
  const created = new Set(operations.flatMap((operation) => footprint(operation).creates));
  const there = new Set<string>();
  const gone = new Set<string>();
  const wrong: string[] = [];
  for (const operation of operations) {
    const { creates, drops, needs } = footprint(operation);
    const [what] = outlines([operation]);
    for (const key of needs.filter((one) => !one.includes("key over"))) {
      if (created.has(key) && !there.has(key)) wrong.push(`${what ?? ""} comes before ${key} is made`);
      if (gone.has(key) && !there.has(key)) wrong.push(`${what ?? ""} comes after ${key} is gone`);
    }
    for (const key of drops) {
      there.delete(key);
      gone.add(key);
    }
    for (const key of creates) there.add(key);
  }
  return wrong;
}

describe("compareModels", () => {
  it("finds nothing between equal models", () => {
    fc.assert(
      fc.property(randomModel, (model) => {
        const { operations, downgrade, renameCandidates, notes } = compare(model, model);
        expect({ operations, downgrade, renameCandidates, notes }).toEqual({
          operations: [],
          downgrade: [],
          renameCandidates: [],
          notes: [],
        });
      }),
      runs,
    );
  });

  it("leads to the desired model and back to the current one", () => {
    fc.assert(
      fc.property(randomModel.map(withSchemas), randomModel.map(withSchemas), (current, desired) => {
        const { operations, downgrade } = compare(current, desired, everything);
        const after = applyAll(current, operations);
        expect(essence(after)).toEqual(essence(desired));
        expect(essence(applyAll(after, downgrade))).toEqual(essence(current));
      }),
      runs,
    );
  });

  it("finds the same where it passes over tables that are alike", () => {
    let found = 0;
    fc.assert(
      fc.property(randomModel, randomModel, (current, other) => {
        const tables = [...current.tables.slice(1), ...other.tables];
        const desired = {
          ...other,
          tables: [...new Map(tables.map((one) => [nameKey(one.name), one])).values()],
        };
        const alike = alikeTables(current, desired, {});
        found += alike.size;
        expect(compare(current, desired, { alike })).toEqual(compare(current, desired));
      }),
      runs,
    );
    expect(found).toBeGreaterThan(0);
  });

  it("finds nothing after its own operations", () => {
    fc.assert(
      fc.property(randomModel, randomModel, (current, desired) => {
        const { operations } = compare(current, desired, everything);
        expect(outlines(compare(applyAll(current, operations), desired, everything).operations)).toEqual([]);
      }),
      runs,
    );
  });

  it("orders both ways so that they can run, the same every time", () => {
    fc.assert(
      fc.property(randomModel, randomModel, (current, desired) => {
        const { operations, downgrade } = compare(current, desired, everything);
        expect(illegal(operations)).toEqual([]);
        expect(illegal(downgrade)).toEqual([]);
        expect(orderOperations(operations)).toEqual(operations);
      }),
      runs,
    );
  });

  it("never touches what no entity claims and no revision made", () => {
    fc.assert(
      fc.property(randomModel, (current) => {
        const { operations, unmanaged } = compare(current, {
          ...current,
          tables: [],
          views: [],
          enumTypes: [],
        });
        expect(outlines(operations)).toEqual([]);
        expect(unmanaged).toHaveLength(
          current.tables.length + current.views.length + current.enumTypes.length,
        );
      }),
      runs,
    );
  });
});
