import { createDatabase, describeCatalog, difference, pgDump, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const everything = `
  CREATE SCHEMA app;
  CREATE EXTENSION citext;
  CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'happy');
  CREATE DOMAIN positive AS int CHECK (VALUE > 0);
  CREATE SEQUENCE app.ticket START 10 INCREMENT 5;
  CREATE TABLE app.person (
    id serial PRIMARY KEY,
    number bigint GENERATED ALWAYS AS IDENTITY,
    name varchar(20) COLLATE "C" NOT NULL DEFAULT 'x',
    mood app.mood DEFAULT 'ok',
    shout text GENERATED ALWAYS AS (upper(name::text)) STORED,
    CONSTRAINT named CHECK (id > 0)
  );
  CREATE TABLE pet (id int, owner int REFERENCES app.person ON DELETE CASCADE DEFERRABLE);
  CREATE INDEX pet_owner ON pet (owner DESC) WHERE id > 3;
  CREATE VIEW answer AS SELECT 42 AS answer;
  CREATE MATERIALIZED VIEW question AS SELECT 6 * 9 AS question;
  COMMENT ON TABLE pet IS 'it''s';
  COMMENT ON COLUMN pet.id IS 'key';
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER touched BEFORE UPDATE ON pet FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE TABLE leash (size int, pet int);
  CREATE INDEX leash_size ON leash ((size + 1));
  CREATE STATISTICS kin ON size, pet FROM leash;
  CREATE RULE quiet AS ON DELETE TO leash DO INSTEAD NOTHING;
  CREATE TABLE revise_version (version_num text PRIMARY KEY);
`;

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase("catalog");
  await database.query(everything);
});
afterAll(() => database.drop());

describe("describeCatalog", () => {
  it("names every object in the server's words", async () => {
    const me = new URL(database.url).username;
    const catalog = (await describeCatalog(database.url)).replaceAll(` owner ${me}`, " owner me");
    expect(catalog).toMatchInlineSnapshot(`
      "enum app.mood ('sad', 'ok', 'happy')
      extension citext in schema public
      function CREATE OR REPLACE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RETURN NEW; END$function$  owner me
      materialized view public.question as SELECT (6 * 9) AS question; owner me
      materialized view public.question column question integer
      schema app
      schema public comment 'standard public schema'
      sequence app.person_id_seq as integer start 1 increment 1 min 1 max 2147483647 cache 1 owned by app.person.id
      sequence app.person_number_seq as bigint start 1 increment 1 min 1 max 9223372036854775807 cache 1 owned by app.person.number (identity)
      sequence app.ticket as bigint start 10 increment 5 min 1 max 9223372036854775807 cache 1
      statistics CREATE STATISTICS public.kin ON size, pet FROM public.leash owner me
      table app.person
      table app.person column id integer not null default nextval('app.person_id_seq'::regclass)
      table app.person column mood app.mood default 'ok'::app.mood
      table app.person column name character varying(20) collate pg_catalog."C" not null default 'x'::character varying
      table app.person column number bigint not null identity always
      table app.person column shout text generated stored upper((name)::text)
      table app.person constraint named CHECK ((id > 0))
      table app.person constraint person_pkey PRIMARY KEY (id)
      table public.leash
      table public.leash column pet integer
      table public.leash column size integer
      table public.leash index CREATE INDEX leash_size ON public.leash USING btree (((size + 1)))
      table public.leash rule CREATE RULE quiet AS
          ON DELETE TO public.leash DO INSTEAD NOTHING; enabled O
      table public.pet column id integer comment 'key'
      table public.pet column owner integer
      table public.pet comment 'it''s'
      table public.pet constraint pet_owner_fkey FOREIGN KEY (owner) REFERENCES app.person(id) ON DELETE CASCADE DEFERRABLE
      table public.pet index CREATE INDEX pet_owner ON public.pet USING btree (owner DESC) WHERE (id > 3)
      table public.pet trigger CREATE TRIGGER touched BEFORE UPDATE ON public.pet FOR EACH ROW EXECUTE FUNCTION public.touch() enabled O
      type public.positive kind d base integer CHECK ((VALUE > 0))
      view public.answer as SELECT 42 AS answer; owner me
      view public.answer column answer integer"
    `);
  });

  it("shows the difference of two schemas", async () => {
    const before = await describeCatalog(database.url);
    await database.query("ALTER TABLE pet ADD COLUMN age int NOT NULL DEFAULT 3");
    expect(difference(before, await describeCatalog(database.url))).toBe(
      "+table public.pet column age integer not null default 3",
    );
    await database.query("ALTER TABLE pet DROP COLUMN age");
    expect(difference(before, await describeCatalog(database.url))).toBe("");
  });

  it.each([
    ["ALTER TABLE app.person CLUSTER ON person_pkey", " clustered"],
    ["ALTER TABLE app.person REPLICA IDENTITY USING INDEX person_pkey", " replica identity"],
    ["ALTER TABLE app.person ALTER mood SET STATISTICS 7", " statistics 7"],
    ["ALTER TABLE app.person ALTER mood SET (n_distinct = 3)", " with (n_distinct=3)"],
    ["ALTER MATERIALIZED VIEW question ALTER question SET STATISTICS 8", " statistics 8"],
    ["ALTER INDEX leash_size ALTER COLUMN 1 SET STATISTICS 9", " statistics 9 of 1"],
    ["ALTER STATISTICS kin SET STATISTICS 6", " statistics 6"],
    ["ALTER STATISTICS kin OWNER TO pg_monitor", " owner pg_monitor"],
    ["ALTER FUNCTION touch OWNER TO pg_monitor", " owner pg_monitor"],
    ["ALTER TABLE leash DISABLE RULE quiet", " enabled D"],
    ["ALTER TRIGGER touched ON pet DEPENDS ON EXTENSION citext", " depends on extension citext"],
  ])("sees %s", async (change, words) => {
    const before = await describeCatalog(database.url);
    await database.query(change);
    expect(difference(before, await describeCatalog(database.url))).toContain(words);
  });
});

describe("pgDump", () => {
  it("does not depend on the order of columns", async () => {
    const before = await pgDump(database.url);
    await database.query("ALTER TABLE pet DROP COLUMN id CASCADE");
    expect(await pgDump(database.url)).toSatisfy((dump: string | null) => dump === null || dump !== before);
    await database.query("ALTER TABLE pet ADD COLUMN id int");
    await database.query("COMMENT ON COLUMN pet.id IS 'key'");
    await database.query("CREATE INDEX pet_owner ON pet (owner DESC) WHERE id > 3");
    expect(await pgDump(database.url)).toBe(before);
  });
});
