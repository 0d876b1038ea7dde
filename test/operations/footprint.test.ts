import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Column } from "../../packages/revise/src/model/column";
import type { Constraint } from "../../packages/revise/src/model/constraint";
import type { Table } from "../../packages/revise/src/model/table";
import { addition } from "../../packages/revise/src/operations/constraint/addition";
import {
  anyEnumValue,
  anyExtension,
  anySequence,
  anyShape,
  formerAnyShape,
  formerExtension,
  formerSequence,
} from "../../packages/revise/src/operations/footprint";
import type { Operation } from "../../packages/revise/src/operations/operation";
import { footprint, reverse } from "../../packages/revise/src/operations/traits-table";
import { operation } from "./arbitrary";
import { cases } from "./case";

/** The aspects that are named differently before and after. */
const pairs = new Map<string, string>([
  [formerExtension, anyExtension],
  [formerSequence, anySequence],
]);

describe("footprint", () => {
  /** A pair of aspects is one thing, seen before and after. */
  function mirrored(keys: readonly string[]): string[] {
    return keys.map((key) => (pairs.get(key) ?? key).replace(/(changed|former) /, "")).sort();
  }

  it("mirrors that of the reverse: what one creates the other drops", () => {
    fc.assert(
      fc.property(cases, ({ operation: given }) => {
        const back = reverse(given);
        // The way back from a dropped table is several operations, and a rebuilt enum may keep a value's name.
        if (!back.reversible || back.operations.length !== 1) return;
        const [only = given] = back.operations;
        const there = footprint(given);
        const andBack = footprint(only);
        // That some value was added has no opposite, and only the rebuild that takes it away leads columns and constants along.
        const oneSided: readonly string[] =
          given.kind === "addEnumValue" ? [anyEnumValue, anyShape, formerAnyShape] : [anyEnumValue];
        const real = (keys: readonly string[]): string[] =>
          mirrored(keys.filter((key) => !oneSided.includes(key)));
        expect(real(andBack.drops)).toEqual(real(there.creates));
        expect(real(andBack.creates)).toEqual(real(there.drops));
      }),
      { numRuns: 300 },
    );
  });

  it("needs and releases nothing that it makes or ends itself", () => {
    fc.assert(
      fc.property(operation, (given) => {
        const { creates, drops, needs, releases } = footprint(given);
        expect(needs.filter((key) => creates.includes(key))).toEqual([]);
        expect(releases.filter((key) => drops.includes(key))).toEqual([]);
      }),
    );
  });

  const user = { schema: null, name: "user" };
  const post = { schema: null, name: "post" };
  const key: Constraint = {
    kind: "foreignKey",
    name: "FK",
    givenName: true,
    columns: ["author"],
    references: { table: user, columns: ["id"] },
    onDelete: "NO ACTION",
    onDeleteColumns: [],
    onUpdate: "NO ACTION",
    match: "SIMPLE",
    deferrable: null,
    notValid: false,
  };
  const text = { schema: null, name: "text", args: [], dimensions: 0 };

  const citext: Column = {
    name: "email",
    type: { ...text, name: "citext" },
    nullable: false,
    default: null,
    generation: null,
    collation: null,
    comment: null,
  };

  it.each<[string, Operation, Operation]>([
    [
      "a unique key before the foreign key that points at it",
      addition(user, {
        kind: "unique",
        name: "U",
        givenName: true,
        columns: ["id"],
        deferrable: null,
        include: [],
        nullsNotDistinct: false,
      }),
      addition(post, key),
    ],
    [
      "a change of type before the foreign key",
      { kind: "alterColumn", table: user, column: "id", type: { to: text } },
      addition(post, key),
    ],
    [
      "a new value of an enum before the default that uses it",
      { kind: "addEnumValue", name: { schema: null, name: "mood" }, value: "x", position: null },
      { kind: "alterColumn", table: user, column: "mood", default: { to: { kind: "literal", text: "x" } } },
    ],
    [
      "an extension before the table that may use its types",
      { kind: "createExtension", name: "citext" },
      {
        kind: "createTable",
        table: { name: user, columns: [citext], constraints: [], indexes: [], comment: null },
      },
    ],
    [
      "a changed column before the view that may read it",
      { kind: "alterColumn", table: user, column: "id", type: { to: text } },
      {
        kind: "createView",
        view: { name: post, materialized: false, definition: "x", indexes: [], dependsOn: [], comment: null },
      },
    ],
  ])("puts %s", (_, first, second) => {
    expect(precedes(first, second)).toBe(true);
    expect(precedes(second, first)).toBe(false);
  });

  it("takes a view and an index down before a column changes", () => {
    const change: Operation = { kind: "alterColumn", table: user, column: "id", type: { to: text } };
    expect(precedes({ kind: "dropView", name: post, materialized: false }, change)).toBe(true);
    expect(precedes({ kind: "dropIndex", table: user, name: "I", concurrently: false }, change)).toBe(true);
    expect(precedes({ kind: "dropConstraint", table: post, name: "FK", definition: key }, change)).toBe(true);
  });

  it("drops a table after the foreign key that points at it", () => {
    const drop: Operation = { kind: "dropTable", name: user };
    expect(precedes({ kind: "dropConstraint", table: post, name: "FK", definition: key }, drop)).toBe(true);
    const definition: Table = { name: post, columns: [], constraints: [key], indexes: [], comment: null };
    expect(precedes({ kind: "dropTable", name: post, definition }, drop)).toBe(true);
  });

  /** The four rules of `traits.ts`, for two operations alone. */
  function precedes(first: Operation, second: Operation): boolean {
    const one = footprint(first);
    const other = footprint(second);
    const meet = (left: readonly string[], right: readonly string[]): boolean =>
      left.some((item) => right.includes(item));
    return (
      meet(one.drops, other.creates) ||
      meet(one.creates, other.needs) ||
      meet([...one.needs, ...one.releases], other.drops)
    );
  }
});
