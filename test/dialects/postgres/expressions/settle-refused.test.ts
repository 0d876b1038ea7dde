/** What is new is tried on the server before a file is written that could not run. */
import { describe, expect, it } from "vitest";
import type { Column } from "../../../../packages/revise/src/model/column";
import { ownerOf } from "../../../../packages/revise/src/model/names";
import type { SchemaModel } from "../../../../packages/revise/src/model/schema-model";
import { columnKey } from "../../../../packages/revise/src/model/table-index";
import { before, exclusion, index, table, told, unique, withColumns, withTable } from "./new-objects";
import { check, column, editColumn, expression, literal, settled, view } from "./settle-fixture";

const generated = (sql: string): Column => ({
  ...column("g", "int"),
  generation: { kind: "expression", expression: sql, stored: true },
});

/** What is wrong · the change · what is told of it. */
const refused: readonly [string, (model: SchemaModel) => SchemaModel, string][] = [
  [
    "a default that is no SQL",
    withTable(table([{ ...column("d", "int"), default: expression("1 +") }])),
    'default of column "d": syntax error',
  ],
  [
    "a default of another type",
    withTable(table([{ ...column("d", "int"), default: literal("many") }])),
    'default of column "d": invalid input syntax for type integer: "many"',
  ],
  [
    "a default that is no value of its enum",
    withColumns({ ...column("d", "kind"), default: literal("z") }),
    'default of column "d": invalid input value for enum kind: "z"',
  ],
  [
    "a default that calls nothing",
    withColumns({ ...column("d", "int"), default: expression("no_such()") }),
    'default of column "d": function no_such() does not exist',
  ],
  [
    "a default that reads a column",
    withColumns({ ...column("d", "int"), default: expression("id") }),
    'default of column "d": cannot use column reference',
  ],
  [
    "a default given to a column that has none",
    (model) => editColumn(model, "old", "id", { default: literal("x") }),
    'default of column "id": invalid input syntax',
  ],
  [
    "a type that is not there",
    withTable(table([column("d", "integre")])),
    'type of column "d": type "integre" does not exist',
  ],
  [
    "a type of a new column",
    withColumns(column("d", "integre")),
    'type of column "d": type "integre" does not exist',
  ],
  [
    "a type that a column is to get",
    (model) => editColumn(model, "old", "name", { type: column("x", "integre").type }),
    'type of column "name": type "integre" does not exist',
  ],
  [
    "modifiers that the type does not take",
    withTable(table([column("d", "numeric(2000)")])),
    'type of column "d": NUMERIC precision 2000 must be between',
  ],
  [
    "a collation that is not there",
    withTable(table([{ ...column("d", "text"), collation: { schema: null, name: "xx_YY" } }])),
    'type of column "d": collation "xx_YY"',
  ],
  [
    "a check",
    withTable(table([], { constraints: [check("c", "idd > 0")] })),
    'check "c": column "idd" does not exist',
  ],
  [
    "a check of a column whose name wants quotes",
    withTable(table([column("firstName", "text")], { constraints: [check("c", "firstName <> ''")] })),
    'check "c": column "firstname" does not exist',
  ],
  [
    "a check that is no condition",
    withTable(table([], { constraints: [check("c", "id + 1")] })),
    'check "c": argument of',
  ],
  [
    "a predicate",
    withTable(table([], { indexes: [index("i", { where: "id >" })] })),
    'index "i": syntax error',
  ],
  [
    "an expression of an index",
    withTable(
      table([], {
        indexes: [index("i", { keys: [{ ...columnKey(""), column: null, expression: "lower(id)" }] })],
      }),
    ),
    'index "i": function lower(integer) does not exist',
  ],
  [
    "an index that its type has no order for",
    withTable(table([column("j", "json")], { indexes: [index("i", { keys: [columnKey("j")] })] })),
    'index "i": data type json has no default operator class',
  ],
  [
    "a unique that its type has no order for",
    withTable(table([column("j", "json")], { constraints: [unique("u", ["j"])] })),
    'unique "u": data type json has no default operator class',
  ],
  [
    "a method that is not there",
    withTable(table([], { indexes: [index("i", { method: "gine" })] })),
    'index "i": access method "gine" does not exist',
  ],
  [
    "a generated column",
    withTable(table([generated("id + no_such")])),
    'generated column "g": column "no_such" does not exist',
  ],
  [
    "a generated column that changes by itself",
    withColumns(generated("(id + random())::int")),
    'generated column "g": generation expression is not immutable',
  ],
  [
    "an exclusion",
    withTable(table([], { constraints: [exclusion("x", "USING gist (id WITH &&&)")] })),
    'exclusion "x": ',
  ],
  [
    "a view",
    (model) => ({ ...model, views: [view("v", "SELECT nam FROM old")] }),
    'view: column "nam" does not exist',
  ],
  [
    "a view of a new table",
    (model) => ({ ...withTable(table([]))(model), views: [view("v", "SELECT nam FROM fresh")] }),
    'view: column "nam" does not exist',
  ],
  [
    "an extension",
    (model) => ({ ...model, extensions: [{ name: "no_such_extension" }] }),
    'extension: extension "no_such_extension" is not available',
  ],
];

describe("settle refuses what is new and wrong:", () => {
  it.each(refused)("%s", async (_, change, message) => {
    const found = await settled(before, change);
    const first = told(found)[0] ?? "";
    expect(first.slice(0, message.length)).toBe(message);
    expect(found.roundTrips).toBeLessThanOrEqual(2);
  });

  it("each place where it is said, in as many round trips for forty tables as for one", async () => {
    const found = await settled(before, (model) => ({
      ...model,
      tables: [
        ...model.tables,
        ...Array.from({ length: 40 }, (_, n) =>
          table([{ ...column("d", "int"), default: expression("no_such()") }, column("e", "varchar(9)")], {
            name: { schema: null, name: `t${String(n)}` },
            constraints: [check(`c${String(n)}`, n === 7 ? "idd > 0" : "id > 0")],
          }),
        ),
      ],
    }));
    expect(told(found)).toHaveLength(41);
    expect(new Set(found.unsettled.map(({ key }) => ownerOf(key).name)).size).toBe(40);
    expect(found.roundTrips).toBe(2);
  });
});

/** What names things that the revision makes in the same breath. */
