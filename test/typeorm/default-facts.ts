import { describe, expect, it } from "vitest";
import type { ColumnOptions } from "typeorm";
import type { Column as ModelColumn } from "../../packages/revise/src/model/column";
import type { Orm } from "./entity-class";
import { readOneColumn } from "./models";

export function describeDefaults(orm: Orm): void {
  describe("readMetadata: defaults", () => {
    it.each<[ColumnOptions, ModelColumn["default"]]>([
      [
        { type: "int", default: 18 },
        { kind: "literal", text: "18" },
      ],
      [
        { type: "int", default: () => "0" },
        { kind: "literal", text: "0" },
      ],
      [
        { type: "int", default: () => "1 + 1" },
        { kind: "expression", sql: "1 + 1" },
      ],
      [
        { type: "numeric", default: 1.5 },
        { kind: "literal", text: "1.5" },
      ],
      [
        { type: "boolean", default: false },
        { kind: "literal", text: "false" },
      ],
      [
        { type: "boolean", default: "true" },
        { kind: "literal", text: "true" },
      ],
      [
        { type: "boolean", default: 1 },
        { kind: "literal", text: "true" },
      ],
      [
        { type: "varchar", default: "active" },
        { kind: "literal", text: "active" },
      ],
      [
        { type: "varchar", default: "" },
        { kind: "literal", text: "" },
      ],
      [
        { type: "varchar", default: "it's" },
        { kind: "literal", text: "it's" },
      ],
      [
        { type: "varchar", default: "it''s" },
        { kind: "literal", text: "it's" },
      ],
      [
        { type: "varchar", default: () => "'a''b'" },
        { kind: "literal", text: "a'b" },
      ],
      [
        { type: "varchar", default: () => "'a'::text" },
        { kind: "expression", sql: "'a'::text" },
      ],
      [{ type: "varchar", default: () => "NULL", nullable: true }, null],
      [
        { type: "timestamp", default: () => "CURRENT_TIMESTAMP" },
        { kind: "expression", sql: "now()" },
      ],
      [
        { type: "date", default: () => "CURRENT_DATE" },
        { kind: "expression", sql: "('now'::text)::date" },
      ],
      [
        { type: "timestamptz", default: () => "CURRENT_TIMESTAMP(3)" },
        { kind: "expression", sql: "('now'::text)::timestamp(3) with time zone" },
      ],
      [
        { type: "timestamptz", default: () => "CURRENT_TIMESTAMP + interval '1 day'" },
        { kind: "expression", sql: "CURRENT_TIMESTAMP + interval '1 day'" },
      ],
      [
        { type: "timestamptz", default: "now()" },
        { kind: "expression", sql: "now()" },
      ],
      [
        { type: "timestamptz", default: "infinity" },
        { kind: "literal", text: "infinity" },
      ],
      [
        { type: "jsonb", default: { a: "it's", b: [1] } },
        { kind: "literal", text: `{"a":"it's","b":[1]}` },
      ],
      [
        { type: "jsonb", default: [] },
        { kind: "literal", text: "[]" },
      ],
      [
        { type: "jsonb", default: "{}" },
        { kind: "literal", text: "{}" },
      ],
      [
        { type: "jsonb", default: () => "'{}'::jsonb" },
        { kind: "literal", text: "{}" },
      ],
      [
        { type: "text", array: true, default: [] },
        { kind: "literal", text: "{}" },
      ],
      [
        { type: "text", array: true, default: "{}" },
        { kind: "literal", text: "{}" },
      ],
      [
        { type: "text", array: true, default: ["a", "b"] },
        { kind: "literal", text: "{a,b}" },
      ],
      [
        { type: "text", array: true, default: ["a,b", "c d", "", "null", 'q"q', "it's", '"kept, so"'] },
        { kind: "literal", text: `{"a,b","c d","","null","q\\"q",it's,"kept, so"}` },
      ],
      [
        { type: "int", array: true, default: [1, 2] },
        { kind: "literal", text: "{1,2}" },
      ],
      [
        { type: "jsonb", array: true, default: [{ a: 1 }] },
        { kind: "literal", text: `{"{\\"a\\":1}"}` },
      ],
      [
        { type: "text", array: true, default: () => "ARRAY[]::text[]" },
        { kind: "expression", sql: "ARRAY[]::text[]" },
      ],
    ])("reads the default of %o", async (options, expected) => {
      expect((await readOneColumn(orm, options)).default).toEqual(expected);
    });
  });
}
