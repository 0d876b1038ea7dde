/** What steps aside around a change is afterwards what it was, in all that the catalog says of it. */
import { describeCatalog, difference } from "@revise/testkit";
import { DataSource, type EntitySchema } from "typeorm";
import { describe, expect, it } from "vitest";
import { downgrade, revision, upgrade } from "../../packages/revise/src";
import { type Columns, openCreated, table } from "./entity-project";

const major = Number(process.env["REVISE_TEST_SERVER_MAJOR"]);

const noted = "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";

const statistics = (on: string): string => `
  CREATE STATISTICS computed (mcv, ndistinct) ON size, (size IS NULL) FROM ${on};
  COMMENT ON STATISTICS computed IS 'for the planner';
  ALTER STATISTICS computed SET STATISTICS 77;
  ALTER STATISTICS computed OWNER TO pg_monitor;
  CREATE STATISTICS sampled ON name, size FROM ${on};
  ALTER STATISTICS sampled SET STATISTICS 0;
  CREATE STATISTICS "Of another" ON name, size FROM ${on};
  ALTER STATISTICS "Of another" OWNER TO pg_monitor;
  CREATE STATISTICS plain ON name, size FROM ${on};
  COMMENT ON STATISTICS plain IS 'no more to say'`;

const triggers = (on: string): string => `
  ${noted};
  CREATE TRIGGER always BEFORE UPDATE OF size ON ${on} FOR EACH ROW EXECUTE FUNCTION noted();
  ALTER TABLE ${on} ENABLE ALWAYS TRIGGER always;
  COMMENT ON TRIGGER always ON ${on} IS 'on replicas, too';
  CREATE TRIGGER replica BEFORE UPDATE OF size ON ${on} FOR EACH ROW EXECUTE FUNCTION noted();
  ALTER TABLE ${on} ENABLE REPLICA TRIGGER replica;
  CREATE CONSTRAINT TRIGGER deferred AFTER UPDATE OF size ON ${on} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION noted();
  CREATE EXTENSION citext;
  CREATE EXTENSION hstore;
  ALTER TRIGGER deferred ON ${on} DEPENDS ON EXTENSION citext;
  ALTER TRIGGER deferred ON ${on} DEPENDS ON EXTENSION hstore`;

const index = (on: string): string => `
  CREATE INDEX computed_index ON ${on} ((size IS NULL), lower(name), (size IS NOT NULL)) WITH (fillfactor = 60);
  ALTER INDEX computed_index ALTER COLUMN 1 SET STATISTICS 6, ALTER COLUMN 3 SET STATISTICS 7;
  COMMENT ON INDEX computed_index IS 'of the reports';
  ALTER TABLE ${on} CLUSTER ON computed_index`;

const whole = `
  CREATE POLICY own ON place AS RESTRICTIVE FOR UPDATE TO pg_monitor, pg_read_all_stats
    USING (size IS NOT NULL) WITH CHECK (size IS NULL);
  COMMENT ON POLICY own ON place IS 'see #12';
  CREATE RULE quiet AS ON DELETE TO place WHERE old.size IS NULL DO INSTEAD NOTHING;
  COMMENT ON RULE quiet ON place IS 'nothing to see';
  ALTER TABLE place DISABLE RULE quiet;
  CREATE FUNCTION sizes(above int DEFAULT 3) RETURNS bigint STRICT STABLE PARALLEL SAFE COST 7 SECURITY DEFINER
    SET search_path = public BEGIN ATOMIC SELECT count(*) FROM place WHERE size IS NOT NULL AND id > above; END;
  COMMENT ON FUNCTION sizes IS 'see #12';
  ALTER FUNCTION sizes OWNER TO pg_monitor;
  GRANT EXECUTE ON FUNCTION sizes TO pg_read_all_stats WITH GRANT OPTION;
  REVOKE EXECUTE ON FUNCTION sizes FROM PUBLIC;
  ALTER FUNCTION sizes DEPENDS ON EXTENSION citext;
  CREATE PROCEDURE tidy() SET work_mem = '8MB' BEGIN ATOMIC DELETE FROM place WHERE size IS NULL; END;
  COMMENT ON PROCEDURE tidy IS 'at night';
  ALTER PROCEDURE tidy OWNER TO pg_monitor`;

const views = `
  CREATE VIEW sizes AS SELECT id, size FROM place WHERE name IS NOT NULL;
  ALTER VIEW sizes OWNER TO pg_monitor;
  CREATE TRIGGER refuse INSTEAD OF DELETE ON sizes FOR EACH ROW EXECUTE FUNCTION noted();
  ALTER TRIGGER refuse ON sizes DEPENDS ON EXTENSION hstore;
  CREATE MATERIALIZED VIEW named AS SELECT name, size FROM place;
  ALTER MATERIALIZED VIEW named DEPENDS ON EXTENSION citext;
  ALTER MATERIALIZED VIEW named ALTER name SET STATISTICS 8, ALTER name SET (n_distinct = 3),
    ALTER name SET STORAGE EXTERNAL, ALTER name SET COMPRESSION pglz`;

const published = `
  CREATE PUBLICATION parts FOR TABLE ONLY place (id, name) WHERE (name IS NOT NULL), ONLY child (id) WITH (publish = 'insert')`;

const onPlace = [triggers, statistics, index].map((make) => make("place"));
const inChild = [
  "CREATE TABLE child () INHERITS (place)",
  ...[triggers, statistics, index].map((make) => make("child")),
  ...(major >= 15 ? [published] : []),
];

const place = (columns: Columns): EntitySchema[] => [
  table("place", { name: { type: "varchar" }, ...columns }),
];
const mood = (...values: string[]): Columns => ({ size: { type: "enum", enum: values } });

const changes: Readonly<Record<string, readonly [Columns, Columns]>> = {
  "another type": [{ size: { type: "int" } }, { size: { type: "bigint" } }],
  "another type by a cast": [{ size: { type: "varchar" } }, { size: { type: "int" } }],
  "the rebuild of an enum": [mood("a", "b"), mood("b", "a")],
  "a generated column": [
    { size: { type: "int" } },
    { size: { type: "int", generatedType: "STORED", asExpression: "id * 2" } },
  ],
};

const cases = Object.entries(changes).flatMap(([change, [before, after]]) => {
  const [was, becomes] = [place(before), place(after)];
  return [
    { change, where: "table", sql: [...onPlace, whole, views], was, becomes },
    // The server refuses a generated column where the child has a plain one.
    ...(change.includes("generated") ? [] : [{ change, where: "child table", sql: inChild, was, becomes }]),
  ];
});

/** What a schema says of everything but what changes. */
async function standingIn(url: string): Promise<string> {
  const lines = (await describeCatalog(url)).split("\n");
  return lines.filter((line) => !/^enum | column size /.test(line)).join("\n");
}

describe("what steps aside", () => {
  it.each(cases)("is what it was: on a $where, around $change", async ({ sql, was, becomes }) => {
    const { cwd, use, database } = await openCreated("aside", was, sql.join(";"));
    const [standing, all] = [await standingIn(database.url), await describeCatalog(database.url)];
    use(becomes);
    await revision({ cwd, autogenerate: true, message: "change" });
    await upgrade({ cwd, target: "head" });
    expect(difference(standing, await standingIn(database.url))).toBe("");
    await downgrade({ cwd, target: "-1" });
    expect(difference(all, await describeCatalog(database.url))).toBe("");
  });

  it("leaves out how values are stored where those of the new type are not", async () => {
    const view = `CREATE MATERIALIZED VIEW sizes AS SELECT size, name FROM place;
      ALTER MATERIALIZED VIEW sizes ALTER size SET STORAGE EXTERNAL, ALTER size SET COMPRESSION pglz, ALTER name SET STORAGE MAIN`;
    const { cwd, use, database } = await openCreated("stored", place({ size: { type: "varchar" } }), view);
    use(place({ size: { type: "int" } }));
    await revision({ cwd, autogenerate: true, message: "change" });
    await upgrade({ cwd, target: "head" });
    const lines = (await describeCatalog(database.url)).split("\n");
    expect(lines.filter((line) => line.includes("sizes column"))).toEqual([
      "materialized view public.sizes column name character varying storage m",
      "materialized view public.sizes column size integer",
    ]);
  });
});

describe("statistics of a role that one is not", () => {
  it("are led along as the server does it, because nobody else may drop them", async () => {
    const [was, becomes] = [place({ size: { type: "int" } }), place({ size: { type: "bigint" } })];
    const { cwd, database } = await openCreated(
      "aside_role",
      was,
      `${statistics("place")};
      DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'aside_app') THEN CREATE ROLE aside_app LOGIN; END IF; END $$;
      GRANT CREATE ON SCHEMA public TO aside_app;
      ALTER TABLE place OWNER TO aside_app; ALTER TABLE revise_version OWNER TO aside_app`,
    );
    const url = new URL(database.url);
    url.username = "aside_app";
    const sources = globalThis as unknown as Record<string, () => DataSource>;
    sources[cwd] = () => new DataSource({ type: "postgres", url: url.href, entities: becomes });
    await revision({ cwd, autogenerate: true, message: "change" });
    await upgrade({ cwd, target: "head" });
    const rows = await database.query<{ stxname: string }>("SELECT stxname FROM pg_statistic_ext ORDER BY 1");
    expect(rows.map(({ stxname }) => stxname)).toEqual(["Of another", "computed", "plain", "sampled"]);
  });
});
