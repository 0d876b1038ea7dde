import { entityClass } from "./entity-class";
import type { Orm } from "./entity-class";
import type { EntitySet } from "./entity-sets";

export function columnSets(orm: Orm): Record<string, EntitySet> {
  const { Entity, Column, PrimaryGeneratedColumn, PrimaryColumn, Generated } = orm;
  const id = PrimaryGeneratedColumn();
  const types = [
    "int", "int2", "int8", "smallint", "integer", "bigint", "decimal", "numeric", "real", "float", "float4", "float8",
    "double precision", "money", "character varying", "varchar", "character", "char", "text", "citext", "hstore",
    "bytea", "bit", "varbit", "bit varying", "timetz", "timestamptz", "timestamp", "timestamp without time zone",
    "timestamp with time zone", "date", "time", "time without time zone", "time with time zone", "interval", "bool",
    "boolean", "point", "line", "lseg", "box", "path", "polygon", "circle", "cidr", "inet", "macaddr", "tsvector",
    "tsquery", "uuid", "xml", "json", "jsonb", "int4range", "int8range", "numrange", "tsrange", "tstzrange",
    "daterange", "int4multirange", "nummultirange", "cube", "ltree", "simple-array", "simple-json",
  ] as const; // prettier-ignore
  const columns = (array: boolean): Record<string, PropertyDecorator> =>
    Object.fromEntries(
      types
        .filter((type) => !(array && type.startsWith("simple-")))
        .map((type) => [type.replaceAll(/\W/g, "_"), Column({ type, array, nullable: true })]),
    );
  const options = {
    v: Column({ type: "varchar", length: 20 }),
    va: Column({ type: "varchar", length: 20, array: true }),
    c: Column({ type: "char", length: 3 }),
    b: Column({ type: "bit", length: 3 }),
    vb: Column({ type: "varbit", length: 3 }),
    n1: Column({ type: "numeric", precision: 10 }),
    n2: Column({ type: "numeric", precision: 10, scale: 2 }),
    n3: Column({ type: "numeric", precision: 10, scale: 0 }),
    n4: Column({ type: "numeric", scale: 2 }),
    na: Column({ type: "numeric", precision: 10, scale: 2, array: true }),
    t0: Column({ type: "timestamptz", precision: 0 }),
    t3: Column({ type: "timestamp", precision: 3 }),
    t6: Column({ type: "timestamp", precision: 6 }),
    ta: Column({ type: "timestamptz", precision: 3, array: true }),
    tt: Column({ type: "time", precision: 2 }),
    tz: Column({ type: "timetz", precision: 2 }),
    i3: Column({ type: "interval", precision: 3 }),
    d0: Column({ type: Date, precision: null }),
    collated: Column({ type: "text", collation: "C" }),
    commented: Column({ type: "text", comment: 'it\'s a "comment"' }),
    empty: Column({ type: "text", comment: "" }),
  };
  const defaults = {
    i: Column({ type: "int", default: 18 }),
    neg: Column({ type: "int", default: -1 }),
    big: Column({ type: "bigint", default: "9007199254740993" }),
    num: Column({ type: "numeric", default: 1.5 }),
    dbl: Column({ type: "float", default: 0.1 }),
    yes: Column({ type: "boolean", default: true }),
    no: Column({ type: "boolean", default: false }),
    yesText: Column({ type: "boolean", default: "true" }),
    fn0: Column({ type: "int", default: () => "0" }),
    fnText: Column({ type: "varchar", default: () => "'a'" }),
    s: Column({ type: "varchar", default: "a::b" }),
    sq: Column({ type: "varchar", length: 10, default: "it''s" }),
    e: Column({ type: "text", default: "" }),
    back: Column({ type: "text", default: "a\\b" }),
    ch: Column({ type: "char", length: 2, default: "ab" }),
    nul: Column({ type: "text", default: null }),
    now: Column({ type: "timestamptz", default: () => "now()" }),
    ct: Column({ type: "timestamptz", default: () => "CURRENT_TIMESTAMP" }),
    ct3: Column({ type: "timestamptz", precision: 3, default: () => "CURRENT_TIMESTAMP(3)" }),
    cd: Column({ type: "date", default: () => "CURRENT_DATE" }),
    lt: Column({ type: "time", default: () => "LOCALTIME" }),
    j: Column({ type: "jsonb", default: { a: 1, b: ["x"] } }),
    j2: Column({ type: "json", default: [] }),
    j3: Column({ type: "jsonb", default: "{}" }),
    j4: Column({ type: "jsonb", default: () => "'{}'" }),
    a0: Column({ type: "text", array: true, default: [] }),
    a1: Column({ type: "text", array: true, default: ["a", "b"] }),
    a2: Column({ type: "int", array: true, default: "{1,2}" }),
    a3: Column({ type: "int", array: true, default: [1, 2] }),
    a4: Column({ type: "text", array: true, default: ["c d"] }),
    sa: Column({ type: "simple-array", default: "a,b" }),
    sj: Column({ type: "simple-json", default: { a: "b" } }),
    u: Column({ type: "uuid", default: () => "gen_random_uuid()" }),
    iv: Column({ type: "interval", default: "01:00:00" }),
  };
  const restless = {
    zero: Column({ type: "numeric", precision: 5, scale: 2, default: "0.00" }),
    sum: Column({ type: "int", default: () => "1 + 1" }),
    money: Column({ type: "money", default: 10 }),
    utc: Column({ type: "timestamp", default: () => "(now() at time zone 'utc')" }),
    later: Column({ type: "timestamptz", default: () => "now() + interval '1 day'" }),
    date: Column({ type: "timestamptz", default: new Date(0) }),
    hour: Column({ type: "interval", default: "1 hour" }),
    json: Column({ type: "jsonb", default: '{"b":1,  "a":[]}' }),
    cast: Column({ type: "jsonb", default: () => "'{}'::jsonb" }),
    none: Column({ type: "text", array: true, default: () => "ARRAY[]::text[]" }),
    list: Column({ type: "text", array: true, default: () => "array['a','B']" }),
    text: Column({ type: "text", array: true, default: () => "'{}'::text[]" }),
    quoted: Column({ type: "text", array: true, default: '{"Guild Master"}' }),
    flags: Column({ type: "boolean", array: true, default: [true, false] }),
    dates: Column({ type: "date", array: true, default: ["2020-1-1"] }),
    setting: Column({ type: "text", default: () => "current_setting('Coffee.Tenant'::text)" }),
    joined: Column({ type: "text", default: () => "'a' || 'b'" }),
    part: Column({ type: "varchar", default: () => "substring('abc', 1, 2)" }),
    vc: Column({ type: "varchar", length: 20, default: () => "'x'::character varying" }),
    hstore: Column({ type: "hstore", default: "a=>1,b=>2" }),
    uuid: Column({ type: "uuid", default: "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11" }),
    point: Column({ type: "point", default: "(1,2)" }),
    range: Column({ type: "int4range", default: "[1,5]" }),
    bits: Column({ type: "bit", length: 3, default: "101" }),
    real: Column({ type: "real", default: 0.1 }),
    exp: Column({ type: "float", default: 1e21 }),
    time: Column({ type: "timetz", default: "10:00" }),
    inet: Column({ type: "inet", default: "10.0.0.1" }),
    bytes: Column({ type: "bytea", default: "\\x41" }),
    negative: Column({ type: "smallint", default: () => "-1" }),
    bool: Column({ type: "boolean", default: () => "TRUE" }),
    nul: Column({ type: "text", nullable: true, default: () => "NULL" }),
    localtime: Column({ type: "timestamp", precision: 3, default: () => "LOCALTIMESTAMP(3)" }),
  };
  return {
    types: { entities: [entityClass("Types", { id, ...columns(false) }, { decorators: [Entity("types")] })] },
    arrays: {
      entities: [entityClass("Arrays", { id, ...columns(true) }, { decorators: [Entity("arrays")] })],
    },
    "type options": {
      entities: [entityClass("Options", { id, ...options }, { decorators: [Entity("options")] })],
    },
    defaults: {
      entities: [entityClass("Defaults", { id, ...defaults }, { decorators: [Entity("defaults")] })],
    },
    "defaults that TypeORM itself takes for changed": {
      respelt: true,
      entities: [entityClass("Restless", { id, ...restless }, { decorators: [Entity("restless")] })],
    },
    "special columns": {
      entities: [
        entityClass(
          "Special",
          {
            id,
            created: orm.CreateDateColumn(),
            createdZ: orm.CreateDateColumn({ type: "timestamptz", precision: 3 }),
            updated: orm.UpdateDateColumn(),
            deleted: orm.DeleteDateColumn(),
            version: orm.VersionColumn(),
            virtual: orm.VirtualColumn({ type: "int", query: () => "SELECT 1" }),
            sum: Column({ type: "int", asExpression: "1 + 2", generatedType: "STORED" }),
          },
          { decorators: [Entity("special", {})] },
        ),
      ],
    },
    "generated columns": {
      entities: [
        entityClass(
          "Serial",
          {
            id: PrimaryGeneratedColumn({ type: "bigint" }),
            n: [Column({ type: "smallint" }), Generated("increment")],
          },
          { decorators: [Entity("serial")] },
        ),
        entityClass(
          "Uuid",
          { id: PrimaryGeneratedColumn("uuid"), u: [Column({ type: "uuid" }), Generated("uuid")] },
          { decorators: [Entity("uuid")] },
        ),
        entityClass(
          "IdentityA",
          { id: PrimaryGeneratedColumn("identity", { generatedIdentity: "ALWAYS" }) },
          { decorators: [Entity("identity_a")] },
        ),
        entityClass(
          "IdentityD",
          { id: PrimaryGeneratedColumn("identity", { type: "bigint" }) },
          { decorators: [Entity("identity_d")] },
        ),
        entityClass(
          "Long",
          { [`c${"o".repeat(40)}`]: PrimaryGeneratedColumn() },
          { decorators: [Entity(`l${"o".repeat(50)}ng`)] },
        ),
      ],
    },
    "uuid by pgcrypto": {
      options: { uuidExtension: "pgcrypto" },
      entities: [
        entityClass("Uuid", { id: PrimaryGeneratedColumn("uuid") }, { decorators: [Entity("uuid")] }),
      ],
      improvements: [
        { object: "extensions", reason: "gen_random_uuid() is built in, pgcrypto is not needed" },
      ],
    },
    enums: {
      entities: [
        entityClass(
          "Enums",
          {
            id,
            plain: Column({ type: "enum", enum: ["b", "a"], default: "a" }),
            upperCase: Column({ type: "enum", enum: ["it's", 'x"y'] }),
            numeric: Column({ type: "enum", enum: { 0: "A", 1: "B", A: 0, B: 1 }, default: 1 }),
            many: Column({ type: "enum", enum: ["a", "b"], array: true, default: ["a"] }),
            none: Column({ type: "enum", enum: ["a", "b"], array: true, default: [] }),
            simple: Column({ type: "simple-enum", enum: ["x", "y"], default: "x" }),
            named: Column({ type: "enum", enum: ["p", "q"], enumName: "shared" }),
            again: Column({ type: "enum", enum: ["p", "q"], enumName: "shared", nullable: true }),
          },
          { decorators: [Entity("enums")] },
        ),
        entityClass(
          "EnumKey",
          { id: PrimaryColumn({ type: "enum", enum: ["p", "q"], enumName: "shared" }) },
          { decorators: [Entity("enum_key")] },
        ),
      ],
    },
  };
}
