/** Every form of a type, a default, an index and a constraint that is not in the other sets. */
import type { ColumnOptions } from "typeorm";
import { entityClass } from "./entity-class";
import type { Orm } from "./entity-class";
import type { EntitySet } from "./entity-sets";

/** What needs an extension that the test server does not have, or values of its own. */
const elsewhere: readonly string[] = ["enum", "simple-enum", "geometry", "geography", "vector", "halfvec"];

/** The names that TypeORM's driver accepts for the type of a column. */
export function typeNames(orm: Orm): readonly string[] {
  const { supportedDataTypes } = new orm.DataSource({ type: "postgres" }).driver;
  return supportedDataTypes.map(String).filter((name) => !elsewhere.includes(name));
}

const typeOptions: readonly ColumnOptions[] = [
  { type: "character varying", length: 7 },
  { type: "character varying", length: 7, array: true },
  { type: "character", length: 7 },
  { type: "char", length: 7, array: true },
  { type: "bit", length: 9, array: true },
  { type: "bit varying", length: 9 },
  { type: "bit varying", length: 9, array: true },
  { type: "decimal", precision: 12, scale: 4 },
  { type: "decimal", precision: 12, scale: 4, array: true },
  { type: "numeric", precision: 1000 },
  { type: "time", precision: 0 },
  { type: "time", precision: 0, array: true },
  { type: "time without time zone", precision: 3 },
  { type: "timetz", precision: 6 },
  { type: "time with time zone", precision: 1 },
  { type: "timestamp", precision: 0 },
  { type: "timestamp without time zone", precision: 2, array: true },
  { type: "timestamp with time zone", precision: 5 },
  { type: "interval", precision: 0 },
  { type: "varchar", length: 20, collation: "C" },
  { type: "text", collation: "POSIX", array: true },
  { type: Number },
  { type: String },
  { type: String, length: 12 },
  { type: Boolean },
  { type: Date },
];

const defaults: readonly ColumnOptions[] = [
  { type: "int", default: "5" },
  { type: "int", default: () => "'6'" },
  { type: "int", default: () => "length('abc')" },
  { type: "smallint", default: () => "(2 + 3) * 4" },
  { type: "bigint", default: () => "9223372036854775807" },
  { type: "bigint", default: -5 },
  { type: "numeric", default: "1e3" },
  { type: "numeric", precision: 5, scale: 2, default: -0.5 },
  { type: "float", default: () => "random()" },
  { type: "money", default: "10.50" },
  { type: "boolean", default: () => "false" },
  { type: "boolean", default: "f" },
  { type: "boolean", default: () => "1 > 2" },
  { type: "varchar", default: 0 },
  { type: "varchar", default: "NULL" },
  { type: "text", default: "two\nlines" },
  { type: "text", default: "ünïcode ✓" },
  { type: "text", default: "{}" },
  { type: "text", default: "now()" },
  { type: "text", default: () => "CURRENT_USER" },
  { type: "text", default: () => "E'a\\nb'" },
  { type: "text", default: () => "upper('x') || '-' || lower('Y')" },
  { type: "char", length: 5, default: "a" },
  { type: "citext", default: "Ab" },
  { type: "date", default: "2020-01-31" },
  { type: "date", default: () => "now()" },
  { type: "time", default: "10:00" },
  { type: "timetz", default: () => "CURRENT_TIME" },
  { type: "timestamp", default: "2020-01-01 00:00:00" },
  { type: "timestamp", default: () => "clock_timestamp()" },
  { type: "timestamptz", default: "epoch" },
  { type: "timestamptz", default: () => "date_trunc('day', now())" },
  { type: "interval", default: () => "'1 day'::interval" },
  { type: "interval", default: "P1DT2H" },
  { type: "json", default: '{"a": 1}' },
  { type: "jsonb", default: () => "'null'::jsonb" },
  { type: "jsonb", default: [1, { a: "b" }] },
  { type: "jsonb", default: () => "jsonb_build_object('a', 1)" },
  { type: "cidr", default: "10.0.0.0/8" },
  { type: "macaddr", default: "08:00:2b:01:02:03" },
  { type: "varbit", length: 5, default: "101" },
  { type: "box", default: "(1,1),(0,0)" },
  { type: "tsvector", default: "a b" },
  { type: "xml", default: "<a/>" },
  { type: "ltree", default: "a.b" },
  { type: "cube", default: "(1,2)" },
  { type: "tstzrange", default: () => "tstzrange(now(), 'infinity')" },
  { type: "int4multirange", default: "{[1,3)}" },
  { type: "simple-array", default: "a,b" },
  { type: "numeric", array: true, default: () => "ARRAY[1.5, 2]" },
  { type: "uuid", array: true, default: () => "ARRAY[]::uuid[]" },
];

/** Defaults that TypeORM's own statements get wrong. */
const brokenDefaults: readonly ColumnOptions[] = [
  { type: "text", default: "it's" },
  { type: "text", array: true, default: ['say "hi"', "a,b", "{}", "", "NULL", "back\\slash", "it's"] },
  { type: "jsonb", array: true, default: [{ a: 1 }, { b: [2] }] },
  { type: "timestamptz", default: "now()" },
  { type: "enum", enum: ["it's", "b"], default: "it's" },
  { type: "enum", enum: ["a b", "c,d"], array: true, default: ["a b", "c,d"] },
];

export function formSets(orm: Orm): Record<string, EntitySet> {
  const names = typeNames(orm);
  return {
    "all names of types": { entities: [table(orm, "Names", ofEachType(names, false))] },
    "arrays of all types": {
      entities: [table(orm, "ArraysOfNames", ofEachType(names, true))],
    },
    "all options of types": { entities: [table(orm, "TypeForms", typeOptions)] },
    "all other forms of defaults": { respelt: true, entities: [table(orm, "DefaultForms", defaults)] },
    "defaults that TypeORM breaks": { oursAlone: true, entities: [table(orm, "Broken", brokenDefaults)] },
    ...constraintForms(orm),
    "all options of indexes": { entities: [indexForms(orm)] },
  };
}

function ofEachType(names: readonly string[], array: boolean): readonly ColumnOptions[] {
  return names
    .filter((name) => !(array && name.startsWith("simple-")))
    .map((name) => ({ type: name as "text", array, nullable: true }));
}

function table(orm: Orm, name: string, columns: readonly ColumnOptions[]): new () => object {
  const properties = columns.map((options, nth) => [`c${String(nth)}`, orm.Column(options)] as const);
  return entityClass(
    name,
    { id: orm.PrimaryGeneratedColumn(), ...Object.fromEntries(properties) },
    { decorators: [orm.Entity(name.toLowerCase())] },
  );
}

function constraintForms(orm: Orm): Record<string, EntitySet> {
  const { Entity, Column, ManyToOne, OneToOne, JoinColumn, PrimaryGeneratedColumn, Unique } = orm;
  const id = PrimaryGeneratedColumn();
  const Target = entityClass(
    "Target",
    { id, code: Column({ type: "text", unique: true }) },
    { decorators: [Entity("target")] },
  );
  const actions = ["NO ACTION", "RESTRICT", "CASCADE", "SET NULL"] as const;
  const deferrals = [undefined, "INITIALLY IMMEDIATE", "INITIALLY DEFERRED"] as const;
  const relations = actions.flatMap((onDelete) =>
    actions.map((onUpdate, nth) => {
      const deferrable = deferrals[nth % deferrals.length];
      const options = { onDelete, onUpdate, ...(deferrable === undefined ? {} : { deferrable }) };
      return [`${onDelete} ${onUpdate}`.replaceAll(" ", "_"), ManyToOne(() => Target, options)] as const;
    }),
  );
  const Source = entityClass(
    "Source",
    {
      id,
      ...Object.fromEntries(relations),
      byCode: [ManyToOne(() => Target), JoinColumn({ referencedColumnName: "code" })],
      only: [OneToOne(() => Target, { deferrable: "INITIALLY DEFERRED" }), JoinColumn()],
      free: [OneToOne(() => Target, { createForeignKeyConstraints: false }), JoinColumn()],
    },
    { decorators: [Entity("source")] },
  );
  const Held = entityClass(
    "Held",
    { id, a: Column("int"), b: Column("int"), span: Column({ type: "int4range" }) },
    {
      decorators: [
        Entity("held"),
        ...deferrals.map((deferrable, nth) =>
          Unique(`u${String(nth)}`, nth === 0 ? ["a", "b"] : nth === 1 ? ["b", "a"] : ["b"], {
            ...(deferrable === undefined ? {} : { deferrable }),
          }),
        ),
        ...deferrals.map((deferrable, nth) =>
          orm.Exclusion(
            `x${String(nth)}`,
            `USING gist (${["a", "b", "id"][nth] ?? ""} WITH =, "span" WITH &&)`,
            {
              ...(deferrable === undefined ? {} : { deferrable }),
            },
          ),
        ),
        orm.Check(`"a" BETWEEN 1 AND 10 OR "b" IN (1, 2)`),
        orm.Check("given", `num_nonnulls("a", "b") = 2`),
      ],
    },
  );
  return { "all options of constraints": { entities: [Target, Source, Held] } };
}

function indexForms(orm: Orm): new () => object {
  const { Column, Entity, Index } = orm;
  const methods = [
    ["brin", "a"],
    ["btree", "a"],
    ["gin", "j"],
    ["gist", "p"],
    ["hash", "t"],
    ["spgist", "t"],
  ] as const;
  return entityClass(
    "IndexForms",
    {
      id: orm.PrimaryGeneratedColumn(),
      a: [Column("int"), Index()],
      b: [Column("int"), Index("by_b_alone", { unique: true })],
      t: Column("text"),
      p: [Column("point"), Index({ spatial: true })],
      j: Column("jsonb"),
    },
    {
      decorators: [
        Entity("index_forms"),
        ...(choosesMethod(orm)
          ? methods.map(([type, column]) => Index(`by_${type}`, [column], { type }))
          : []),
        Index(["b", "a"], { unique: true }),
        Index(["a", "b", "t"]),
        Index("partly", ["t"], { unique: true, where: `"a" > 5 AND "t" LIKE 'x%'` }),
        Index("in_order", () => ({ a: 1, b: 1 })),
        Index("elsewhere", { synchronize: false }),
        Index("sparsely", ["a"], { sparse: true, background: true }),
      ],
    },
  );
}

/** TypeORM 0.3 builds a btree whatever `type` says. */
function choosesMethod(orm: Orm): boolean {
  const Probe = entityClass("Probe", {});
  orm.Index("probe", ["a"], { type: "gin" })(Probe);
  const { indices } = orm.getMetadataArgsStorage();
  const at = indices.findIndex(({ target }) => target === Probe);
  return indices.splice(at, 1).some((index) => index.type === "gin");
}
