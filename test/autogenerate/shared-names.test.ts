import { describe, expect, it } from "vitest";
import { rejectSharedNames } from "../../packages/revise/src/autogenerate/rejections";
import { objectKey } from "../../packages/revise/src/model/names";
import { emptyModel, type SchemaModel } from "../../packages/revise/src/model/schema-model";
import { column, enumType, index, name, table, unique, view } from "../../packages/testkit/src/builders";

const id = column("id", "integer");
const origins = new Map([
  [objectKey("table", name("one")), "One"],
  [objectKey("table", name("two")), "Two"],
  [objectKey("enum", name("two")), "One.kind"],
]);

function refusal(model: Partial<SchemaModel>): string {
  try {
    rejectSharedNames({ ...emptyModel, ...model }, { origins });
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

describe("a name that is given twice", () => {
  it.each<[string, Partial<SchemaModel>, string]>([
    [
      "a unique constraint and an index of one table",
      { tables: [table("one", id, unique("n", "id"), index("n", ["id"]))] },
      "unique constraint on one (One) and of the index on one (One)",
    ],
    [
      "indexes of two tables",
      { tables: [table("one", id, index("n", ["id"])), table("two", id, index("n", ["id"]))] },
      "index on one (One) and of the index on two (Two)",
    ],
    [
      "an index and a table",
      { tables: [table("one", id, index("two", ["id"])), table("two", id)] },
      "table two (Two) and of the index on one (One)",
    ],
    [
      "a table and a view",
      { tables: [table("two", id)], views: [view("two", "SELECT 1", [])] },
      "table two (Two) and of the view two",
    ],
    [
      "a table and an enum",
      { tables: [table("two", id)], enumTypes: [enumType("two", "a")] },
      "table two (Two) and of the enum two (One.kind)",
    ],
  ])("%s", (_, model, words) => {
    expect(refusal(model)).toContain(words);
  });

  it("is told once for each that comes after the first", () => {
    const tables = ["one", "two", "three"].map((of) => table(of, id, index("n", ["id"])));
    expect(refusal({ tables }).split("\n")).toHaveLength(2);
  });

  it("is none in another schema, nor of an index and an enum", () => {
    const tables = [table("one", id, index("n", ["id"])), table("app.two", id, index("n", ["id"]))];
    expect(refusal({ tables, enumTypes: [enumType("n", "a")] })).toBe("");
  });
});
