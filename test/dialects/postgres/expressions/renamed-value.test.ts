/** The rename of a value on a real server: what it prints afterwards is what `afterValueRename` makes of the print before. */
import { describe, expect, it } from "vitest";
import { afterValueRename } from "../../../../packages/revise/src/dialects/postgres/expressions/renamed-value";
import { quoteLiteral } from "../../../../packages/revise/src/dialects/postgres/expressions/literal";
import { settle } from "../../../../packages/revise/src/dialects/postgres/expressions/settle";
import { introspect } from "../../../../packages/revise/src/dialects/postgres/introspect/introspect";
import type { QualifiedName } from "../../../../packages/revise/src/model/names";
import { defaultScope, withDatabase } from "../introspect/fixture";
import { useDatabase, value } from "../fixture";
import { editView } from "./settle-fixture";

const database = useDatabase("renamed_value");

const mood = { schema: null, name: "mood" };
const odd = { schema: "app", name: 'the "Mood"' };
const types = [mood, odd, { schema: "app", name: "mood" }];

/** What the expression says · the type of the value · the value · its new name. */
const cases: readonly [string, QualifiedName, string, string][] = [
  ["m = 'ok'", mood, "ok", "fine"],
  ["m IN ('ok', 'sad') AND t <> 'ok'", mood, "ok", "it's"],
  ["m::text = 'ok'", mood, "ok", "fine"],
  ["far = 'ok' OR m = 'ok'", mood, "ok", "fine"],
  ["far = 'ok' OR m = 'ok'", { schema: "app", name: "mood" }, "ok", "fine"],
  ["o = 'ok'", odd, "ok", 'a "b"'],
  ["m = ANY ('{ok,sad}')", mood, "ok", "fine"],
  ["m = ANY ('{ok,sad,NULL}')", mood, "ok", "NULL"],
  ["m = ANY ('{NULL,\"\",ok}')", mood, "", String.raw`{,"\ }`],
  ["m = ANY (ARRAY['ok', '''ok''::mood']::mood[])", mood, "ok", "fine"],
  ["t = '''ok''::mood' OR m = '''ok''::mood'", mood, "ok", "fine"],
  [String.raw`m = 'back\slash'`, mood, String.raw`back\slash`, "plain"],
  ["m = '' OR t = ''", mood, "", "empty"],
];

describe("a constant of an enum", () => {
  it.each(cases)("follows in %s", async (expression, type, from, to) => {
    const name = type.schema === null ? type.name : `"app"."${type.name.replaceAll('"', '""')}"`;
    await database().query(`
      DROP TABLE IF EXISTS t; DROP SCHEMA IF EXISTS app CASCADE; DROP TYPE IF EXISTS mood; CREATE SCHEMA app;
      CREATE TYPE mood AS ENUM ('ok', 'sad', '', '''ok''::mood', 'back\\slash');
      CREATE TYPE app.mood AS ENUM ('ok', 'sad'); CREATE TYPE app."the ""Mood""" AS ENUM ('ok');
      CREATE TABLE t (m mood, far app.mood, o app."the ""Mood""", t text, CONSTRAINT c CHECK (${expression}))`);
    const printed = (): Promise<unknown> =>
      value(database(), "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conname = 'c'");
    const print = String(await printed());
    await database().query(`ALTER TYPE ${name} RENAME VALUE ${quoteLiteral(from)} TO ${quoteLiteral(to)}`);
    expect(afterValueRename(print, { name: type, from, to }, types)).toBe(await printed());
  });
});

const sql = `
  CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE person (m mood);
  CREATE VIEW glad AS SELECT m FROM person WHERE m = 'ok'`;

function settledAs(role: string | null): Promise<boolean> {
  return withDatabase(sql, async (connection) => {
    const { model } = await introspect(connection, defaultScope);
    const rename = { kind: "renameEnumValue", name: mood, from: "ok", to: "fine" } as const;
    const query = model.views[0]?.definition ?? "";
    const current = editView(model, "glad", afterValueRename(query, rename, [mood]));
    const wanted = {
      ...editView(model, "glad", "SELECT m FROM person WHERE m = 'fine'"),
      enumTypes: [{ name: mood, values: ["fine"] }],
    };
    if (role !== null) {
      await connection.query(
        `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role}; END IF; END $$`,
      );
      await connection.query(`GRANT SELECT ON person TO ${role}`);
      await connection.query(`SET ROLE ${role}`);
    }
    const surroundings = { existing: model, wanted, makesMore: false, altersColumns: true };
    const settlement = await settle(connection, current, wanted, { ...surroundings, renames: [rename] });
    await connection.query("RESET ROLE");
    if (role !== null) await connection.query(`DROP OWNED BY ${role}`);
    expect(settlement.unsettled).toEqual([]);
    const { model: after } = await introspect(connection, defaultScope);
    expect(after).toEqual(model);
    return settlement.desired.views[0]?.definition === current.views[0]?.definition;
  });
}

describe("a view that mentions a value which gets another name", () => {
  it("is read in the new words, which are gone after that", async () => {
    expect(await settledAs(null)).toBe(true);
  });

  it("differs for whom the type does not belong to", async () => {
    expect(await settledAs("settle_other")).toBe(false);
  });
});
