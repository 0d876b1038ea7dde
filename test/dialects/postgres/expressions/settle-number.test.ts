import { describe, expect, it } from "vitest";
import { settle } from "../../../../packages/revise/src/dialects/postgres/expressions/settle";
import { introspect } from "../../../../packages/revise/src/dialects/postgres/introspect/introspect";
import { useDatabase } from "../fixture";

const database = useDatabase("settle_number");

describe("settle", () => {
  it("takes a bare number of the database for the number that the entity means", async () => {
    await database()
      .query(`CREATE TABLE t (a bigint DEFAULT 0, b numeric(10,2) DEFAULT 0, c double precision DEFAULT 1.5,
      d smallint DEFAULT '1', e numeric DEFAULT 1.5, f bigint DEFAULT 7)`);
    const connection = await database().connection();
    const { model } = await introspect(connection, { schemas: [] });
    const texts: Readonly<Record<string, string>> = { a: "0", b: "0", c: "1.5", d: "1", e: "1.5", f: "8" };
    const desired = {
      ...model,
      tables: model.tables.map((table) => ({
        ...table,
        columns: table.columns.map((column) => ({
          ...column,
          default: { kind: "literal" as const, text: texts[column.name] ?? "" },
        })),
      })),
    };
    const settled = (await settle(connection, model, desired)).desired;
    const [before, after] = [model, settled].map((each) =>
      each.tables[0]?.columns.map((column) => column.default),
    );
    expect(after?.slice(0, 5)).toEqual(before?.slice(0, 5));
    // Seven is not eight.
    expect(after?.[5]).toEqual({ kind: "literal", text: "8" });
  });
});
