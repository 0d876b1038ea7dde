import { beforeEach, describe, it } from "vitest";
import { expectSame, index, name, reset, run, useDatabase } from "../fixture";

const database = useDatabase("ddl_view");

beforeEach(() => reset(database()));

describe("sequences, views, schemas, extensions", () => {
  it("are created, altered, renamed and dropped", async () => {
    await expectSame(
      database(),
      [
        { kind: "createSchema", name: "app" },
        { kind: "createSchema", name: "app" },
        { kind: "createExtension", name: "citext" },
        { kind: "createExtension", name: "citext" },
        {
          kind: "createSequence",
          name: name("s", "app"),
          options: {
            type: "integer",
            increment: "-2",
            minimum: "-50",
            maximum: "5",
            start: "5",
            cache: "3",
            cycle: true,
          },
        },
        { kind: "alterSequence", name: name("s", "app"), options: { to: { increment: "4", cycle: false } } },
        { kind: "alterSequence", name: name("s", "app"), options: { to: {} } },
        { kind: "renameSequence", from: name("s", "app"), to: "S" },
        {
          kind: "createView",
          view: {
            name: name("v", "app"),
            materialized: false,
            definition: " SELECT 1 AS a;\n",
            indexes: [],
            dependsOn: [],
            comment: "it's",
          },
        },
        {
          kind: "createView",
          view: {
            name: name("m"),
            materialized: true,
            definition: "SELECT a FROM app.v",
            indexes: [],
            dependsOn: [],
            comment: "m",
          },
        },
        { kind: "createIndex", table: name("m"), index: index("mi", ["a"], { unique: true }) },
      ],
      `CREATE SCHEMA app; CREATE EXTENSION citext;
       CREATE SEQUENCE app."S" AS integer INCREMENT 4 MINVALUE -50 MAXVALUE 5 START 5 CACHE 3;
       CREATE VIEW app.v AS SELECT 1 AS a; COMMENT ON VIEW app.v IS 'it''s';
       CREATE MATERIALIZED VIEW m AS SELECT a FROM app.v; COMMENT ON MATERIALIZED VIEW m IS 'm'; CREATE UNIQUE INDEX mi ON m (a)`,
    );
    await run(
      database(),
      { kind: "dropView", name: name("m"), materialized: true },
      { kind: "dropView", name: name("v", "app"), materialized: false },
      { kind: "dropSequence", name: name("S", "app") },
      { kind: "dropSchema", name: "app" },
      { kind: "dropExtension", name: "citext" },
    );
  });
});
