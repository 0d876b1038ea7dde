/**
 * What the server will refuse because of something that no entity speaks of is told before: each case is a revision whose
 * report names what stands in the way, and that the server does refuse.
 */
import { describe, expect, it } from "vitest";
import { upgrade } from "../../packages/revise/src";
import {
  type Change,
  constants,
  findingsOf,
  guest,
  ownKey,
  partitioned,
  reading,
  rowCarriers,
  ruleOnView,
  shared,
} from "./in-use-fixture";

const cast = `CREATE FUNCTION to_level(text) RETURNS alarm_level_enum LANGUAGE plpgsql AS 'BEGIN RETURN ''low''; END';
  CREATE CAST (text AS alarm_level_enum) WITH FUNCTION to_level(text)`;

const typed = `DROP TABLE alarm; CREATE TYPE alarm_row AS (id int, level alarm_level_enum);
  CREATE TABLE alarm OF alarm_row (PRIMARY KEY (id), level NOT NULL)`;
const upperName = "upper text GENERATED ALWAYS AS (upper(name)) STORED";
const rowHolders = `${rowCarriers}; CREATE TABLE a (lead another[]); CREATE TABLE b (pair pair); CREATE TABLE c (leads users_multirange)`;

/** What is there besides · where the entities go · how the report names what stands in the way · of what. */
const cases: readonly [string, Change, string, string][] = [
  [`CREATE VIEW report AS ${reading}`, "noName", "view report", "drop the column user.name"],
  [`CREATE MATERIALIZED VIEW report AS ${reading}`, "noName", "materialized view report", "column user.name"],
  [
    `CREATE FUNCTION first() RETURNS text LANGUAGE sql RETURN (${reading})`,
    "noName",
    "function first()",
    "column user.name",
  ],
  [
    'CREATE PUBLICATION lists FOR TABLE "user" (id, name)',
    "noName",
    "publication lists on user",
    "column user.name",
  ],
  [
    'CREATE POLICY own ON "user" USING (name = CURRENT_USER)',
    "noName",
    "policy own on user",
    "column user.name",
  ],
  [
    `CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
     CREATE TRIGGER noted AFTER UPDATE OF name ON "user" FOR EACH ROW EXECUTE FUNCTION noted()`,
    "noName",
    "trigger noted on user",
    "column user.name",
  ],
  [
    'CREATE SCHEMA apart; CREATE TABLE apart.post (author int CONSTRAINT by_code REFERENCES "user" (code))',
    "noCode",
    "table constraint by_code on apart.post",
    "drop the constraint UQ_c5f78ad8f82e492c25d07f047a5 of user",
  ],
  ["CREATE VIEW report AS SELECT count(*) FROM alarm", "noAlarm", "view report", "drop the table alarm"],
  [
    "CREATE FUNCTION loud(alarm) RETURNS int LANGUAGE sql RETURN 1",
    "noAlarm",
    "function loud(alarm)",
    "table alarm",
  ],
  ["CREATE TABLE loud () INHERITS (alarm)", "noAlarm", "table public.loud", "drop the table alarm"],
  [
    "CREATE FUNCTION count_names() RETURNS int LANGUAGE sql RETURN (SELECT count(*) FROM names)",
    "noView",
    "function count_names()",
    "drop the view names",
  ],
  [cast, "otherOrder", "cast (pg_catalog.text AS public.alarm_level_enum)", "enum alarm_level_enum anew"],
  [cast, "noEnum", "function to_level(text)", "drop the enum alarm_level_enum"],
  [
    "CREATE FUNCTION all_of(alarm_level_enum[]) RETURNS int LANGUAGE sql RETURN 1",
    "otherOrder",
    "function all_of(alarm_level_enum[])",
    "enum alarm_level_enum anew",
  ],
  [
    "CREATE DOMAIN grade AS alarm_level_enum",
    "otherOrder",
    "type public.grade",
    "enum alarm_level_enum anew",
  ],
  [
    "CREATE TYPE pair AS (one alarm_level_enum)",
    "noEnum",
    "composite type column public.pair.one",
    "enum alarm_level_enum",
  ],
  [
    "CREATE SCHEMA apart; CREATE TABLE apart.grade (of alarm_level_enum)",
    "otherOrder",
    "table column apart.grade.of",
    "enum alarm_level_enum anew",
  ],
  [
    "CREATE VIEW lowest AS SELECT 'low'::alarm_level_enum AS level",
    "otherOrder",
    "view lowest",
    "enum alarm_level_enum anew",
  ],
  [
    `CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
     CREATE TRIGGER noted AFTER UPDATE OF name ON "user" FOR EACH ROW EXECUTE FUNCTION noted()`,
    "person",
    "trigger noted on person",
    "change the type of person.name",
  ],
  [ruleOnView, "noName", "rule noted on names", "drop the column user.name"],
  ['CREATE TABLE team (lead "user")', "longerName", "table column public.team.lead", "type of user.name"],
  ['CREATE TABLE team (leads "user"[])', "longerName", "column public.team.leads", "type of user.name"],
  [
    'CREATE SCHEMA apart; CREATE TABLE apart.team (lead "user")',
    "newColumn",
    "table column apart.team.lead",
    "add the column user.extra with a value",
  ],
  ["CREATE TABLE team (first alarm)", "otherOrder", "column public.team.first", "enum alarm_level_enum anew"],
  [`${guest}; CREATE TABLE team (lead guest)`, "longerName", "column public.team.lead", "type of user.name"],
  [`CREATE TABLE guest (${upperName}) INHERITS ("user")`, "longerName", "public.guest.upper", "user.name"],
  [`CREATE TABLE guest (${upperName}) INHERITS ("user")`, "noName", "public.guest.upper", "column user.name"],
  [`${guest}; CREATE VIEW guests AS SELECT name FROM guest`, "noName", "view guests", "column user.name"],
  [
    `${guest}; CREATE POLICY own ON guest USING (name = CURRENT_USER)`,
    "noName",
    "policy own on guest",
    "column user.name",
  ],
  [
    `${guest}; ${ownKey}`,
    "noCode",
    "own_key on public.guest",
    "drop the constraint UQ_c5f78ad8f82e492c25d07f047a5",
  ],
  [partitioned, "bigAlarm", "partition key RANGE (id) on alarm", "change the type of alarm.id"],
  [typed, "bigAlarm", "type alarm_row on alarm", "change the type of alarm.id"],
  [typed, "longerAlarm", "type alarm_row on alarm", "add the column alarm.extra while"],
  [typed, "grade", "type alarm_row on alarm", "rename the column alarm.level"],
  [
    rowHolders,
    "longerName",
    "table column public.a.lead, table column public.b.pair and table column public.c.leads",
    "type of user.name",
  ],
  [
    'CREATE VIEW v AS SELECT u FROM "user" u; CREATE MATERIALIZED VIEW kept AS SELECT v FROM v',
    "newColumn",
    "materialized view kept",
    "add the column user.extra with a value",
  ],
  [
    "CREATE TABLE loud (own alarm_level_enum DEFAULT 'low') INHERITS (alarm)",
    "otherOrder",
    "table column public.loud.own",
    "enum alarm_level_enum anew",
  ],
  [
    constants,
    "noEnum",
    "constraint quiet on bell, default note on bell and index rung on bell",
    "drop the enum alarm_level_enum",
  ],
  [
    `CREATE FUNCTION initials("user") RETURNS text LANGUAGE sql AS 'SELECT left($1.name, 1)'; CREATE VIEW v AS SELECT name, initials(u) FROM "user" u`,
    "longerLabel",
    "view v",
    "again: its query has names of before the renames",
  ],
  [
    'CREATE VIEW own AS SELECT id, name FROM "user"; CREATE RULE named AS ON UPDATE TO own DO INSTEAD UPDATE "user" SET name = NEW.name',
    "longerLabel",
    "make the rule named on own again",
    "with the names of before the renames",
  ],
  [shared, "longerName", 'child table kid of other and "user"', "change the type of user.name"],
  [shared, "label", 'child table kid of other and "user"', "rename the column user.name"],
];

const major = Number(process.env["REVISE_TEST_SERVER_MAJOR"]);

describe("what the server will refuse", () => {
  // PostgreSQL 14 publishes whole tables only.
  it.each(cases.filter(([besides]) => major >= 15 || !besides.includes("PUBLICATION")))(
    "because of %s, with %s, is told before",
    async (besides, state, holder, change) => {
      const { cwd, found } = await findingsOf(besides, state);
      expect(found).toHaveLength(1);
      expect(found[0]?.message).toContain(holder);
      expect(found[0]?.message).toContain(change);
      await expect(upgrade({ cwd, target: "head" })).rejects.toThrow(
        /cannot|depend|does not exist|operator|would drop/,
      );
    },
  );
});

describe("what mentions a value that its enum loses", () => {
  it("is told, and the server refuses to make it again", async () => {
    const { cwd, found } = await findingsOf(
      `CREATE VIEW loud AS SELECT id FROM alarm WHERE level = 'high';
      CREATE POLICY own ON alarm USING (level <> ALL ('{low,high}'));
      CREATE FUNCTION loudest(than text DEFAULT 'high'::alarm_level_enum::text) RETURNS text LANGUAGE sql RETURN 'low';
      CREATE FUNCTION lowest() RETURNS text LANGUAGE sql RETURN 'low'::alarm_level_enum;
      CREATE TABLE bell (level alarm_level_enum DEFAULT 'high' CONSTRAINT loud_bell CHECK (level = 'high'),
        rings boolean GENERATED ALWAYS AS (level = 'high') STORED);
      CREATE TABLE ring () INHERITS (alarm);
      CREATE INDEX ringing ON ring (id) WHERE level = 'high'`,
      "noHigh",
    );
    const again = (what: string): string =>
      `The database refuses to make ${what} again: it mentions "high", which the enum alarm_level_enum loses`;
    expect(found.map(({ message }) => message).toSorted()).toEqual(
      [
        "check loud_bell on bell",
        "column bell.rings",
        "function loudest(text)",
        "index public.ringing on ring",
        "policy own on alarm",
        "the default of bell.level",
        "view loud",
      ].map(again),
    );
    await expect(upgrade({ cwd, target: "head" })).rejects.toThrow(/invalid input value for enum.*high/);
  });
});
