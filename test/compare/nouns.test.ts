import { describe, expect, it } from "vitest";
import { objectKey } from "../../packages/revise/src/model/names";
import { columnKey, type TableIndex } from "../../packages/revise/src/model/table-index";
import {
  check,
  column,
  enumType,
  foreignKey,
  generated,
  index,
  model,
  name,
  primaryKey,
  table,
  unique,
  unnamed,
  view,
} from "../../packages/testkit/src/builders";
import { compare, managed, outlines } from "./context";

type Part = Parameters<typeof table>[1];

/** What is said about one table with these parts on either side. */
function between(current: readonly Part[], desired: readonly Part[]): readonly string[] {
  const found = compare(
    model({ tables: [table("t", ...current)] }),
    model({ tables: [table("t", ...desired)] }),
  );
  return outlines(found.operations);
}

const id = column("id", "integer");
const a = column("a", "integer");
const b = column("b", "integer");

describe("names", () => {
  it("make no difference where nobody chose them", () => {
    expect(
      between(
        [
          id,
          a,
          primaryKey("t_pkey", "id"),
          unique("t_a_key", "a"),
          index("t_a_idx", ["a"]),
          check("c", "(a > 0)"),
        ],
        [
          id,
          a,
          unnamed(primaryKey("PK_1", "id")),
          unnamed(unique("UQ_1", "a")),
          unnamed(index("IDX_1", ["a"])),
          unnamed(check("CHK_1", "(a > 0)")),
        ],
      ),
    ).toEqual([]);
  });

  it("are followed by a rename where somebody did", () => {
    expect(
      between(
        [id, a, primaryKey("t_pkey", "id"), unique("t_a_key", "a"), index("t_a_idx", ["a"])],
        [id, a, primaryKey("pk", "id"), unique("uq", "a"), index("ix", ["a"])],
      ),
    ).toEqual([
      "renameConstraint t.t_pkey -> pk",
      "renameConstraint t.t_a_key -> uq",
      "renameIndex t.t_a_idx -> ix",
    ]);
  });

  it("are kept by what changes under them, the old one going first", () => {
    expect(between([id, a, b, unique("u", "a")], [id, a, b, unique("u", "a", "b")])).toEqual([
      "dropConstraint t.u",
      "addUnique t.u",
    ]);
  });
});

describe("constraints", () => {
  it("know the order of their columns", () => {
    expect(between([a, b, unique("u", "a", "b")], [a, b, unnamed(unique("UQ", "b", "a"))])).toHaveLength(2);
  });

  it("that are said twice are made once", () => {
    const twice = [unnamed(foreignKey("FK_1", ["a"], "t", ["id"])), foreignKey("fk", ["a"], "t", ["id"])];
    expect(between([id, a, primaryKey("pk", "id")], [id, a, primaryKey("pk", "id"), ...twice])).toEqual([
      "addForeignKey t.fk",
    ]);
  });

  it("over the primary key are not asked for, as the server merges them", () => {
    const desired = [id, primaryKey("pk", "id"), unnamed(unique("UQ_1", "id"))];
    expect(between([id, primaryKey("pk", "id")], desired)).toEqual([]);
    expect(compare(model(), model({ tables: [table("t", ...desired)] })).operations).toMatchObject([
      { kind: "createTable", table: { constraints: [{ name: "pk" }] } },
    ]);
  });

  it("that entities cannot express stay and are listed", () => {
    const current = table("t", id, a, { ...unique("u", "a", "id"), nullsNotDistinct: true });
    const found = compare(model({ tables: [current] }), model({ tables: [table("t", id, a)] }));
    expect(found.operations).toEqual([]);
    expect(found.unmanaged).toMatchObject([{ kind: "constraint", member: "u" }]);
  });

  it("satisfy an entity whatever else it cannot express", () => {
    const full = foreignKey("f", ["a"], "t", ["id"], { match: "FULL", notValid: true });
    expect(between([id, a, full], [id, a, unnamed(foreignKey("FK", ["a"], "t", ["id"]))])).toEqual([]);
  });

  it("are made anew around a primary key that is replaced, whoever owns them", () => {
    const parent = (key: string): ReturnType<typeof table> =>
      table("p", id, a, primaryKey(key, key === "k" ? "id" : "a"));
    const other = table("other", b, foreignKey("other_fk", ["b"], "p", ["id"]));
    const current = model({ tables: [parent("k"), other] });
    const desired = model({ tables: [table("p", id, a, primaryKey("k2", "a"), unique("u", "id"))] });
    expect(outlines(compare(current, desired).operations)).toEqual([
      "dropConstraint other.other_fk",
      "dropConstraint p.k",
      "addPrimaryKey p.k2",
      "addUnique p.u",
      "addForeignKey other.other_fk",
    ]);
  });

  it("whose expression could not be read are reported, not guessed at", () => {
    const incomparable = [
      { key: objectKey("constraint", name("t"), "c"), role: "check", reason: "no rights" } as const,
    ];
    const found = compare(
      model({ tables: [table("t", a, check("c", "(a > 0)"))] }),
      model({ tables: [table("t", a, check("c", "a > 0"))] }),
      { incomparable },
    );
    expect(found.operations).toEqual([]);
    expect(found.notes).toEqual(["Constraint c of t was not compared: no rights"]);
  });
});

describe("indexes", () => {
  it("that an interrupted build left behind count for nothing", () => {
    expect(between([a, index("i", ["a"], { valid: false })], [a, index("i", ["a"])])).toEqual([
      "dropIndex t.i",
      "createIndex t.i",
    ]);
  });

  const traits: Readonly<Record<string, Partial<TableIndex>>> = {
    "INCLUDE columns": { include: ["b"] },
    "storage parameters": { parameters: { fillfactor: "70" } },
    "a descending key": { keys: [{ ...columnKey("a"), order: "DESC", nulls: "FIRST" }] },
    "an operator class": { keys: [{ ...columnKey("a"), operatorClass: "int4_ops" }] },
  };
  for (const [trait, rest] of Object.entries(traits)) {
    it(`with ${trait} stay where nobody declares them, and serve who declares their name`, () => {
      const made = index("i", ["a"], rest);
      expect(between([a, b, made], [a, b])).toEqual([]);
      expect(between([a, b, made], [a, b, index("i", ["a"])])).toEqual([]);
      expect(between([a, b, made], [a, b, unnamed(index("IDX_1", ["a"]))])).toEqual(["createIndex t.IDX_1"]);
    });
  }

  it("over an expression that reads an altered column are made anew around a cast", () => {
    const found = compare(
      model({ tables: [table("t", column("s", "text"), index("i", ["s"], { where: "(s <> ''::text)" }))] }),
      model({
        tables: [table("t", column("s", "integer"), index("i", ["s"], { where: "(s <> ''::text)" }))],
      }),
    );
    expect(outlines(found.operations)).toEqual(["dropIndex t.i", "alterColumn t.s", "createIndex t.i"]);
  });

  it("are not built concurrently on a table that is new", () => {
    const found = compare(
      model(),
      model({ tables: [table("t", a, index("i", ["a"], { concurrently: true }))] }),
    );
    expect(found.operations).toMatchObject([{}, { kind: "createIndex", index: { concurrently: false } }]);
  });
});

describe("columns", () => {
  it("change all their facets in one operation, each with both sides", () => {
    const [operation] = compare(
      model({ tables: [table("t", column("c", "integer", { comment: "x" }))] }),
      model({ tables: [table("t", column("c", "bigint", { nullable: true }))] }),
    ).operations;
    expect(operation).toEqual({
      kind: "alterColumn",
      table: name("t"),
      column: "c",
      type: { from: column("c", "integer").type, to: column("c", "bigint").type },
      nullable: { from: false, to: true },
      comment: { from: "x", to: null },
    });
  });

  it("are one whatever the name of their sequence", () => {
    const serial = (sequence: string | null): Part =>
      column("c", "integer", {
        generation: { kind: "serial", sequence: sequence === null ? null : name(sequence) },
      });
    expect(between([serial("old_seq")], [serial(null)])).toEqual([]);
  });

  it("that are generated are made anew when what they read changes its type", () => {
    expect(
      between(
        [a, generated("g", "boolean", "(a IS NULL)")],
        [column("a", "bigint"), generated("g", "boolean", "(a IS NULL)")],
      ),
    ).toEqual(["dropColumn t.g", "alterColumn t.a", "addColumn t.g"]);
  });
});

describe("enum types", () => {
  const using = (...values: readonly string[]): Parameters<typeof compare>[0] =>
    model({ enumTypes: [enumType("mood", ...values)], tables: [table("t", column("m", "mood"))] });

  it("get new values at their place", () => {
    const { operations } = compare(using("b", "d"), using("a", "b", "c", "d", "e", "f"));
    expect(operations.map((one) => (one.kind === "addEnumValue" ? [one.value, one.position] : one))).toEqual([
      ["a", { before: "b" }],
      ["c", { after: "b" }],
      ["e", null],
      ["f", null],
    ]);
  });

  it("lose added values in one rebuild on the way back", () => {
    const { downgrade } = compare(using("a"), using("a", "b", "c"));
    expect(downgrade).toMatchObject([
      { kind: "alterEnum", values: { from: ["a", "b", "c"], to: ["a"] }, usedBy: [{ column: "m" }] },
    ]);
  });

  it("are rebuilt when a value goes or moves", () => {
    expect(outlines(compare(using("a", "b"), using("b", "a")).operations)).toEqual(["alterEnum mood"]);
  });

  it("go with the last column that used them, and stay where somebody else uses them", () => {
    const current = using("a");
    const desired = model({ tables: [table("t", a)] });
    expect(outlines(compare(current, desired).operations)).toContain("dropEnum mood");
    const shared = { ...current, tables: [...current.tables, table("other", column("m", "mood"))] };
    const found = compare(shared, desired);
    expect(outlines(found.operations)).not.toContain("dropEnum mood");
    expect(found.unmanaged).toContainEqual({ kind: "enum", name: name("mood"), member: null });
  });
});

describe("views", () => {
  it("are made anew around a column that changes its type, dependants included", () => {
    const views = [view("v", "SELECT a FROM t", ["t"]), view("w", "SELECT a FROM v", ["v"])];
    const found = compare(
      model({ tables: [table("t", a)], views }),
      model({ tables: [table("t", column("a", "bigint"))], views }),
    );
    expect(outlines(found.operations)).toEqual([
      "dropView w",
      "dropView v",
      "alterColumn t.a",
      "createView v",
      "createView w",
    ]);
  });

  it("that read other columns stay", () => {
    const views = [view("v", "SELECT b FROM t", ["t"])];
    const found = compare(
      model({ tables: [table("t", a, b)], views }),
      model({ tables: [table("t", column("a", "bigint"), b)], views }),
    );
    expect(outlines(found.operations)).toEqual(["alterColumn t.a"]);
  });

  it("become materialized and back, with their indexes", () => {
    const plain = model({ tables: [table("t", a)], views: [view("v", "SELECT a FROM t", ["t"])] });
    const kept = {
      ...plain,
      views: [view("v", "SELECT a FROM t", ["t"], { materialized: true, indexes: [index("i", ["a"])] })],
    };
    expect(outlines(compare(plain, kept).operations)).toEqual([
      "dropView v",
      "createView v",
      "createIndex v.i",
    ]);
    expect(outlines(compare(kept, plain).operations)).toEqual(["dropView v", "createView v"]);
  });
});

describe("tables", () => {
  const left = model({ namespaces: [{ name: "app" }], tables: [table("app.t", a)] });

  it("that no revision created stay and are listed", () => {
    const found = compare(left, model());
    expect(found.operations).toEqual([]);
    expect(found.unmanaged).toMatchObject([{ kind: "table", name: name("app.t") }]);
  });

  it("that a revision created go, and its schema with them once it is empty", () => {
    const made = managed(["table", name("app.t")], ["schema", name("app")]);
    expect(outlines(compare(left, model(), made).operations)).toEqual(["dropTable app.t", "dropSchema app"]);
    const fuller = { ...left, tables: [...left.tables, table("app.other", a)] };
    const found = compare(fuller, model(), made);
    expect(outlines(found.operations)).toEqual(["dropTable app.t"]);
    expect(found.notes).toEqual([]);
    expect(found.unmanaged).toContainEqual({
      kind: "schema",
      name: { schema: null, name: "app" },
      member: null,
    });
  });

  it("of TypeORM, of ourselves and of `synchronize: false` are not looked at", () => {
    const current = model({ tables: [table("revise_version", a), table("migrations", a), table("mine", a)] });
    const { managed: houseTables } = managed(["table", name("migrations")]);
    const { managed: untouched } = managed(["table", name("mine")]);
    const found = compare(current, model(), {
      unmanaged: "drop",
      ...(houseTables && { houseTables }),
      ...(untouched && { untouched }),
    });
    expect(found.operations).toEqual([]);
    expect(found.unmanaged).toEqual([]);
  });

  it("that refer to each other in a circle let go first", () => {
    const current = model({
      tables: [
        table("x", id, primaryKey("x_pk", "id"), foreignKey("x_fk", ["id"], "y", ["id"])),
        table("y", id, primaryKey("y_pk", "id"), foreignKey("y_fk", ["id"], "x", ["id"])),
      ],
    });
    expect(outlines(compare(current, model(), { unmanaged: "drop" }).operations)).toEqual([
      "dropConstraint x.x_fk",
      "dropConstraint y.y_fk",
      "dropTable x",
      "dropTable y",
    ]);
  });
});
