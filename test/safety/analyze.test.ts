import { describe, expect, it } from "vitest";
import { uniqueOnExisting } from "../../packages/revise/src/dialects/postgres/safety/unique-on-existing";
import type { Column } from "../../packages/revise/src/model/column";
import type { Operation } from "../../packages/revise/src/operations/operation";
import { analyze } from "../../packages/revise/src/safety/analyze";
import type { Rule } from "../../packages/revise/src/safety/rule";
import {
  check,
  column,
  foreignKey,
  index,
  model,
  name,
  primaryKey,
  table,
  unique,
} from "../../packages/testkit/src/builders";

const t = name("t");
const a = column("a", "integer");
const before = model({ tables: [table("t", a)] });
const create: Operation = { kind: "createTable", table: table("t", a, primaryKey("pk", "a")) };

const risky: Readonly<Record<string, Operation>> = {
  "not-null-without-default": { kind: "addColumn", table: t, column: column("b", "integer") },
  "unique-on-existing": { kind: "addUnique", table: t, constraint: unique("u", "a") },
  "check-on-existing": { kind: "addCheck", table: t, constraint: check("c", "(a > 0)") },
  "foreign-key-on-existing": {
    kind: "addForeignKey",
    table: t,
    constraint: foreignKey("f", ["a"], "t", ["a"]),
  },
};

const destructive: readonly Operation[] = [
  { kind: "dropTable", name: t, definition: table("t", a) },
  { kind: "dropColumn", table: t, column: "a", definition: a },
  { kind: "alterEnum", name: t, values: { from: ["x", "y"], to: ["x"] }, usedBy: [], mapping: {} },
];

function codes(operations: readonly Operation[]): readonly string[] {
  return analyze(operations, before, [uniqueOnExisting]).map(({ code }) => code);
}

describe("analyze", () => {
  for (const [code, operation] of Object.entries(risky)) {
    it(`marks ${operation.kind} on a table with rows: ${code}`, () => {
      expect(codes([operation])).toEqual([code]);
    });

    it(`has nothing to say about ${operation.kind} on a table of the same revision`, () => {
      expect(codes([create, operation])).toEqual([]);
    });
  }

  for (const operation of destructive) {
    it(`marks ${operation.kind} as destructive`, () => {
      expect(analyze([operation], before)).toMatchObject([{ code: "drops-data", severity: "destructive" }]);
    });
  }

  it("knows that a foreign key which held before can't fail, but is checked again", () => {
    const former = foreignKey("f", ["a"], "t", ["a"]);
    const model0 = model({ tables: [table("t", a, former)] });
    const replace: readonly Operation[] = [
      { kind: "dropConstraint", table: t, name: "f", definition: former },
      { kind: "addForeignKey", table: t, constraint: { ...former, onDelete: "CASCADE" } },
    ];
    expect(analyze(replace, model0)).toMatchObject([{ code: "foreign-key-on-existing", severity: "note" }]);
    const unchecked = model({ tables: [table("t", a, { ...former, notValid: true })] });
    expect(analyze(replace, unchecked)).toMatchObject([{ severity: "risky" }]);
  });

  it("has nothing to say about a unique over columns of which one was unique before", () => {
    const held = model({ tables: [table("t", a, unique("u", "a"))] });
    const add: Operation = { kind: "addUnique", table: t, constraint: unique("v", "a", "b") };
    expect(analyze([add], held, [uniqueOnExisting])).toEqual([]);
    const retype: Operation = {
      kind: "alterColumn",
      table: t,
      column: "a",
      type: { from: a.type, to: column("a", "smallint").type },
    };
    expect(analyze([retype, add], held, [uniqueOnExisting])).toMatchObject([{ code: "unique-on-existing" }]);
  });

  it("looks at what held under the names from before the renames", () => {
    const held = model({
      tables: [table("t", a, column("b", "integer"), unique("u", "a"), foreignKey("f", ["b"], "t", ["a"]))],
    });
    const renames: readonly Operation[] = [
      { kind: "renameTable", from: t, to: "s" },
      { kind: "renameColumn", table: name("s"), from: "a", to: "c" },
      { kind: "renameColumn", table: name("s"), from: "b", to: "a" },
    ];
    const found = (operation: Operation): readonly unknown[] =>
      analyze([...renames, operation], held, [uniqueOnExisting]).map(({ code, severity }) => [
        code,
        severity,
      ]);
    const addUnique = (columnName: string): Operation => ({
      kind: "addUnique",
      table: name("s"),
      constraint: unique("u", columnName),
    });
    const addForeignKey = (from: string, to: string): Operation => ({
      kind: "addForeignKey",
      table: name("s"),
      constraint: foreignKey("f", [from], "s", [to]),
    });
    expect(found(addUnique("c"))).toEqual([]);
    expect(found(addUnique("a"))).toEqual([["unique-on-existing", "risky"]]);
    expect(found(addForeignKey("a", "c"))).toEqual([["foreign-key-on-existing", "note"]]);
    expect(found(addForeignKey("c", "a"))).toEqual([["foreign-key-on-existing", "risky"]]);
  });

  it("lets values be added to an enum, and unique indexes over new tables be", () => {
    expect(
      codes([
        {
          kind: "addEnumValue",
          name: t,
          value: "z",
          position: null,
          rebuild: { values: { to: [] }, usedBy: [] },
        },
        create,
        { kind: "createIndex", table: t, index: index("i", ["a"], { unique: true }) },
      ]),
    ).toEqual([]);
  });

  it.each([
    ["(b > 0)", ["check-on-existing"]],
    [`("b" > 0)`, ["check-on-existing"]],
    ["(t.* IS NOT NULL)", ["check-on-existing"]],
    ["(bb > 0)", []],
    ["(note <> 'b'::text)", []],
    [`("B" > 0)`, []],
  ])("reads in %s whether a check stands on the values that are computed anew", (expression, found) => {
    const to = { kind: "expression", expression: "(a + 1)", stored: true } as const;
    const generation = { from: { ...to, expression: "(a + 2)" }, to };
    const b = { ...column("b", "integer"), nullable: true, generation: generation.from };
    const held = model({ tables: [table("t", a, b, check("c", expression))] });
    const change: Operation = { kind: "alterColumn", table: t, column: "b", generation };
    expect(
      analyze([change], held).flatMap(({ code }) => (code === "check-on-existing" ? [code] : [])),
    ).toEqual(found);
  });

  it("marks columns that are computed anew: what they held is gone, and the expression may give NULL", () => {
    const generation = { kind: "expression", expression: "(a + 1)", stored: true } as const;
    const computed = { ...column("b", "integer"), generation };
    expect(codes([{ kind: "addColumn", table: t, column: computed }])).toEqual(["not-null-without-default"]);
    expect(codes([{ kind: "addColumn", table: t, column: { ...computed, nullable: true } }])).toEqual([]);
    const change = { from: null, to: generation };
    expect(codes([{ kind: "alterColumn", table: t, column: "a", generation: change }])).toEqual([
      "drops-data",
    ]);
  });

  it("says that rows get no value when a dropped column comes back NOT NULL and without a default", () => {
    const hint = (definition: Column): string | null | undefined =>
      analyze([{ kind: "dropColumn", table: t, column: "a", definition }], before)[0]?.hint;
    const plain = { ...a, nullable: false };
    expect(hint(plain)).toMatch(/^The downgrade adds it NOT NULL without a default/);
    expect(hint({ ...plain, nullable: true })).toBeNull();
    expect(hint({ ...plain, default: { kind: "literal", text: "1" } })).toBeNull();
    expect(hint({ ...plain, generation: { kind: "serial", sequence: null } })).toBeNull();
  });

  it("says what nothing takes back", () => {
    expect(codes([{ kind: "dropView", name: t, materialized: false }])).toEqual(["irreversible"]);
  });

  it("keeps the order of the operations, and joins the rules of the dialect", () => {
    const operations = [destructive[1], risky["not-null-without-default"]].filter((one) => one !== undefined);
    const always: Rule = {
      code: "blocks-writes",
      check: () => ({ severity: "note", message: "m", hint: null }),
    };
    expect(analyze(operations, before, [always]).map(({ code }) => code)).toEqual([
      "drops-data",
      "blocks-writes",
      "not-null-without-default",
      "blocks-writes",
    ]);
  });
});
