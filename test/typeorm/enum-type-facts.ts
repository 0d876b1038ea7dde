import { describe, expect, it } from "vitest";
import { objectKey } from "../../packages/revise/src/model/names";
import { entityClass } from "./entity-class";
import type { Orm } from "./entity-class";
import { columnOf, read, tableOf } from "./models";

export function describeEnumTypes(orm: Orm): void {
  const { Entity, Column, PrimaryGeneratedColumn } = orm;
  const id = PrimaryGeneratedColumn();

  describe("readMetadata: enums", () => {
    it("names a type after its table and column and keeps the order of the values", async () => {
      const Thing = entityClass(
        "Thing",
        { id, fooBar: Column({ type: "enum", enum: ["b", "a"], default: "b" }) },
        { decorators: [Entity("thing")] },
      );
      const metadata = await read(orm, [Thing]);
      expect(metadata.model.enumTypes).toEqual([
        { name: { schema: null, name: "thing_foobar_enum" }, values: ["b", "a"] },
      ]);
      expect(columnOf(tableOf(metadata, "thing"), "fooBar")).toMatchObject({
        type: { name: "thing_foobar_enum", schema: null, args: [], dimensions: 0 },
        default: { kind: "literal", text: "b" },
      });
      expect(metadata.origins.get(objectKey("enum", { schema: null, name: "thing_foobar_enum" }))).toBe(
        "Thing.fooBar",
      );
    });

    it("reads a numeric TypeScript enum as its numbers", async () => {
      const Level = { 0: "Low", 1: "High", Low: 0, High: 1 };
      const Thing = entityClass(
        "Thing",
        { id, level: Column({ type: "enum", enum: Level, default: 0 }) },
        { decorators: [Entity("thing")] },
      );
      const metadata = await read(orm, [Thing]);
      expect(metadata.model.enumTypes[0]?.values).toEqual(["0", "1"]);
      expect(columnOf(tableOf(metadata, "thing"), "level").default).toEqual({ kind: "literal", text: "0" });
    });

    it("keeps a type that several columns share once, in its schema", async () => {
      const values = { type: "enum", enum: ["a", "b"], enumName: "mood" } as const;
      const One = entityClass(
        "One",
        { id, m: Column(values) },
        { decorators: [Entity("one", { schema: "app" })] },
      );
      const Two = entityClass(
        "Two",
        { id, m: Column({ ...values, array: true, default: ["a"] }) },
        { decorators: [Entity("two", { schema: "app" })] },
      );
      const metadata = await read(orm, [One, Two]);
      expect(metadata.model.enumTypes).toEqual([
        { name: { schema: "app", name: "mood" }, values: ["a", "b"] },
      ]);
      expect(columnOf(tableOf(metadata, "app.two"), "m")).toMatchObject({
        type: { name: "mood", schema: "app", dimensions: 1 },
        default: { kind: "literal", text: "{a}" },
      });
    });

    it("refuses two columns that share a type but not its values", async () => {
      const One = entityClass(
        "One",
        { id, m: Column({ type: "enum", enum: ["a"], enumName: "mood" }) },
        { decorators: [Entity("one")] },
      );
      const Two = entityClass(
        "Two",
        { id, m: Column({ type: "enum", enum: ["b"], enumName: "mood" }) },
        { decorators: [Entity("two")] },
      );
      await expect(read(orm, [One, Two])).rejects.toMatchObject({
        code: "metadata-invalid",
        message: expect.stringMatching(/One\.m and Two\.m/) as string,
      });
    });
  });
}
