import { describe, expect, it } from "vitest";
import { objectKey } from "../../packages/revise/src/model/names";
import { entityClass } from "./entity-class";
import type { Orm } from "./entity-class";
import { read, tableOf } from "./models";

export function describeConstraints(orm: Orm): void {
  const { Entity, Column, PrimaryColumn, PrimaryGeneratedColumn, Index, Unique, Check, Exclusion } = orm;
  const id = PrimaryGeneratedColumn();

  describe("readMetadata: constraints and indexes", () => {
    it("tells given names from generated ones", async () => {
      const Thing = entityClass(
        "Thing",
        {
          id: PrimaryColumn({ type: "int", primaryKeyConstraintName: "pk_thing" }),
          a: Column({ type: "int", unique: true }),
          b: Column({ type: "int" }),
        },
        {
          decorators: [
            Entity("thing"),
            Unique("uq_b", ["b"], { deferrable: "INITIALLY DEFERRED" }),
            Check("ck_b", ` "b" > 0 `),
            Check(`"a" > 0`),
            Exclusion(`USING gist ("b" WITH =)`),
            Index("ix_b", ["b"], { where: `"b" > 1`, unique: true }),
            Index(["a", "b"]),
          ],
        },
      );
      const table = tableOf(await read(orm, [Thing]), "thing");
      const names = table.constraints.map(({ kind, name, givenName }) => [
        kind,
        givenName ? name : name.replace(/_[0-9a-f]+$/, ""),
      ]);
      expect(new Set(names.map((entry) => entry.join(" ")))).toEqual(
        new Set([
          "primaryKey pk_thing",
          "unique UQ",
          "unique uq_b",
          "check CHK",
          "check ck_b",
          "exclusion XCL",
        ]),
      );
      expect(table.constraints).toContainEqual(
        expect.objectContaining({ name: "uq_b", columns: ["b"], deferrable: "INITIALLY DEFERRED" }),
      );
      expect(table.constraints).toContainEqual(
        expect.objectContaining({ name: "ck_b", expression: '"b" > 0' }),
      );
      expect(table.indexes.find(({ name }) => name === "ix_b")).toMatchObject({
        givenName: true,
        unique: true,
        where: '"b" > 1',
        method: "btree",
      });
      expect(table.indexes.find(({ givenName }) => !givenName)?.keys.map(({ column }) => column)).toEqual([
        "a",
        "b",
      ]);
    });

    it("merges equal uniques into the first and into the primary key, as the server does", async () => {
      const Thing = entityClass(
        "Thing",
        { id: PrimaryColumn({ type: "int", unique: true }), a: Column({ type: "int" }) },
        { decorators: [Entity("thing"), Unique("second", ["a"]), Unique("first", ["a"])] },
      );
      const table = tableOf(await read(orm, [Thing]), "thing");
      expect(table.constraints.filter(({ kind }) => kind === "unique").map(({ name }) => name)).toHaveLength(
        1,
      );
      expect(table.constraints.filter(({ kind }) => kind === "primaryKey")).toHaveLength(1);
    });

    it("merges equal uniques of two entities of one table", async () => {
      const properties = { id, a: Column({ type: "int" }) };
      const One = entityClass("One", properties, { decorators: [Entity("thing"), Unique("first", ["a"])] });
      const Two = entityClass("Two", properties, { decorators: [Entity("thing"), Unique("second", ["a"])] });
      const { constraints } = tableOf(await read(orm, [One, Two]), "thing");
      expect(constraints.filter(({ kind }) => kind === "unique").map(({ name }) => name)).toEqual(["first"]);
    });

    it("builds an index that is declared twice once", async () => {
      const Thing = entityClass(
        "Thing",
        { id, a: [Index(), Column({ type: "int" })] },
        { decorators: [Entity("thing"), Index(["a"])] },
      );
      expect(tableOf(await read(orm, [Thing]), "thing").indexes).toHaveLength(1);
    });

    it("refuses two constraints or indexes of one name on one table", async () => {
      const a = Column({ type: "int" });
      const thing = (...decorators: ClassDecorator[]): new () => object =>
        entityClass("Thing", { id, a, b: a }, { decorators: [Entity("thing"), ...decorators] });
      const failure = (...decorators: ClassDecorator[]): Promise<string> =>
        read(orm, [thing(...decorators)]).then(
          () => "",
          (error: unknown) => (error as Error).message,
        );
      expect(await failure(Check("x", "a > 0"), Check("x", "a > 1"))).toBe(
        'Thing declares the constraint "x" twice, and not alike: expression "a > 1" and "a > 0".',
      );
      expect(await failure(Check("x", "a > 0"), Unique("x", ["a"]))).toContain('kind "unique" and "check"');
      expect(await failure(Index("x", ["a"]), Index("x", ["a", "b"]))).toContain('keys ["a","b"] and ["a"]');
    });

    it("leaves an index with synchronize: false to others", async () => {
      const Thing = entityClass(
        "Thing",
        { id, a: Column({ type: "text" }) },
        { decorators: [Entity("thing"), Index("ix_gin", { synchronize: false })] },
      );
      const metadata = await read(orm, [Thing]);
      expect(tableOf(metadata, "thing").indexes).toEqual([]);
      expect(metadata.untouched).toContain(objectKey("index", { schema: null, name: "thing" }, "ix_gin"));
    });

    it("reads one foreign key of a relation and a @ForeignKey that say the same", async () => {
      if (!("ForeignKey" in orm)) return;
      const Owner = entityClass("Owner", { id }, { decorators: [Entity("owner")] });
      const Thing = entityClass(
        "Thing",
        {
          id,
          ownerId: [Column({ type: "int", nullable: true }), orm.ForeignKey<object>(() => Owner)],
          owner: [orm.ManyToOne(() => Owner), orm.JoinColumn({ name: "ownerId" })],
        },
        { decorators: [Entity("thing")] },
      );
      expect(
        tableOf(await read(orm, [Owner, Thing]), "thing").constraints.filter(
          ({ kind }) => kind === "foreignKey",
        ),
      ).toHaveLength(1);
    });

    it("knows that TypeORM names the unique constraint of a one-to-one relation", async () => {
      const Owner = entityClass("Owner", { id }, { decorators: [Entity("owner")] });
      const Thing = entityClass(
        "Thing",
        {
          id,
          owner: [
            orm.OneToOne(() => Owner, { onDelete: "SET NULL", deferrable: "INITIALLY IMMEDIATE" }),
            orm.JoinColumn(),
          ],
        },
        { decorators: [Entity("thing")] },
      );
      const table = tableOf(await read(orm, [Owner, Thing]), "thing");
      expect(table.constraints).toContainEqual(
        expect.objectContaining({
          kind: "unique",
          name: expect.stringMatching(/^REL_/) as string,
          givenName: false,
          columns: ["ownerId"],
        }),
      );
      expect(table.constraints).toContainEqual(
        expect.objectContaining({
          kind: "foreignKey",
          givenName: false,
          columns: ["ownerId"],
          references: { table: { schema: null, name: "owner" }, columns: ["id"] },
          onDelete: "SET NULL",
          onUpdate: "NO ACTION",
          deferrable: "INITIALLY IMMEDIATE",
        }),
      );
    });
  });
}
