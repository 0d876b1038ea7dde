import { beforeEach, describe, expect, it } from "vitest";
import { column, expectSame, name, reset, run, table, useDatabase, value } from "../fixture";

const database = useDatabase("ddl_table");

beforeEach(() => reset(database()));

const unique = {
  kind: "unique",
  givenName: true,
  deferrable: null,
  include: [],
  nullsNotDistinct: false,
} as const;
const primaryKey = { kind: "primaryKey", givenName: true, deferrable: null, include: [] } as const;
const check = { kind: "check", givenName: true, noInherit: false, notValid: false } as const;
describe("createTable", () => {
  it("makes columns of every kind, constraints and comments", async () => {
    const user = name("user", "app");
    await expectSame(
      database(),
      [
        { kind: "createSchema", name: "app" },
        { kind: "createEnum", type: { name: name("Mood's", "app"), values: ["it's", 'a"b', "back\\slash"] } },
        {
          kind: "createTable",
          table: table(user, {
            comment: "people's",
            columns: [
              column("id", "integer", { nullable: false, generation: { kind: "serial", sequence: null } }),
              column("big", "bigint", {
                nullable: false,
                generation: { kind: "serial", sequence: name("My Seq", "app") },
              }),
              column("loose", "integer", { generation: { kind: "serial", sequence: null } }),
              column("ident", "bigint", {
                nullable: false,
                generation: {
                  kind: "identity",
                  always: true,
                  options: { type: "bigint", start: "7", cycle: true },
                },
              }),
              column("name", "varchar(20)", {
                collation: name("C", "pg_catalog"),
                default: { kind: "literal", text: "o'neil" },
                comment: "the name",
              }),
              column("tags", "text[]", { nullable: false, default: { kind: "literal", text: '{a,"b c"}' } }),
              column("mood", 'app."Mood\'s"', { default: { kind: "literal", text: "it's" } }),
              column("upper", "text", {
                generation: { kind: "expression", expression: "upper(name)", stored: true },
              }),
              column("at", "timestamptz(3)", {
                nullable: false,
                default: { kind: "expression", sql: "now()" },
              }),
              column("kind", '"char"', {}),
            ],
            constraints: [
              { ...primaryKey, name: "user_pk", columns: ["id"], include: ["name"] },
              { ...unique, name: "user_u", columns: ["name", "big"], deferrable: "INITIALLY DEFERRED" },
              { ...check, name: "user_c", expression: "(id > 0)", noInherit: true },
              { ...check, name: "user_nv", expression: "id > 1", notValid: true },
              {
                kind: "exclusion",
                givenName: true,
                name: "user_x",
                expression: "USING btree (big WITH =) WHERE (id > 5)",
                deferrable: "INITIALLY IMMEDIATE",
              },
            ],
          }),
        },
      ],
      `CREATE SCHEMA app; CREATE TYPE app."Mood's" AS ENUM ('it''s', 'a"b', 'back\\slash');
       CREATE SEQUENCE app."My Seq";
       CREATE SEQUENCE app.user_loose_seq AS integer;
       CREATE TABLE app."user" (
         id serial, big bigint NOT NULL DEFAULT nextval('app."My Seq"'), loose integer DEFAULT nextval('app.user_loose_seq'),
         ident bigint GENERATED ALWAYS AS IDENTITY (START WITH 7 CYCLE),
         name varchar(20) COLLATE "C" DEFAULT 'o''neil', tags text[] NOT NULL DEFAULT '{a,"b c"}', mood app."Mood's" DEFAULT 'it''s',
         upper text GENERATED ALWAYS AS (upper(name)) STORED, at timestamptz(3) NOT NULL DEFAULT now(), kind "char",
         CONSTRAINT user_pk PRIMARY KEY (id) INCLUDE (name),
         CONSTRAINT user_u UNIQUE (name, big) DEFERRABLE INITIALLY DEFERRED,
         CONSTRAINT user_c CHECK (id > 0) NO INHERIT,
         CONSTRAINT user_x EXCLUDE USING btree (big WITH =) WHERE (id > 5) DEFERRABLE);
       ALTER SEQUENCE app."My Seq" OWNED BY app."user".big; ALTER SEQUENCE app.user_loose_seq OWNED BY app."user".loose;
       ALTER TABLE app."user" ADD CONSTRAINT user_nv CHECK (id > 1) NOT VALID;
       COMMENT ON TABLE app."user" IS 'people''s'; COMMENT ON COLUMN app."user".name IS 'the name';`,
    );
  });

  it("makes a table without columns", async () => {
    await expectSame(database(), [{ kind: "createTable", table: table(name("t")) }], "CREATE TABLE t ()");
  });

  it("truncates the name of an implicit sequence as the server does", async () => {
    for (const [tableName, columnName] of [
      ["t".repeat(63), "c".repeat(63)],
      ["t".repeat(40), "c"],
      ["tä".repeat(20), "öc".repeat(20)],
      ["t", "c".repeat(60)],
    ] as const) {
      await run(
        database(),
        {
          kind: "createTable",
          table: table(name(tableName), {
            columns: [
              column(columnName, "integer", {
                nullable: false,
                generation: { kind: "serial", sequence: null },
              }),
            ],
          }),
        },
        // Finds the sequence by the name that we foresee.
        {
          kind: "alterColumn",
          table: name(tableName),
          column: columnName,
          generation: { from: { kind: "serial", sequence: null }, to: null },
        },
      );
      expect(await value(database(), "SELECT count(*)::int FROM pg_sequence")).toBe(0);
      await run(database(), { kind: "dropTable", name: name(tableName) });
    }
  });
});

describe("the operations on tables and columns", () => {
  it("rename, comment, add and drop", async () => {
    await database().query("CREATE TABLE a (x integer, y integer)");
    await expectSame(
      database(),
      [
        { kind: "renameTable", from: name("a"), to: "B c" },
        { kind: "renameColumn", table: name("B c"), from: "x", to: 'X"' },
        { kind: "dropColumn", table: name("B c"), column: "y" },
        {
          kind: "addColumn",
          table: name("B c"),
          column: column("z", "smallint", {
            nullable: false,
            comment: "z's",
            generation: { kind: "serial", sequence: name("zs") },
          }),
        },
        {
          kind: "addColumn",
          table: name("B c"),
          column: column("n", "bigint", { nullable: false, generation: { kind: "serial", sequence: null } }),
        },
        { kind: "alterTable", name: name("B c"), comment: { to: "why\\" } },
      ],
      `CREATE TABLE "B c" ("X""" integer); CREATE SEQUENCE zs AS smallint;
       ALTER TABLE "B c" ADD z smallint NOT NULL DEFAULT nextval('zs'); ALTER SEQUENCE zs OWNED BY "B c".z;
       ALTER TABLE "B c" ADD n bigserial;
       COMMENT ON COLUMN "B c".z IS 'z''s'; COMMENT ON TABLE "B c" IS 'why\\'`,
    );
    await run(database(), { kind: "alterTable", name: name("B c"), comment: { to: null } });
    await run(database(), { kind: "dropTable", name: name("B c") });
  });
});
