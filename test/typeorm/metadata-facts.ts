import { describe, expect, it } from "vitest";
import { postgresTypes } from "../../packages/revise/src/dialects/postgres/types/type-system";
import { readMetadata } from "../../packages/revise/src/typeorm/read-metadata";
import { entityClass } from "./entity-class";
import type { Orm } from "./entity-class";
import { offline, read } from "./models";

export function describeMetadata(orm: Orm): void {
  const { Entity, Column, PrimaryGeneratedColumn, Exclusion } = orm;
  const id = PrimaryGeneratedColumn();

  describe("readMetadata: the DataSource", () => {
    it("neither connects nor initializes, and builds once", async () => {
      const Thing = entityClass("Thing", { id }, { decorators: [Entity("thing")] });
      const source = offline(orm, [Thing], { migrations: ["/does/not/exist/*.js"], synchronize: true });
      const first = await readMetadata(source, postgresTypes, { defaultSchema: "public" });
      const [entity] = source.entityMetadatas;
      const second = await readMetadata(source, postgresTypes, { defaultSchema: "public" });
      expect(source.isInitialized).toBe(false);
      expect(source.entityMetadatas[0]).toBe(entity);
      expect(second.model).toEqual(first.model);
      expect(source.options.migrations).toEqual(["/does/not/exist/*.js"]);
    });

    it("refuses a DataSource without entities", async () => {
      await expect(read(orm, [])).rejects.toMatchObject({ code: "no-entities" });
    });

    it("names the column whose type the compiler could only call Object", async () => {
      const Thing = entityClass(
        "Thing",
        { id, state: Column({ type: Object as unknown as "text" }) },
        { decorators: [Entity("thing")] },
      );
      await expect(read(orm, [Thing])).rejects.toMatchObject({
        code: "metadata-invalid",
        message: expect.stringContaining("Thing.state") as string,
        hint: expect.stringContaining("State the column type") as string,
      });
    });

    it("passes on what else TypeORM refuses", async () => {
      const Thing = entityClass("Thing", { a: Column({ type: "int" }) }, { decorators: [Entity("thing")] });
      await expect(read(orm, [Thing])).rejects.toMatchObject({
        code: "metadata-invalid",
        message: expect.stringContaining("Thing") as string,
      });
    });

    it("adds the extensions that types, exclusions and the option need, unless none are to be installed", async () => {
      const Thing = entityClass(
        "Thing",
        { id, a: Column({ type: "citext" }) },
        { decorators: [Entity("thing"), Exclusion(`USING gist ("a" WITH =)`)] },
      );
      const options = { extensions: ["pg_trgm"] };
      expect((await read(orm, [Thing], options)).model.extensions.map(({ name }) => name)).toEqual([
        "btree_gist",
        "citext",
        ...("extensions" in options ? ["pg_trgm"] : []),
      ]);
      const none = await read(orm, [Thing], { installExtensions: false });
      expect(none.model.extensions).toEqual([]);
      // Somebody else installs them, who also knows when they can go.
      expect(none.entailedExtensions).toEqual(new Set());
    });
  });
}
