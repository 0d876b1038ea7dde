import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  implicitSequenceName,
  quoteIdentifier,
  quoteName,
  truncateIdentifier,
} from "../../../packages/revise/src/dialects/postgres/identifiers";
import { useDatabase, value } from "./fixture";

const database = useDatabase("identifiers");

const identifier = fc
  .string({ unit: "binary", minLength: 1, maxLength: 40 })
  .filter((text) => !text.includes("\0"));

describe("quoteIdentifier", () => {
  it("gives the server the very name, cut as the server cuts it", async () => {
    await fc.assert(
      fc.asyncProperty(identifier, async (name) => {
        const [row] = await database().query(`SELECT 1 AS ${quoteIdentifier(name)}`);
        expect(Object.keys(row ?? {})).toEqual([truncateIdentifier(name)]);
      }),
      { numRuns: 300 },
    );
  });

  it("refuses what is no name", () => {
    expect(() => quoteIdentifier("")).toThrow("empty");
    expect(() => quoteIdentifier("a\0b")).toThrow("NUL");
  });
});

describe("quoteName", () => {
  it("qualifies only what is not in the default schema", () => {
    expect(quoteName({ schema: null, name: "user" })).toBe('"user"');
    expect(quoteName({ schema: 'a"b', name: "c.d" })).toBe('"a""b"."c.d"');
  });
});

describe("implicitSequenceName", () => {
  it("is the name that the server gives", async () => {
    const part = fc.string({ unit: fc.constantFrom("a", "ä", "漢", "😀", "_"), minLength: 1, maxLength: 63 });
    await fc.assert(
      fc.asyncProperty(part, part, async (table, column) => {
        const [tableName, columnName] = [truncateIdentifier(table), truncateIdentifier(column)];
        await database().query(
          `DROP TABLE IF EXISTS pg_temp.${quoteIdentifier(tableName)};
           CREATE TEMP TABLE ${quoteIdentifier(tableName)} (${quoteIdentifier(columnName)} serial)`,
        );
        const name = await value(
          database(),
          "SELECT relname FROM pg_class WHERE relkind = 'S' AND relpersistence = 't'",
        );
        await database().query(`DROP TABLE pg_temp.${quoteIdentifier(tableName)}`);
        expect(name).toBe(implicitSequenceName(tableName, columnName));
      }),
      { numRuns: 150 },
    );
  });
});
