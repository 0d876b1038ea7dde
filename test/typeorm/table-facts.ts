import { describe, expect, it } from "vitest";
import { objectKey } from "../../packages/revise/src/model/names";
import { entityClass } from "./entity-class";
import type { Orm } from "./entity-class";
import { columnOf, read, tableOf } from "./models";

export function describeTables(orm: Orm): void {
  const { Entity, Column, PrimaryGeneratedColumn } = orm;
  const id = PrimaryGeneratedColumn();

  describe("readMetadata: tables", () => {
    it("reads a junction table and says which relation it is for", async () => {
      const Tag = entityClass("Tag", { id }, { decorators: [Entity("tag")] });
      const Post = entityClass(
        "Post",
        { id, tags: [orm.ManyToMany(() => Tag), orm.JoinTable()] },
        { decorators: [Entity("post")] },
      );
      const metadata = await read(orm, [Tag, Post]);
      const table = tableOf(metadata, "post_tags_tag");
      expect(table.columns.map(({ name, nullable }) => [name, nullable])).toEqual([
        ["postId", false],
        ["tagId", false],
      ]);
      expect(table.indexes).toHaveLength(2);
      expect(table.constraints.filter(({ kind }) => kind === "foreignKey")).toMatchObject([
        { onDelete: "CASCADE", onUpdate: "CASCADE" },
        { onDelete: "CASCADE" },
      ]);
      expect(metadata.origins.get(objectKey("table", table.name))).toBe("Post.tags");
    });

    it("keeps the columns of subclasses in the table of single-table inheritance", async () => {
      const Animal = entityClass(
        "Animal",
        { id },
        {
          decorators: [Entity("animal"), orm.TableInheritance({ column: { type: "varchar", name: "kind" } })],
        },
      );
      const Cat = entityClass(
        "Cat",
        { lives: Column({ type: "int" }) },
        { parent: Animal, decorators: [orm.ChildEntity("cat")] },
      );
      const metadata = await read(orm, [Animal, Cat]);
      expect(metadata.model.tables).toHaveLength(1);
      const table = tableOf(metadata, "animal");
      expect(columnOf(table, "lives").nullable).toBe(true);
      expect(columnOf(table, "kind").nullable).toBe(false);
      expect(table.indexes.map(({ keys }) => keys[0]?.column)).toEqual(["kind"]);
    });

    it("folds the default schema and names the others", async () => {
      const Here = entityClass("Here", { id }, { decorators: [Entity("here", { schema: "public" })] });
      const There = entityClass("There", { id }, { decorators: [Entity("there", { schema: "app" })] });
      const { model } = await read(orm, [Here, There]);
      expect(model.tables.map(({ name }) => name)).toEqual([
        { schema: "app", name: "there" },
        { schema: null, name: "here" },
      ]);
      expect(model.namespaces).toEqual([{ name: "app" }]);
    });

    it("adds up two entities of one table", async () => {
      const Full = entityClass(
        "Full",
        { id, a: Column({ type: "int", default: 1 }) },
        { decorators: [Entity("thing")] },
      );
      const Lite = entityClass(
        "Lite",
        { id, a: Column({ type: "int" }), b: Column({ type: "text" }) },
        { decorators: [Entity("thing")] },
      );
      const metadata = await read(orm, [Full, Lite]);
      expect(tableOf(metadata, "thing").columns.map(({ name }) => name)).toEqual(["id", "a", "b"]);
      expect(columnOf(tableOf(metadata, "thing"), "a").default).toEqual({ kind: "literal", text: "1" });
    });

    it("refuses two entities that disagree about a column", async () => {
      const One = entityClass("One", { id, a: Column({ type: "int" }) }, { decorators: [Entity("thing")] });
      const Two = entityClass("Two", { id, a: Column({ type: "text" }) }, { decorators: [Entity("thing")] });
      await expect(read(orm, [One, Two])).rejects.toMatchObject({
        code: "metadata-invalid",
        message: expect.stringMatching(/One\.a and Two\.a/) as string,
      });
    });

    it("leaves entities with synchronize: false to others, but not a table that another entity claims", async () => {
      const Shadow = entityClass("Shadow", { id }, { decorators: [Entity("thing", { synchronize: false })] });
      const Thing = entityClass("Thing", { id }, { decorators: [Entity("thing")] });
      const Other = entityClass(
        "Other",
        { id, m: Column({ type: "enum", enum: ["a"] }) },
        { decorators: [Entity("other", { synchronize: false })] },
      );
      const { untouched, model } = await read(orm, [Shadow, Thing, Other]);
      expect(model.tables.map(({ name }) => name.name)).toEqual(["thing"]);
      expect([...untouched].sort()).toEqual([
        objectKey("enum", { schema: null, name: "other_m_enum" }),
        objectKey("table", { schema: null, name: "other" }),
      ]);
    });

    it("cuts names as the server does, and says so", async () => {
      const long = "ä".repeat(40);
      const Thing = entityClass(
        "Thing",
        { id, [long]: Column({ type: "int" }) },
        { decorators: [Entity("t".repeat(70))] },
      );
      const { model, warnings } = await read(orm, [Thing]);
      expect(model.tables[0]?.name.name).toBe("t".repeat(63));
      expect(model.tables[0]?.columns[1]?.name).toBe("ä".repeat(31));
      expect(warnings).toHaveLength(2);
    });

    it("knows the tables of TypeORM itself by their configured names", async () => {
      const Thing = entityClass("Thing", { id }, { decorators: [Entity("thing")] });
      const { houseTables } = await read(orm, [Thing], {
        migrationsTableName: "history",
        schema: "app",
        cache: { tableName: "kept" },
      });
      expect([...houseTables]).toEqual(
        ["history", "typeorm_metadata", "kept"].map((name) => objectKey("table", { schema: "app", name })),
      );
    });

    it("prefixes tables by the option of the DataSource", async () => {
      const Thing = entityClass("Thing", { id }, { decorators: [Entity("thing")] });
      expect((await read(orm, [Thing], { entityPrefix: "app_" })).model.tables[0]?.name.name).toBe(
        "app_thing",
      );
    });
  });
}
