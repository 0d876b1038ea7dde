/** Tables and enums that have the names of types, which the scratch objects of the same names must not hide. */
import { describe, expect, it } from "vitest";
import { columnKey } from "../../../../packages/revise/src/model/table-index";
import { index, table, told, withTable } from "./new-objects";
import { check, column, editChecks, editTable, editView, expression, settled, view } from "./settle-fixture";

/** The table · its check in the words of an entity. */
const checks: readonly [string, string][] = [
  ["date", `"score">'2020-01-01'::date`],
  ["date", `"date"."score">DATE '2020-01-01'`],
  ["date", `"date" IS NOT NULL and cast("score" AS date) > 'epoch'`],
  ["text", `("score" IS NULL)::text<>'x'`],
  ["int4", "extract(year FROM score)::int4 > 0"],
  ["numeric", "extract(year FROM score)::numeric(10, 2) > 0 AND numeric.score IS NOT NULL"],
  ["timestamp", "(score)::timestamp>'2020-01-01'::timestamp"],
  ["pg_class", `"score">'2020-01-01'::date`],
  ["pg_constraint", "pg_constraint.score IS NOT NULL"],
];

describe("settle of what is called like a type", () => {
  it.each(checks)("reads on table %s: %s", async (name, words) => {
    const found = await settled(
      `CREATE TABLE public.${name} (score date, CONSTRAINT c CHECK (${words}));
       CREATE INDEX i ON public.${name} (score) WHERE ${words.replace(`"date" IS NOT NULL`, "true")}`,
      (model) =>
        editTable(editChecks(model, name, { c: words }), name, (each) => ({
          ...each,
          indexes: each.indexes.map((index) => ({ ...index, where: index.where && `(${index.where})` })),
        })),
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired).toEqual(found.current);
  });

  it("reads a row as a whole by the name of the table", async () => {
    const found = await settled(
      "CREATE TABLE date (score date, CONSTRAINT c CHECK (date IS NOT NULL AND (date).score > '2020-01-01'::date))",
      (model) => editChecks(model, "date", { c: "date is not null and (date).score>'2020-01-01'::date" }),
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired).toEqual(found.current);
  });

  it("finds an enum of the default schema under the name of a table of another one", async () => {
    const found = await settled(
      `CREATE TYPE state AS ENUM ('a', 'b'); CREATE SCHEMA app;
       CREATE TABLE app.state (state state, CONSTRAINT c CHECK (state.state <> 'a'::state))`,
      (model) => editChecks(model, "state", { c: `"state"."state" != 'a'::state` }),
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired).toEqual(found.current);
  });

  it("reads a view on a table that is called like a type and changes", async () => {
    const found = await settled(
      `CREATE TABLE date (score date); CREATE VIEW v AS SELECT score FROM date WHERE score > '2020-01-01'::date`,
      (model) =>
        editTable(
          editView(model, "v", `SELECT "score" FROM "date" WHERE score>'2020-01-01'::date`),
          "date",
          (each) => ({ ...each, columns: [...each.columns, column("more", "int")] }),
        ),
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired.views).toEqual(found.current.views);
  });

  it("takes what is new", async () => {
    const same = {
      ...column("same", "boolean"),
      generation: { kind: "expression", expression: "key = key::text::uuid", stored: true },
    } as const;
    const uuid = {
      ...table([{ ...column("key", "uuid"), default: expression("gen_random_uuid()") }, same]),
      name: { schema: null, name: "uuid" },
      constraints: [check("c", `"uuid"."key"::uuid IS NOT NULL`)],
      indexes: [index("i", { keys: [columnKey("key")], where: "key = key::text::uuid" })],
    };
    const found = await settled("SELECT 1", (model) => ({
      ...withTable(uuid)(model),
      views: [view("v", "SELECT *, key::text::uuid AS other FROM uuid")],
    }));
    expect(told(found)).toEqual([]);
  });
});
