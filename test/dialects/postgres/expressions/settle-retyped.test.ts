/** Where a column gets another type, a text is read in the type of now or in the one to come. */
import { describe, expect, it } from "vitest";
import { nameKey } from "../../../../packages/revise/src/model/names";
import { parseType } from "../../../../packages/revise/src/dialects/postgres/types/parse";
import { editChecks, editColumn, editTable, settled } from "./settle-fixture";

describe("settle of columns that get another type", () => {
  it("reads expressions in the types of now, too, where a type changes", async () => {
    const found = await settled(
      `CREATE TABLE t (a varchar, b int, CONSTRAINT c1 CHECK (a = 'x'), CONSTRAINT c2 CHECK (b > 0));
       CREATE INDEX i ON t (b) WHERE a = 'y'`,
      (model) => {
        const spelt = editChecks(model, "t", { c1: "a='x'", c2: "b>0" });
        const retyped = editColumn(editColumn(spelt, "t", "a", { type: parseType("text") }), "t", "b", {
          type: parseType("numeric"),
        });
        return editTable(retyped, "t", (table) => ({
          ...table,
          indexes: table.indexes.map((index) => ({ ...index, where: "a = 'y'" })),
        }));
      },
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired.tables[0]?.constraints).toEqual(found.current.tables[0]?.constraints);
    expect(found.desired.tables[0]?.indexes).toEqual(found.current.tables[0]?.indexes);
    // It comes back as `((b)::numeric > (0)::numeric)`.
    expect(found.unsteady).toEqual(new Map([[nameKey({ schema: null, name: "t" }), new Set(["(b > 0)"])]]));
  });

  it.each([
    { altersColumns: true, text: "at < '2100-01-01'" },
    { altersColumns: false, text: "(at < '2100-01-01 00:00:00'::timestamp without time zone)" },
  ])(
    "reads a literal in the type that the column gets, if it does: $altersColumns",
    async ({ altersColumns, text }) => {
      const found = await settled(
        "CREATE TABLE t (at timestamp, CONSTRAINT c CHECK (at < '2100-01-01'))",
        (model) =>
          editColumn(editChecks(model, "t", { c: "at < '2100-01-01'" }), "t", "at", {
            type: parseType("date"),
          }),
        altersColumns,
      );
      expect(found.unsettled).toEqual([]);
      expect(found.desired.tables[0]?.constraints).toMatchObject([{ expression: text }]);
    },
  );
});
