/** What a comparison says, run on a real server: it leads there and back, judged by the catalogs. */
import { createDatabase, describeCatalog, type TestDatabase } from "@revise/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SchemaModel } from "../../packages/revise/src/model/schema-model";
import type { Operation } from "../../packages/revise/src/operations/operation";
import { noKnownTypes } from "../../packages/revise/src/dialects/postgres/types/cast";
import type { ColumnType } from "../../packages/revise/src/model/column-type";
import { postgres } from "../../packages/revise/src/dialects/postgres/dialect";
import { emptyModel } from "../../packages/revise/src/model/schema-model";
import type { RenameDecision } from "../../packages/revise/src/compare/comparison";
import { matchByKey } from "../../packages/revise/src/compare/match";
import { matchTables } from "../../packages/revise/src/compare/table";
import { displayName } from "../../packages/revise/src/model/names";
import type { Table } from "../../packages/revise/src/model/table";
import { compare } from "./context";
import { randomModel } from "./random-model";

const context = {
  unmanaged: "drop" as const,
  castExpression: (from: ColumnType, to: ColumnType, column: string): string | null =>
    postgres.castExpression(from, to, column, noKnownTypes),
};

async function run(database: TestDatabase, operations: readonly Operation[]): Promise<void> {
  for (const { sql } of postgres.compile(operations)) {
    try {
      await database.query(sql);
    } catch (error) {
      const all = postgres.compile(operations).map((statement) => statement.sql);
      throw new Error(`${String(error)}\nin ${sql}\nof\n${all.join(";\n")}`, { cause: error });
    }
  }
}

async function withDatabase<Result>(body: (database: TestDatabase) => Promise<Result>): Promise<Result> {
  const database = await createDatabase("compare");
  try {
    return await body(database);
  } finally {
    await database.drop();
  }
}

/** Schemas go only where a revision made them, which a random pair knows nothing of. */
function withSchemas(model: SchemaModel): SchemaModel {
  return { ...model, namespaces: [{ name: "app" }] };
}

const random = randomModel.map(withSchemas);

/** Whatever goes is renamed to something that comes, as long as there is something: likely or not. */
function allRenames(current: SchemaModel, desired: SchemaModel): readonly RenameDecision[] {
  const { kept, removed, ...others } = matchTables(current, desired);
  const added = [...others.added];
  const renamed = removed.flatMap((from): (readonly [Table, Table])[] => {
    const to = added.find(({ name }) => name.schema === from.name.schema);
    if (to === undefined) return [];
    added.splice(added.indexOf(to), 1);
    return [[from, to]];
  });
  const accept = (from: string, to: string): RenameDecision => ({ from, to, accepted: true });
  return [
    ...renamed.map(([from, to]) => accept(displayName(from.name), displayName(to.name))),
    ...[...kept, ...renamed].flatMap(([from, to]) => {
      const columns = matchByKey(from.columns, to.columns, ({ name }) => name);
      return columns.removed
        .slice(0, columns.added.length)
        .map(({ name }, at) => accept(`${displayName(to.name)}.${name}`, columns.added[at]?.name ?? ""));
    }),
  ];
}

/** A sequence keeps the name that it got from the former name of its column. */
function withoutSequenceNames(catalog: string): string {
  return catalog
    .replaceAll(/\w+_seq\b/g, "seq")
    .split("\n")
    .toSorted()
    .join("\n");
}

async function leadsThereAndBack(
  current: SchemaModel,
  desired: SchemaModel,
  renames: readonly RenameDecision[],
): Promise<void> {
  const wanted = await withDatabase(async (database) => {
    await run(database, compare(emptyModel, desired, context).operations);
    return describeCatalog(database.url);
  });
  await withDatabase(async (database) => {
    await run(database, compare(emptyModel, current, context).operations);
    const before = await describeCatalog(database.url);
    const { operations, downgrade } = compare(current, desired, { ...context, renames });
    await run(database, operations);
    expect(withoutSequenceNames(await describeCatalog(database.url))).toEqual(withoutSequenceNames(wanted));
    await run(database, downgrade);
    expect(await describeCatalog(database.url)).toEqual(before);
  });
}

const runs = {
  numRuns: Number(process.env["REVISE_RUNS"] ?? 25),
  interruptAfterTimeLimit: 120_000,
  seed: Number(process.env["REVISE_SEED"] ?? 20_261_121),
};

describe("compareModels", () => {
  it("leads a server from any model to any other and back", async () => {
    await fc.assert(
      fc.asyncProperty(random, random, (current, desired) => leadsThereAndBack(current, desired, [])),
      runs,
    );
  }, 600_000);

  it("does so when everything that can be a rename is one", async () => {
    await fc.assert(
      fc.asyncProperty(random, random, (current, desired) =>
        leadsThereAndBack(current, desired, allRenames(current, desired)),
      ),
      runs,
    );
  }, 600_000);
});
