import { createDatabase, describeCatalog, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgres } from "../../packages/revise/src/dialects/postgres/dialect";
import { createOperations, type Operations } from "../../packages/revise/src/operations/builder";
import { describe as sentence, footprint, reverse } from "../../packages/revise/src/operations/traits-table";
import {
  checkVocabulary,
  operationsOf,
  type CustomOperation,
  type Vocabulary,
} from "../../packages/revise/src/operations/vocabulary";
import { renderCall } from "../../packages/revise/src/render/call";
import { defaultStyle } from "../../packages/revise/src/render/layout-style";
import { planDowngrade, planUpgrade } from "../../packages/revise/src/revisions/plan";
import { RecordingSink } from "../../packages/revise/src/runtime/recording-sink";
import { draw } from "../revisions/draw";
import { run, script } from "../runtime/run";
import { runScript } from "../runtime/run-script";

const touch = "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";

const audit: CustomOperation = {
  expand: (table: string) => [
    touch,
    ["createTrigger", table, { name: "touch", timing: "BEFORE", events: ["UPDATE"], function: "touch" }],
  ],
  reverse: (table: string) => [["forget", table]],
  describe: (table: string) => `Audit ${table}`,
};

const vocabulary: Vocabulary = {
  audit,
  forget: {
    expand: (table: string) => [
      ["dropTrigger", table, "touch"],
      ["dropFunction", "touch"],
    ],
    reverse: (table: string) => [["audit", table]],
  },
  twice: {
    expand: (table: string) => [
      ["alterTable", table, { comment: "a" }],
      ["audit", table],
    ],
  },
  rows: { expand: () => ["SELECT 1 AS one", "SELECT 2 AS two"] },
  marked: { expand: (text: string) => [text], render: () => "await op.marked(); // by hand" },
  broken: {
    expand: () => {
      throw new Error("no luck");
    },
  },
  unlisted: { expand: () => ["dropTable", "user"] },
};

type Audit = Operations & Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;

describe("an operation of the configuration's", () => {
  const only = (name: string, ...args: unknown[]) => {
    const [operation] = operationsOf([name, ...args], vocabulary);
    if (operation === undefined) throw new Error("none");
    return operation;
  };

  it("reaches a sink as the operations that it stands for, also through another one", async () => {
    const sink = new RecordingSink();
    const op = createOperations(sink, vocabulary) as Audit;
    await op["twice"]?.("user");
    expect(sink.operations.map(({ kind }) => kind)).toEqual(["alterTable", "execute", "createTrigger"]);
  });

  it("is written as its call, or as it says", () => {
    expect(renderCall(only("audit", "user"), defaultStyle)).toBe('await op.audit("user");');
    expect(renderCall(only("marked", "SELECT 1"), defaultStyle)).toBe("await op.marked(); // by hand");
  });

  it("is described, ordered, compiled and taken back by what it says and stands for", () => {
    const operation = only("audit", "user");
    expect(sentence(operation)).toBe("Audit user");
    expect(footprint(operation).creates).toHaveLength(1);
    expect(postgres.compile([operation]).map(({ source }) => source.kind)).toEqual(["custom", "custom"]);
    const back = reverse(operation);
    expect(back).toMatchObject({ reversible: true, operations: [{ kind: "custom", name: "forget" }] });
    const there = back.reversible ? back.operations.map(reverse) : [];
    expect(there).toMatchObject([{ reversible: true, operations: [{ kind: "custom", name: "audit" }] }]);
  });

  it("has the ways back of its calls where it says none, and none where one has none", () => {
    const enabling: Vocabulary = {
      on: { expand: (table: string) => [["enableRowSecurity", table]] },
      both: { expand: () => [["createSchema", "app"], "SELECT 1"] },
    };
    const [on, both] = [["on", "user"] as const, ["both"] as const].flatMap((call) =>
      operationsOf(call, enabling),
    );
    expect(on && reverse(on)).toMatchObject({
      reversible: true,
      operations: [{ kind: "disableRowSecurity" }],
    });
    expect(both && reverse(both)).toMatchObject({ reversible: false });
  });

  it.each<[string, unknown[], RegExp]>([
    ["broken", [], /expand of the operation broken failed: no luck/],
    ["unlisted", [], /"dropTable" is the name of an operation/],
    ["audti", [], /no operation op\.audti/],
    ["audit", [1], /op\.createTrigger: the first argument must be a name/],
  ])("fails by name: %s", (name, args, message) => {
    expect(() => operationsOf([name, ...args], vocabulary)).toThrow(message);
  });

  it.each(["createTable", "then", "queryRunner", "a b"])("can't be called %s", (name) => {
    expect(() => {
      checkVocabulary({ [name]: audit }, "revise.config.ts");
    }).toThrow(`"operations.${name}" in revise.config.ts`);
  });
});

describe("a revision that calls one", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase("custom");
  });
  afterAll(async () => {
    await database.drop();
  });

  it("does the same online and by a script, and can be taken back", async () => {
    const graph = draw("a1:");
    const bodies = {
      a1: {
        vocabulary,
        up: async (op: Operations) => {
          await (op as Audit)["audit"]?.("post");
          const rows = await (op as Audit)["rows"]?.();
          if (Array.isArray(rows) && rows.length > 0) expect(rows).toEqual([{ two: 2 }]);
        },
        down: async (op: Operations) => {
          await (op as Audit)["forget"]?.("post");
        },
      },
    };
    await database.query("CREATE TABLE post (id integer)");
    const before = await describeCatalog(database.url);
    await run({ database, graph, bodies }, (rows) => planUpgrade(graph, rows, "a1"));
    const after = await describeCatalog(database.url);
    expect(after).toContain("trigger");
    await run({ database, graph, bodies }, (rows) => planDowngrade(graph, rows, "base"));
    expect(await describeCatalog(database.url)).toBe(before);
    await database.query("DROP TABLE revise_version");
    await runScript(database, await script({ bodies }, planUpgrade(graph, [], "a1")));
    expect(await describeCatalog(database.url)).toBe(after);
  });
});
