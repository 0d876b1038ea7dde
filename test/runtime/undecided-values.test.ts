/** A value that an enum loses while rows hold it: nobody guesses what becomes of them. */
import { beforeEach, describe, expect, it } from "vitest";
import { planUpgrade } from "../../packages/revise/src/revisions/plan";
import { useDatabase } from "../dialects/postgres/fixture";
import type { Body } from "./run";
import { failure, line, rowsOf, script, three, upgrade } from "./run";

const database = useDatabase("runtime_undecided");
beforeEach(async () => {
  await database().query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public;
    CREATE TYPE "Mood's" AS ENUM ('sad', 'o''k', 'happy');
    CREATE TABLE person (id int, mood "Mood's" DEFAULT 'o''k');
    CREATE TABLE team (id int, moods "Mood's"[]);
    INSERT INTO person VALUES (1, 'sad'), (2, 'o''k'), (3, 'o''k'), (4, NULL), (5, 'happy');
    INSERT INTO team VALUES (1, '{sad,happy}'), (2, '{"o''k",happy,"o''k"}'), (3, NULL)`);
});

type Mapping = Readonly<Record<string, string | null>>;

function without(...mapping: readonly Mapping[]): Body {
  return {
    up: async (op) => {
      await op.alterEnum("Mood's", ["happy", "sad"], {
        usedBy: [
          { table: "person", column: "mood", default: "o'k" },
          { table: "team", column: "moods", array: true },
        ],
        ...(mapping[0] && { mapping: mapping[0] }),
      });
    },
  };
}

const bodies = (body: Body): Readonly<Record<string, Body>> => ({ ...three, a2: body });
const moods = (): Promise<unknown[]> =>
  database().query("SELECT mood::text FROM person UNION ALL SELECT moods::text FROM team");

describe("a value that goes", () => {
  it("stops the upgrade where rows hold it and nobody has said what becomes of them", async () => {
    const before = await moods();
    const error = await failure(
      upgrade({ database: database(), graph: line, bodies: bodies(without({ "o'k": "/* FILL IN */" })) }),
    );
    expect(error.message).toContain(
      `Enum Mood's loses "o'k", which 2 rows of person.mood hold, and "o'k", which 1 row of team.moods holds`,
    );
    expect(error.message).toContain("/app/revisions/versions/a2.ts");
    expect(error.hint).toContain(`mapping: { "o'k": "happy" }`);
    expect(await rowsOf(database())).toEqual(["a1"]);
    expect(await moods()).toEqual(before);
  });

  it("stops it as well where the mapping has been taken away", async () => {
    const before = await moods();
    const error = await failure(upgrade({ database: database(), graph: line, bodies: bodies(without()) }));
    expect(error.message).toContain("invalid input value for enum");
    expect(await moods()).toEqual(before);
  });

  it("goes where another takes its place, in rows, arrays and the default", async () => {
    await upgrade({ database: database(), graph: line, bodies: bodies(without({ "o'k": "happy" })) }, "a2");
    expect((await moods()).map((row) => Object.values(row as object)[0] as unknown)).toEqual([
      "sad",
      "happy",
      "happy",
      null,
      "happy",
      "{sad,happy}",
      "{happy,happy,happy}",
      null,
    ]);
    await database().query("INSERT INTO person (id) VALUES (6)");
    expect(await database().query("SELECT mood::text FROM person WHERE id = 6")).toEqual([{ mood: "happy" }]);
  });

  it("goes where nothing takes its place", async () => {
    await upgrade({ database: database(), graph: line, bodies: bodies(without({ "o'k": null })) }, "a2");
    expect((await moods()).map((row) => Object.values(row as object)[0] as unknown)).toEqual([
      "sad",
      null,
      null,
      null,
      "happy",
      "{sad,happy}",
      "{happy}",
      null,
    ]);
  });

  it("goes without a word where no row holds it", async () => {
    await database().query(`ALTER TABLE person ALTER mood SET DEFAULT 'sad';
      DELETE FROM person WHERE mood = 'o''k'; DELETE FROM team WHERE id = 2`);
    const body: Body = {
      up: async (op) => {
        await op.alterEnum("Mood's", ["happy", "sad"], {
          usedBy: [
            { table: "person", column: "mood", default: "sad" },
            { table: "team", column: "moods", array: true },
          ],
          mapping: { "o'k": "/* FILL IN */" },
        });
      },
    };
    await upgrade({ database: database(), graph: line, bodies: bodies(body) }, "a2");
    expect(await database().query(`SELECT enum_range(NULL::"Mood's")::text AS all`)).toEqual([
      { all: "{happy,sad}" },
    ]);
  });

  it("is cast as it is in a script, which fails where rows hold it", async () => {
    const body = without({ "o'k": "/* FILL IN */" });
    const sql = await script({ bodies: bodies(body) }, planUpgrade(line, [], "a2"));
    expect(JSON.stringify(sql)).not.toContain("FILL IN");
  });
});
