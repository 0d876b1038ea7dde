import { describe, expect, it } from "vitest";
import { isReviseError } from "../../packages/revise/src/errors";
import { createOperations, type Operations } from "../../packages/revise/src/operations/builder";
import type { Operation } from "../../packages/revise/src/operations/operation";

function recorder(): { readonly op: Operations; readonly operations: Operation[] } {
  const operations: Operation[] = [];
  const op = createOperations({
    run: (operation) => {
      operations.push(operation);
      return Promise.resolve([{ count: operations.length }]);
    },
    autocommit: (body) => body(),
    queryRunner: "the query runner",
    get manager(): unknown {
      throw new Error("offline");
    },
  });
  return { op, operations };
}

describe("createOperations", () => {
  it("hands every call to the sink as an operation", async () => {
    const { op, operations } = recorder();
    await op.addColumn("user", { name: "email", type: "varchar", length: 255, nullable: true });
    await op.autocommit(async () => {
      await op.createIndex("user", { name: "IDX", columns: ["email"], concurrently: true });
    });
    expect(operations).toMatchObject([
      { kind: "addColumn", table: { schema: null, name: "user" }, column: { type: { args: ["255"] } } },
      { kind: "createIndex", index: { keys: [{ column: "email" }], concurrently: true } },
    ]);
  });

  it("adds the keys that a column states in short after it", async () => {
    const { op, operations } = recorder();
    await op.addColumn("app.user", { name: "handle", type: "text", unique: true });
    expect(operations).toMatchObject([
      { kind: "addColumn", column: { name: "handle" } },
      { kind: "addUnique", constraint: { name: "user_handle_key", columns: ["handle"] } },
    ]);
  });

  it("gives the rows of a statement", async () => {
    const { op } = recorder();
    expect(await op.execute<{ count: number }>("SELECT 1", [1])).toEqual([{ count: 1 }]);
  });

  it("rejects what it does not understand before the sink hears of it", async () => {
    const { op, operations } = recorder();
    const error: unknown = await op.dropTable("a.b.c").catch((reason: unknown) => reason);
    expect(isReviseError(error, "operation-invalid")).toBe(true);
    expect(operations).toEqual([]);
  });

  it("asks the sink for TypeORM's objects only when they are asked for", () => {
    const { op } = recorder();
    expect(op.queryRunner).toBe("the query runner");
    expect(() => op.manager).toThrow("offline");
  });

  it("can be awaited by mistake", async () => {
    const { op } = recorder();
    expect(await Promise.resolve(op)).toBe(op);
  });
});
