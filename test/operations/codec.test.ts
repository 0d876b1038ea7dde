import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isReviseError } from "../../packages/revise/src/errors";
import { decode, encode } from "../../packages/revise/src/operations/traits-table";
import { operation } from "./arbitrary";

describe("decode", () => {
  it("does not find a word for the plain cast, which is what no word means", () => {
    const name = { schema: null, name: "item" };
    const type = { to: { schema: null, name: "text", args: [], dimensions: 0 } };
    const using = { from: '"price"::integer', to: null };
    expect(encode({ kind: "alterColumn", table: name, column: "price", type, using })).toEqual([
      "item",
      "price",
      { type: "text" },
    ]);
  });

  it("reads what encode wrote", () => {
    fc.assert(
      fc.property(operation, (given) => {
        expect(decode(given.kind, encode(given))).toEqual(given);
      }),
      { numRuns: 1500 },
    );
  });

  it.each([
    ["varchar", { type: "varchar", length: 255 }, { name: "varchar", args: ["255"] }],
    ["numeric", { type: "numeric", precision: 10, scale: 2 }, { name: "numeric", args: ["10", "2"] }],
    ["text[]", { type: "text", array: true }, { name: "text", dimensions: 1 }],
    ["app.mood", { type: "app.mood" }, { schema: "app", name: "mood" }],
    ["timestamp", { type: "timestamp(3) with time zone" }, { name: "timestamp with time zone", args: ["3"] }],
  ])("reads TypeORM's words for %s", (_, definition, type) => {
    expect(decode("addColumn", ["user", { name: "x", ...definition }])).toMatchObject({
      column: { name: "x", nullable: false, type },
    });
  });

  it("builds the keys of columns that are primary or unique", () => {
    const columns = [
      { name: "id", type: "integer", primary: true },
      { name: "email", type: "text", unique: true },
    ];
    expect(decode("createTable", ["app.user", { columns }])).toMatchObject({
      table: {
        name: { schema: "app", name: "user" },
        constraints: [
          { kind: "primaryKey", name: "user_pkey", columns: ["id"] },
          { kind: "unique", name: "user_email_key", columns: ["email"] },
        ],
      },
    });
  });

  it("reads the new name of a table with its schema, or without", () => {
    expect(decode("renameTable", ["app.a", "app.b"])).toMatchObject({ to: "b" });
    expect(decode("renameTable", ["app.a", "b"])).toMatchObject({ to: "b" });
  });

  it.each<[string, string, unknown[], RegExp]>([
    ["a kind", "addColum", [], /no operation op\.addColum/],
    [
      "a key",
      "addColumn",
      ["u", { name: "a", type: "text", nulable: true }],
      /second argument.*unknown key "nulable"/,
    ],
    ["a missing key", "addColumn", ["u", { name: "a" }], /second argument, \.type is missing/],
    ["a type", "addColumn", ["u", { name: "a", type: "text(" }], /second argument, \.type is no type/],
    [
      "a wrong value",
      "addColumn",
      ["u", { name: "a", type: "text", nullable: "no" }],
      /true or false, not "no"/,
    ],
    ["a name", "dropTable", ["a.b.c"], /first argument is no name of an object: "a\.b\.c"/],
    ["no argument", "dropTable", [], /first argument must be a name, not missing/],
    ["an argument too many", "dropTable", ["a", {}, true], /takes 2 arguments, not 3/],
    [
      "two defaults",
      "addColumn",
      ["u", { name: "a", type: "text", default: "x", asExpression: "y" }],
      /is generated/,
    ],
    [
      "lonely keys",
      "addColumn",
      ["u", { name: "a", type: "text", generatedType: "STORED" }],
      /without asExpression/,
    ],
    ["no change", "alterColumn", ["u", "a", {}], /third argument changes nothing/],
    ["another schema", "renameTable", ["a.x", "b.x"], /names another schema/],
    [
      "unpaired columns",
      "addForeignKey",
      ["u", { name: "f", columns: ["a"], references: { table: "t", columns: ["a", "b"] } }],
      /does not pair/,
    ],
    [
      "a deep value",
      "createTable",
      ["t", { columns: [{ name: "a", type: "text" }], uniques: [{ name: "u", columns: [1] }] }],
      /\.uniques\[0\]\.columns\[0\] must be a string, not 1/,
    ],
  ])("refuses %s by name", (_, kind, args, message) => {
    const error = caught(() => decode(kind, args));
    expect(isReviseError(error, "operation-invalid")).toBe(true);
    expect((error as Error).message).toMatch(message);
  });

  it("suggests the key that was meant and lists the others", () => {
    const error = caught(() => decode("addColumn", ["u", { name: "a", type: "text", nulable: true }]));
    expect(error).toMatchObject({ hint: expect.stringContaining('Did you mean "nullable"?') as unknown });
    expect(error).toMatchObject({
      hint: expect.stringContaining("name, type, nullable, default") as unknown,
    });
  });
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
