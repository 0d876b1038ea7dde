import { describe, expect, it } from "vitest";
import { safetyRules } from "../../../../packages/revise/src/dialects/postgres/safety/rules";
import { narrowsType } from "../../../../packages/revise/src/dialects/postgres/safety/type-change";
import { uniqueOnExisting } from "../../../../packages/revise/src/dialects/postgres/safety/unique-on-existing";
import { parseType } from "../../../../packages/revise/src/dialects/postgres/types/parse";
import { emptyModel } from "../../../../packages/revise/src/model/schema-model";
import { columnKey } from "../../../../packages/revise/src/model/table-index";
import type { AlterColumn } from "../../../../packages/revise/src/operations/column";
import type { Operation } from "../../../../packages/revise/src/operations/operation";
import { column, index, name, table } from "../fixture";

const t = name("t");
const before = { ...emptyModel, tables: [table(t, { columns: [column("c", "integer")] })] };
const create: Operation = { kind: "createTable", table: table(t) };

function found(...operations: readonly Operation[]): string[] {
  const operation = operations.at(-1);
  if (operation === undefined) return [];
  return safetyRules.flatMap((rule) =>
    rule.check(operation, { before, operations }) === null ? [] : [rule.code],
  );
}

function alter(facets: Partial<AlterColumn>): Operation {
  return { kind: "alterColumn", table: t, column: "c", ...facets };
}

function change(from: string, to: string): Operation {
  return alter({ type: { from: parseType(from), to: parseType(to) } });
}

function add(type: string, rest: Parameters<typeof column>[2] = {}): Operation {
  return { kind: "addColumn", table: t, column: column("d", type, rest) };
}

describe("the rules of PostgreSQL", () => {
  it.each<readonly [string, Operation, string[]]>([
    ["a wider varchar", change("varchar(5)", "varchar(9)"), []],
    ["a narrower varchar", change("varchar(9)", "varchar(5)"), ["narrows-type", "rewrites-table"]],
    ["integer to bigint", change("integer", "bigint"), ["rewrites-table"]],
    ["bigint to integer", change("bigint", "integer"), ["narrows-type", "rewrites-table"]],
    ["text to integer", change("text", "integer"), ["narrows-type", "rewrites-table"]],
    [
      "a type that the column is computed in",
      alter({
        type: { from: parseType("text"), to: parseType("integer") },
        generation: { from: null, to: { kind: "expression", expression: "1", stored: true } },
      }),
      ["rewrites-table"],
    ],
    [
      "a type whose old side only the model knows",
      alter({ type: { to: parseType("bigint") } }),
      ["rewrites-table"],
    ],
    [
      "a free cast with an expression",
      alter({ type: { from: parseType("varchar"), to: parseType("text") }, using: { to: "lower(c)" } }),
      ["rewrites-table"],
    ],
    ["SET NOT NULL", alter({ nullable: { from: true, to: false } }), ["not-null-on-existing"]],
    ["DROP NOT NULL", alter({ nullable: { from: false, to: true } }), []],
    ["a plain column", add("integer"), []],
    ["a constant default", add("integer", { default: { kind: "literal", text: "1" } }), []],
    ["a stable default", add("timestamptz", { default: { kind: "expression", sql: "now()" } }), []],
    [
      "a volatile default",
      add("uuid", { default: { kind: "expression", sql: "gen_random_uuid()" } }),
      ["rewrites-table"],
    ],
    ["serial", add("integer", { generation: { kind: "serial", sequence: null } }), ["rewrites-table"]],
    [
      "identity",
      add("integer", { generation: { kind: "identity", always: true, options: {} } }),
      ["rewrites-table"],
    ],
    [
      "stored",
      add("integer", { generation: { kind: "expression", expression: "c", stored: true } }),
      ["rewrites-table"],
    ],
    ["virtual", add("integer", { generation: { kind: "expression", expression: "c", stored: false } }), []],
    ["an index", { kind: "createIndex", table: t, index: index("i", ["c"]) }, ["blocks-writes"]],
    [
      "a concurrent index",
      { kind: "createIndex", table: t, index: index("i", ["c"], { concurrently: true }) },
      [],
    ],
  ])("say of %s", (_, operation, codes) => {
    expect(found(operation)).toEqual(codes);
    expect(found(create, operation)).toEqual([]);
  });

  it("find a column under its former name", () => {
    const rename: Operation = { kind: "renameColumn", table: name("u"), from: "c", to: "d" };
    const renameTable: Operation = { kind: "renameTable", from: t, to: "u" };
    const operation: Operation = {
      kind: "alterColumn",
      table: name("u"),
      column: "d",
      type: { to: parseType("smallint") },
    };
    expect(found(renameTable, rename, operation)).toEqual(["narrows-type", "rewrites-table"]);
  });
});

describe("uniqueOnExisting", () => {
  it("asks for the rows that a unique index would refuse, in SQL that runs", () => {
    const key = columnKey("c");
    const unique = index('od"d', [], {
      unique: true,
      keys: [key, { ...key, column: null, expression: "lower(note)" }],
      where: "(c > 0)",
    });
    const operation: Operation = { kind: "createIndex", table: t, index: unique };
    expect(uniqueOnExisting.check(operation, { before, operations: [operation] })).toMatchObject({
      message: 'od"d fails where two rows of t are alike in "c", lower(note)',
      hint: 'Look first: SELECT "c", lower(note), count(*) FROM "t" WHERE (c > 0) GROUP BY "c", lower(note) HAVING count(*) > 1',
    });
  });
});

describe("narrowsType", () => {
  it.each([
    ["varchar(5)", "text", false],
    ["text", "varchar", false],
    ["text", "varchar(5)", true],
    ["char(3)", "varchar(3)", false],
    ["char(3)", "varchar(2)", true],
    ["numeric(8,2)", "numeric(10,2)", false],
    ["numeric(8,2)", "numeric(10,3)", false],
    ["numeric(8,2)", "numeric(8,3)", true],
    ["numeric(8,2)", "numeric(9,1)", true],
    ["numeric", "numeric(30,10)", true],
    ["numeric(8,2)[]", "numeric(10,3)[]", false],
    ["char(3)", "char(5)", false],
    ["char(3)", "char(2)", true],
    ["bit(3)", "bit(5)", true],
    ["numeric(8,2)", "numeric", false],
    ["integer", "numeric(12,2)", false],
    ["integer", "numeric(11,2)", true],
    ["integer", "real", true],
    ["bigint", "double precision", true],
    ["timestamptz", "timestamp", false],
    ["timestamp", "date", true],
    ["timestamp(3)", "timestamp", false],
    ["timestamp", "timestamp(3)", true],
    ["integer", "integer[]", false],
    ["integer", "smallint[]", true],
    ["bit(5)", "uuid[]", true],
    ["text", "text[]", true],
    ["integer[]", "integer", true],
    ["integer[]", "text", false],
    ["mood", "text", false],
    ["mood", "varchar(3)", true],
  ])("%s to %s: %s", (from, to, narrows) => {
    expect(narrowsType(parseType(from), parseType(to))).toBe(narrows);
  });
});
