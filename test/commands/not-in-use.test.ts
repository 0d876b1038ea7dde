/** What needs something that changes, and is in nobody's way: the report is silent, and the upgrade runs. */
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

const noted = "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";

describe("what the server will not refuse", () => {
  it.each<[string, Change]>([
    ['CREATE VIEW report AS SELECT id FROM "user"', "noName"],
    [`CREATE VIEW report AS ${reading}`, "longerName"],
    ['CREATE STATISTICS both_of ON id, name FROM "user"', "noName"],
    ['CREATE SCHEMA apart; CREATE TABLE apart.post (author int REFERENCES "user" (code))', "longerName"],
    ["CREATE FUNCTION low() RETURNS text LANGUAGE sql RETURN 'low'::alarm_level_enum", "otherOrder"],
    [constants, "otherOrder"],
    [
      `${constants}; ALTER TABLE bell ADD level alarm_level_enum DEFAULT 'low' CHECK (level <> 'high')`,
      "otherOrder",
    ],
    [`CREATE FUNCTION late() RETURNS text LANGUAGE sql AS '${reading}'`, "longerName"],
    ["CREATE FUNCTION loud(alarm_level_enum) RETURNS int LANGUAGE sql RETURN 1", "noName"],
    ['CREATE FUNCTION name_of("user") RETURNS text LANGUAGE sql RETURN $1.name', "longerName"],
    [
      `CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER noted AFTER UPDATE ON "user" FOR EACH ROW EXECUTE FUNCTION noted()`,
      "person",
    ],
    [ruleOnView, "longerName"],
    ['CREATE TABLE team (lead "user")', "noName"],
    ['CREATE TABLE team (lead "user")', "emptyColumn"],
    [rowCarriers, "longerName"],
    ['CREATE MATERIALIZED VIEW kept AS SELECT u FROM "user" u', "longerName"],
    [shared, "noName"],
    [shared, "newColumn"],
    [`${shared}; CREATE VIEW codes AS SELECT code FROM kid`, "bigCode"],
    [
      `${guest}; CREATE TABLE visitor () INHERITS ("user"); CREATE TABLE twice () INHERITS (guest, visitor)`,
      "longerName",
    ],
    ['CREATE VIEW whole AS SELECT u FROM "user" u', "longerName"],
    [`${guest}; CREATE VIEW guests AS SELECT name FROM guest`, "longerName"],
    [`${guest}; CREATE POLICY own ON guest USING (name = CURRENT_USER)`, "longerName"],
    [
      `${guest}; ${noted}; CREATE TRIGGER noted AFTER UPDATE OF name ON guest FOR EACH ROW EXECUTE FUNCTION noted()`,
      "longerName",
    ],
    [`${guest}; CREATE FUNCTION first() RETURNS text RETURN (SELECT max(name) FROM guest)`, "longerName"],
    [`${guest}; ${ownKey}`, "bigCode"],
    [`${partitioned}; CREATE TABLE part PARTITION OF alarm DEFAULT`, "otherOrder"],
    ["CREATE TABLE loud () INHERITS (alarm); CREATE VIEW v AS SELECT level FROM loud", "otherOrder"],
  ])("because of %s, with %s, is not told", async (besides, state) => {
    const { cwd, found } = await findingsOf(besides, state);
    expect(found).toEqual([]);
    await upgrade({ cwd, target: "head" });
  });
});
