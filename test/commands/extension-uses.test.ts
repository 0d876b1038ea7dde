/** An extension that entities ask for no more goes where nothing else uses it, and stays, listed, where something does. */
import type { EntitySchema } from "typeorm";
import { describe, expect, it } from "vitest";
import { downgrade, revision, upgrade } from "../../packages/revise/src";
import { type Columns, openCreated, table } from "./entity-project";

const note = (columns: Columns, more: object = {}): EntitySchema[] => [
  table("note", { body: { type: "text" }, ...columns }, more),
];
const citext = note({ mail: { type: "citext" } });
const excluding = note({}, { exclusions: [{ name: "own", expression: "USING gist (id WITH =)" }] });
const uuids = note({ key: { type: "uuid", generated: "uuid" } });

const retyped = note({ mail: { type: "varchar" } });
const dropped = note({});

const used: readonly [string, EntitySchema[], EntitySchema[]][] = [
  ["CREATE TABLE log (who citext)", citext, retyped],
  ["CREATE TABLE log (who citext[])", citext, dropped],
  [
    "CREATE SCHEMA other; CREATE TABLE other.log (who text); CREATE INDEX ON other.log ((who::citext))",
    citext,
    dropped,
  ],
  ["CREATE TABLE log (who text, CHECK (who::citext <> 'x'))", citext, dropped],
  ["CREATE TABLE log (who text DEFAULT lower('X'::citext))", citext, dropped],
  ["CREATE VIEW folded AS SELECT body::citext AS body FROM note", citext, dropped],
  ["CREATE INDEX folded ON note ((body::citext))", citext, retyped],
  ["CREATE FUNCTION fold(citext) RETURNS text LANGUAGE sql AS 'SELECT $1::text'", citext, retyped],
  ["CREATE DOMAIN mail AS citext", citext, retyped],
  ["CREATE TYPE pair AS (a citext, b int)", citext, dropped],
  [
    `CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
     CREATE TRIGGER noted BEFORE UPDATE ON note FOR EACH ROW EXECUTE FUNCTION noted();
     ALTER TRIGGER noted ON note DEPENDS ON EXTENSION citext`,
    citext,
    dropped,
  ],
  [
    "CREATE TABLE booking (room int, at tsrange, EXCLUDE USING gist (room WITH =, at WITH &&))",
    excluding,
    dropped,
  ],
  ["CREATE TABLE log (id uuid DEFAULT uuid_generate_v4())", uuids, dropped],
];

const unused: readonly [string, EntitySchema[], EntitySchema[]][] = [
  ["CREATE TABLE log (who text)", citext, dropped],
  ["CREATE INDEX lowered ON note (lower(mail)); CREATE INDEX plain ON note (mail DESC)", citext, retyped],
  [
    "CREATE STATISTICS about ON mail, body FROM note; CREATE INDEX part ON note (body) WHERE mail IS NOT NULL",
    citext,
    retyped,
  ],
  [
    "CREATE VIEW mails AS SELECT mail FROM note; CREATE VIEW lowered AS SELECT lower(mail) FROM mails",
    citext,
    retyped,
  ],
  ["CREATE TABLE child () INHERITS (note); CREATE INDEX ON child (mail)", citext, retyped],
  ["", excluding, dropped],
  ["", uuids, dropped],
];

const listed = expect.arrayContaining([expect.objectContaining({ kind: "extension" })]) as unknown;

describe("an extension that no entity asks for any more", () => {
  it.each(used)("stays where something else uses it: %s", async (besides, before, after) => {
    const { cwd, use } = await openCreated("used", before, besides);
    use(after);
    const { comparison } = await revision({ cwd, autogenerate: true, message: "change" });
    expect(comparison?.changes.map(({ kind }) => kind)).not.toContain("dropExtension");
    expect(comparison?.unmanaged).toEqual(listed);
    await upgrade({ cwd, target: "head" });
    const again = await revision({ cwd, autogenerate: true, message: "again" });
    expect(again.comparison?.changes).toEqual([]);
    await downgrade({ cwd, target: "-1" });
  });

  it.each(unused)("goes where nothing does: %s", async (besides, before, after) => {
    const { cwd, use } = await openCreated("unused", before, besides);
    use(after);
    const { comparison } = await revision({ cwd, autogenerate: true, message: "change" });
    expect(comparison?.changes.map(({ kind }) => kind)).toContain("dropExtension");
    await upgrade({ cwd, target: "head" });
    await downgrade({ cwd, target: "-1" });
  });
});
