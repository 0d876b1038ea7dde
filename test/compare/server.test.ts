/** What a comparison says, run on a real server: it leads there and back, judged by the catalogs. */
import { createDatabase, describeCatalog, type TestDatabase } from "@revise/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SchemaModel } from "../../packages/revise/src/model/schema-model";
import type { Operation } from "../../packages/revise/src/operations/operation";
import { postgres } from "../../packages/revise/src/dialects/postgres/dialect";
import { emptyModel } from "../../packages/revise/src/model/schema-model";
import { compare } from "./context";
import { randomModel } from "./random-model";

const context = {
  unmanaged: "drop" as const,
  castExpression: (...args: Parameters<typeof postgres.castExpression>): string | null =>
    postgres.castExpression(...args),
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

describe("compareModels", () => {
  it("leads a server from any model to any other and back", async () => {
    await fc.assert(
      fc.asyncProperty(random, random, async (current, desired) => {
        const wanted = await withDatabase(async (database) => {
          await run(database, compare(emptyModel, desired, context).operations);
          return describeCatalog(database.url);
        });
        await withDatabase(async (database) => {
          await run(database, compare(emptyModel, current, context).operations);
          const before = await describeCatalog(database.url);
          const { operations, downgrade } = compare(current, desired, context);
          await run(database, operations);
          expect(await describeCatalog(database.url)).toEqual(wanted);
          await run(database, downgrade);
          expect(await describeCatalog(database.url)).toEqual(before);
        });
      }),
      { numRuns: Number(process.env["REVISE_RUNS"] ?? 25), interruptAfterTimeLimit: 120_000 },
    );
  }, 600_000);
});
