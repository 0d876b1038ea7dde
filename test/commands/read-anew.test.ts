/**
 * What reads a column that gets another type is read anew by the server, which may not take it any more: each case is told
 * before, and the server does refuse it; what it takes is not told.
 */
import type { EntitySchema } from "typeorm";
import { describe, expect, it } from "vitest";
import { downgrade, revision, upgrade } from "../../packages/revise/src";
import { openCreated, table } from "./entity-project";

function entities(size: string, day: string): EntitySchema[] {
  const columns = { size: { type: size }, day: { type: day }, name: { type: "varchar" } };
  return [table("place", columns), table("spot", columns, { schema: "app" })];
}

async function told(besides: string): Promise<{ cwd: string; messages: readonly string[] }> {
  const { cwd, use } = await openCreated("read_anew", entities("int", "date"), besides);
  use(entities("varchar", "timestamp"));
  const { comparison } = await revision({ cwd, autogenerate: true, message: "change" });
  const found = comparison?.findings.filter(({ code }) => code === "in-use") ?? [];
  return { cwd, messages: found.map(({ message }) => message) };
}

const noted = `CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`;
const again = (what: string): RegExp => new RegExp(`^The database refuses to make the ${what} again: `);
const along = (column: string, what: string): RegExp =>
  new RegExp(`^The database refuses to change the type of ${column} while ${what} needs it: `);

const refused: readonly [string, ...RegExp[]][] = [
  [
    "CREATE STATISTICS st (ndistinct) ON (size + 1), name FROM place",
    again(String.raw`statistics public\.st`),
  ],
  [
    "CREATE STATISTICS app.st ON (day + 1) FROM app.spot",
    along(String.raw`app\.spot\.day`, String.raw`statistics app\.st`),
  ],
  ["CREATE INDEX later ON place ((day + 1))", along(String.raw`place\.day`, "index later on place")],
  ["CREATE INDEX big ON app.spot ((size > 3))", again(String.raw`index big on app\.spot`)],
  ["CREATE POLICY own ON app.spot USING (size > 3)", again(String.raw`policy own on app\.spot`)],
  [
    "CREATE POLICY own ON place USING (EXISTS (SELECT FROM app.spot s WHERE s.size = length(place.name)))",
    again("policy own on place"),
  ],
  [
    `${noted}; CREATE TRIGGER noted BEFORE UPDATE ON place FOR EACH ROW WHEN (NEW.size > 3) EXECUTE FUNCTION noted()`,
    again("trigger noted on place"),
  ],
  [
    "CREATE TABLE log (size int); CREATE RULE logged AS ON INSERT TO app.spot DO ALSO INSERT INTO log VALUES (NEW.size)",
    again(String.raw`rule logged on app\.spot`),
  ],
  [
    "CREATE FUNCTION app.most() RETURNS int BEGIN ATOMIC SELECT max(size) FROM app.spot; END",
    again(String.raw`function app\.most\(\)`),
  ],
  [
    "CREATE PUBLICATION sized FOR TABLE app.spot WHERE (size > 3)",
    again(String.raw`publication sized on app\.spot`),
  ],
  ["CREATE VIEW app.sizes AS SELECT size + 1 AS size FROM app.spot", again(String.raw`view app\.sizes`)],
  [
    "CREATE VIEW sizes AS SELECT size FROM app.spot; CREATE MATERIALIZED VIEW app.bigger AS SELECT size + 1 AS size FROM sizes",
    again(String.raw`materialized view app\.bigger`),
  ],
];

const major = Number(process.env["REVISE_TEST_SERVER_MAJOR"]);
// PostgreSQL 14 publishes whole tables only.
const publishes = (besides: string): boolean => major >= 15 || !besides.includes("PUBLICATION");

const taken: readonly string[] = [
  `CREATE STATISTICS st ON (lower(name)), size FROM place; CREATE STATISTICS app.late ON (day::date), size FROM app.spot;
   CREATE INDEX named ON place (lower(name), size) WHERE name <> 'x'; CREATE INDEX sized ON app.spot ((size::text))`,
  `${noted}; CREATE POLICY own ON app.spot USING (size IS NOT NULL AND name = current_user);
   CREATE TRIGGER noted BEFORE UPDATE OF size ON place FOR EACH ROW WHEN (NEW.size::text = 'x') EXECUTE FUNCTION noted();
   CREATE TABLE log (size text); CREATE RULE logged AS ON INSERT TO app.spot DO ALSO INSERT INTO log VALUES (NEW.size)`,
  `CREATE FUNCTION app.most() RETURNS int BEGIN ATOMIC SELECT max(size::text::int) FROM app.spot; END;
   CREATE VIEW sizes AS SELECT p.size, s.day FROM app.spot s JOIN place p USING (id);
   CREATE MATERIALIZED VIEW app.bigger AS SELECT max(size::text::int) + 1 AS size FROM sizes; CREATE INDEX own ON app.bigger ((size + 1))`,
  `CREATE PUBLICATION sized FOR TABLE place (id, size) WHERE (NOT name IS NULL), app.spot (id, day) WHERE (starts_with(name, 'x'))`,
];

describe("what is read anew in other types", () => {
  it.each(refused.filter(([besides]) => publishes(besides)))(
    "is told where the server will refuse it: %s",
    async (besides, ...expected) => {
      const { cwd, messages } = await told(besides);
      expect(messages).toHaveLength(expected.length);
      expected.forEach((message, index) => {
        expect(messages[index]).toMatch(message);
      });
      await expect(upgrade({ cwd, target: "head" })).rejects.toThrow(
        /operator does not exist|mismatch|is of type/,
      );
    },
  );

  it.each(taken.filter(publishes))("is not told where the server takes it: %s", async (besides) => {
    const { cwd, messages } = await told(besides);
    expect(messages).toEqual([]);
    await upgrade({ cwd, target: "head" });
    await downgrade({ cwd, target: "-1" });
  });
});
