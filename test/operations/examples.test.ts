/** Every example in the doc comments of `op`, on a real server: up, back, up again, and as a script. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createDatabase, describeCatalog, type TestDatabase } from "@revise/testkit";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOperations, type Operations } from "../../packages/revise/src/operations/builder";
import type { Operation } from "../../packages/revise/src/operations/operation";
import { encode, operationKinds, reverse } from "../../packages/revise/src/operations/traits-table";
import { planUpgrade } from "../../packages/revise/src/revisions/plan";
import { RecordingSink } from "../../packages/revise/src/runtime/recording-sink";
import { draw } from "../revisions/draw";
import { script, upgrade } from "../runtime/run";
import { runScript } from "../runtime/run-script";
import { setups } from "./example-setups";

type Body = (op: Operations) => Promise<void>;

interface Example {
  readonly title: string;
  readonly method: string;
  readonly run: Body;
}

const examples = readExamples();

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase("examples");
});
afterAll(async () => {
  await database.drop();
});

describe("the examples of op", () => {
  it("are there for every operation, and each has its setting", () => {
    const shown = new Set(examples.map(({ method }) => method));
    expect(operationKinds.filter((kind) => !shown.has(kind))).toEqual([]);
    expect([...shown].filter((method) => !Object.hasOwn(setups, method))).toEqual([]);
  });

  it.each(examples)("$title", async ({ method, run }) => {
    const before = await reset(method);
    const operations = await record(run);
    await migrate(run);
    const after = await state();

    const undo = undoing(operations);
    if (undo !== null) {
      for (const { kind } of [...operations, ...undo]) takenBack.add(kind);
      await migrate(calling(undo));
      expect(schemaOf(await state())).toEqual(schemaOf(before));
      const again = undoing(undo);
      if (again !== null) {
        await migrate(calling(again));
        expect(schemaOf(await state())).toEqual(schemaOf(after));
      }
    }

    await reset(method);
    await runScript(database, await script({ bodies: { a1: { up: run } } }, planUpgrade(graph, [], "a1")));
    expect(await state()).toEqual(after);
  });

  it("can be taken back, most of them", () => {
    expect(takenBack.size).toBeGreaterThan(50);
  });
});

const graph = draw("a1:");
const takenBack = new Set<string>();

async function reset(method: string): Promise<State> {
  await database.query(
    `DROP EXTENSION IF EXISTS citext; DROP SCHEMA IF EXISTS app CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${setups[method] ?? ""}`,
  );
  return state();
}

/** Runs the operations as a revision, and forgets that it has. */
async function migrate(up: Body): Promise<void> {
  await upgrade({ database, graph, bodies: { a1: { up } } }, "a1");
  await database.query("DROP TABLE revise_version");
}

async function record(run: Body): Promise<readonly Operation[]> {
  const sink = new RecordingSink();
  await run(createOperations(sink));
  return sink.operations;
}

/** The operations that take these back; null where there is no way for one of them. */
function undoing(operations: readonly Operation[]): readonly Operation[] | null {
  const undo: Operation[] = [];
  for (const operation of operations.toReversed()) {
    const way = reverse(operation);
    if (!way.reversible) return null;
    undo.push(...way.operations);
  }
  return undo;
}

/** The calls that stand for the operations, as a revision file makes them. */
function calling(operations: readonly Operation[]): Body {
  return async (op) => {
    for (const operation of operations) {
      await (op as unknown as Calls)[operation.kind]?.(...encode(operation));
    }
  };
}

type Calls = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;

interface State {
  readonly catalog: string;
  readonly rows: string;
}

async function state(): Promise<State> {
  const [row] = await database.query<{ rows: unknown }>(
    `SELECT pg_catalog.json_object_agg(c.oid::pg_catalog.regclass, pg_catalog.query_to_xml(pg_catalog.format('TABLE %s', c.oid::pg_catalog.regclass), true, true, '')::text ORDER BY c.relname) AS rows
     FROM pg_catalog.pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'revise_version'`,
  );
  const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
  const rows = JSON.stringify(row?.rows ?? null).replace(uuid, "some uuid");
  return { catalog: await describeCatalog(database.url), rows };
}

function schemaOf({ catalog }: State): readonly string[] {
  return catalog.split("\n");
}

function readExamples(): Example[] {
  const page = readFileSync(resolve(join(__dirname, "../../docs/operations.md")), "utf8");
  return page.split(/^### /m).flatMap((section) => {
    const method = section.slice(0, section.indexOf("\n"));
    const codes = [...section.matchAll(/^```ts\n((?:await|const) [^]*?)^```$/gm)].map(
      ([, code]) => code ?? "",
    );
    return codes.map((code, nth) => ({
      title: `${method}${codes.length === 1 ? "" : ` (${String(nth + 1)})`}`,
      method,
      run: compiled(code),
    }));
  });
}

function compiled(code: string): Body {
  const { outputText } = ts.transpileModule(`async function run(op) {\n${code}}\nrun;`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- The code is that of our own documentation.
  const make = new Function(outputText.replace(/run;\s*$/, "return run;")) as () => Body;
  return make();
}
