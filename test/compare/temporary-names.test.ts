import { describe, expect, it } from "vitest";
import { downgradeOf } from "../../packages/revise/src/compare/downgrade";
import { orderOperations } from "../../packages/revise/src/compare/order";
import { emptyModel } from "../../packages/revise/src/model/schema-model";
import type { Operation } from "../../packages/revise/src/operations/operation";
import { model, name, table, column } from "../../packages/testkit/src/builders";
import { outlines, plainContext } from "./context";

const of = name("item");
const swaps: Readonly<Record<string, readonly [Operation, Operation]>> = {
  tables: [
    { kind: "renameTable", from: name("a"), to: "b" },
    { kind: "renameTable", from: name("b"), to: "a" },
  ],
  columns: [
    { kind: "renameColumn", table: of, from: "a", to: "b" },
    { kind: "renameColumn", table: of, from: "b", to: "a" },
  ],
  "enum types": [
    { kind: "renameEnum", from: name("a"), to: "b" },
    { kind: "renameEnum", from: name("b"), to: "a" },
  ],
  "values of an enum": [
    { kind: "renameEnumValue", name: of, from: "a", to: "b" },
    { kind: "renameEnumValue", name: of, from: "b", to: "a" },
  ],
  sequences: [
    { kind: "renameSequence", from: name("a"), to: "b" },
    { kind: "renameSequence", from: name("b"), to: "a" },
  ],
  constraints: [
    { kind: "renameConstraint", table: of, from: "a", to: "b" },
    { kind: "renameConstraint", table: of, from: "b", to: "a" },
  ],
  indexes: [
    { kind: "renameIndex", table: of, from: "a", to: "b" },
    { kind: "renameIndex", table: name("other"), from: "b", to: "a" },
  ],
  "names, one of a constraint and one of an index": [
    { kind: "renameConstraint", table: of, from: "a", to: "b" },
    { kind: "renameIndex", table: name("other"), from: "b", to: "a" },
  ],
};

function fromTo(operations: readonly Operation[]): readonly string[] {
  return operations.map((operation) => {
    if (!("from" in operation)) return operation.kind;
    const { from, to } = operation;
    return `${typeof from === "string" ? from : from.name} -> ${to}`;
  });
}

describe("orderOperations", () => {
  it.each(Object.entries(swaps))("lets one of two %s step aside, both ways", (_, swap) => {
    const there = orderOperations(swap);
    expect(fromTo(there)).toEqual(["a -> tmp_a", "b -> a", "tmp_a -> b"]);
    expect(orderOperations(there.toReversed())).toEqual(there);
    const back = orderOperations(downgradeOf(there, emptyModel, plainContext).operations);
    expect(fromTo(back)).toEqual(["b -> tmp_a", "a -> b", "tmp_a -> a"]);
  });

  it("takes no temporary name that is somebody's", () => {
    const taken = model({ tables: [table("item", column("tmp_a", "text"), column("tmp2_a", "text"))] });
    expect(fromTo(orderOperations(swaps["columns"] ?? [], { models: [taken] }))[0]).toBe("a -> tmp3_a");
  });

  it("cuts a temporary name between characters", () => {
    const long = "ä".repeat(31);
    const steps = orderOperations([
      { kind: "renameColumn", table: of, from: long, to: "b" },
      { kind: "renameColumn", table: of, from: "b", to: long },
    ]);
    expect(fromTo(steps)[0]).toBe(`${long} -> tmp_${"ä".repeat(29)}`);
  });

  it("needs no temporary name for a chain", () => {
    const chain: readonly Operation[] = [
      { kind: "renameColumn", table: of, from: "a", to: "b" },
      { kind: "renameColumn", table: of, from: "b", to: "c" },
      { kind: "dropColumn", table: of, column: "c", definition: column("c", "text") },
    ];
    expect(outlines(orderOperations(chain))).toEqual([
      "dropColumn item.c",
      "renameColumn item.b -> c",
      "renameColumn item.a -> b",
    ]);
  });

  it("takes a value for one of two enums where both might be meant", () => {
    const renames: readonly Operation[] = [
      { kind: "renameEnumValue", name: name("mood"), from: "a", to: "b" },
      { kind: "renameEnumValue", name: name("size"), from: "b", to: "a" },
    ];
    expect(orderOperations(renames)).toEqual(renames);
  });
});
