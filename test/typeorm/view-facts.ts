import { describe, expect, it } from "vitest";
import { entityClass } from "./entity-class";
import type { Orm } from "./entity-class";
import { read } from "./models";

export function describeViews(orm: Orm): void {
  const { Entity, Column, PrimaryGeneratedColumn, Index } = orm;
  const id = PrimaryGeneratedColumn();

  describe("readMetadata: views", () => {
    it("reads text and query builders, dependencies and the indexes of materialized views", async () => {
      const Thing = entityClass(
        "Thing",
        { id, n: Column({ type: "int" }) },
        { decorators: [Entity("thing")] },
      );
      const Plain = entityClass(
        "Plain",
        { n: orm.ViewColumn() },
        { decorators: [orm.ViewEntity({ name: "plain", expression: " SELECT 1 AS n ; " })] },
      );
      const Built = entityClass(
        "Built",
        { n: [orm.ViewColumn(), Index("ix_built")] },
        {
          decorators: [
            orm.ViewEntity({
              name: "built",
              materialized: true,
              dependsOn: [Plain],
              expression: (source) => source.createQueryBuilder().select("t.n", "n").from(Thing, "t"),
            }),
          ],
        },
      );
      const { model } = await read(orm, [Thing, Plain, Built]);
      expect(model.views).toMatchObject([
        {
          name: { name: "built" },
          materialized: true,
          dependsOn: [{ schema: null, name: "plain" }],
          indexes: [{ name: "ix_built" }],
        },
        { name: { name: "plain" }, materialized: false, definition: "SELECT 1 AS n", indexes: [] },
      ]);
      expect(model.views[0]?.definition).toBe('SELECT "t"."n" AS "n" FROM "thing" "t"');
    });
  });
}
