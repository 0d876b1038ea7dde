import { describe, expect, it } from "vitest";
import type { ColumnOptions } from "typeorm";
import { postgresTypes } from "../../packages/revise/src/dialects/postgres/types/type-system";
import { entityClass } from "./entity-class";
import type { Orm } from "./entity-class";
import { columnOf, read, readOneColumn, tableOf } from "./models";

export function describeColumns(orm: Orm): void {
  const { Entity, Column, PrimaryColumn, PrimaryGeneratedColumn, Generated } = orm;
  const id = PrimaryGeneratedColumn();

  describe("readMetadata: columns", () => {
    it.each<[ColumnOptions, string]>([
      [{ type: "int" }, "integer"],
      [{ type: Number }, "integer"],
      [{ type: String }, "varchar"],
      [{ type: Boolean }, "boolean"],
      [{ type: Date }, "timestamp"],
      [{ type: "varchar", length: 255 }, "varchar(255)"],
      [{ type: "char", length: 3 }, "char(3)"],
      [{ type: "char" }, "char"],
      [{ type: "decimal", precision: 10, scale: 2 }, "numeric(10,2)"],
      [{ type: "numeric", precision: 10 }, "numeric(10)"],
      [{ type: "numeric", precision: 10, scale: 0 }, "numeric(10)"],
      [{ type: "numeric", scale: 2 }, "numeric"],
      [{ type: "float" }, "double precision"],
      [{ type: "float4" }, "real"],
      [{ type: "timestamptz", precision: 3 }, "timestamptz(3)"],
      [{ type: "timestamp with time zone" }, "timestamptz"],
      [{ type: "time", precision: 0 }, "time(0)"],
      [{ type: "interval", precision: 3 }, "interval(3)"],
      [{ type: "bit", length: 8 }, "bit(8)"],
      [{ type: "varbit", length: 8 }, "varbit(8)"],
      [{ type: "text", array: true }, "text[]"],
      [{ type: "varchar", length: 10, array: true }, "varchar(10)[]"],
      [{ type: "simple-array" }, "text"],
      [{ type: "simple-json" }, "text"],
      [{ type: "geometry", spatialFeatureType: "Point", srid: 4326 }, "geometry(Point,4326)"],
      [{ type: "geometry" }, "geometry"],
      [{ type: "int8" }, "bigint"],
      [{ type: "jsonb" }, "jsonb"],
    ])("gives %o the type %s", async (options, expected) => {
      const { type } = await readOneColumn(orm, options);
      expect(postgresTypes.format(type).replaceAll(" ", "")).toBe(
        postgresTypes.format(postgresTypes.parse(expected)).replaceAll(" ", ""),
      );
    });

    it("says that a clock given as a string is read as SQL", async () => {
      const Thing = entityClass(
        "Thing",
        { id, at: Column({ type: "timestamptz", default: "now()" }) },
        { decorators: [Entity("thing")] },
      );
      expect((await read(orm, [Thing])).warnings).toEqual([
        expect.stringContaining("Thing.at: the default 'now()'"),
      ]);
    });

    it("makes a serial column NOT NULL and leaves it no default", async () => {
      const Thing = entityClass(
        "Thing",
        {
          id: PrimaryColumn({ type: "uuid" }),
          x: [Column({ type: "bigint", nullable: true }), Generated("increment")],
        },
        { decorators: [Entity("thing")] },
      );
      expect(columnOf(tableOf(await read(orm, [Thing]), "thing"), "x")).toMatchObject({
        type: { name: "bigint" },
        nullable: false,
        default: null,
        generation: { kind: "serial", sequence: null },
      });
    });

    it("reads identity columns of both kinds", async () => {
      const Always = entityClass(
        "Always",
        { id: PrimaryGeneratedColumn("identity", { generatedIdentity: "ALWAYS" }) },
        { decorators: [Entity("always")] },
      );
      const Default = entityClass(
        "ByDefault",
        { id: PrimaryGeneratedColumn("identity") },
        { decorators: [Entity("by_default")] },
      );
      const metadata = await read(orm, [Always, Default]);
      expect(columnOf(tableOf(metadata, "always"), "id").generation).toEqual({
        kind: "identity",
        always: true,
        options: {},
      });
      expect(columnOf(tableOf(metadata, "by_default"), "id").generation).toEqual({
        kind: "identity",
        always: false,
        options: {},
      });
    });

    it("reads a generated uuid as a default, by the extension that the DataSource names", async () => {
      const Thing = entityClass(
        "Thing",
        { id: PrimaryGeneratedColumn("uuid") },
        { decorators: [Entity("thing")] },
      );
      const ossp = await read(orm, [Thing]);
      expect(columnOf(tableOf(ossp, "thing"), "id").default).toEqual({
        kind: "expression",
        sql: "uuid_generate_v4()",
      });
      expect(ossp.model.extensions).toEqual([{ name: "uuid-ossp" }]);
      const pgcrypto = await read(orm, [Thing], { uuidExtension: "pgcrypto" });
      expect(columnOf(tableOf(pgcrypto, "thing"), "id").default).toEqual({
        kind: "expression",
        sql: "gen_random_uuid()",
      });
      expect(pgcrypto.model.extensions).toEqual([]);
    });

    it("reads a stored generated column", async () => {
      const column = await readOneColumn(orm, {
        type: "int",
        asExpression: "1 + 2",
        generatedType: "STORED",
      });
      expect(column).toMatchObject({
        default: null,
        generation: { kind: "expression", expression: "1 + 2", stored: true },
      });
    });

    it("reads collation and comment", async () => {
      expect(await readOneColumn(orm, { type: "text", collation: "C", comment: "x\u0000y" })).toMatchObject({
        collation: { schema: null, name: "C" },
        comment: "xy",
      });
      expect(await readOneColumn(orm, { type: "text", collation: "default", comment: "" })).toMatchObject({
        collation: null,
        comment: null,
      });
    });

    it("ignores, with a word, a precision that PostgreSQL's type does not take", async () => {
      const Thing = entityClass(
        "Thing",
        { id, n: Column({ type: "int", precision: 5 }) },
        { decorators: [Entity("thing")] },
      );
      const metadata = await read(orm, [Thing]);
      expect(columnOf(tableOf(metadata, "thing"), "n").type).toMatchObject({ name: "integer", args: [] });
      expect(metadata.warnings).toEqual([expect.stringContaining("Thing.n: the precision is ignored")]);
    });

    it("leaves out columns that are computed by queries", async () => {
      const Thing = entityClass(
        "Thing",
        { id, n: orm.VirtualColumn({ type: "int", query: (alias) => `SELECT ${alias}` }) },
        { decorators: [Entity("thing")] },
      );
      expect(tableOf(await read(orm, [Thing]), "thing").columns.map(({ name }) => name)).toEqual(["id"]);
    });
  });
}
