import { DataSource } from "typeorm";
import { describe, expect, it, vi } from "vitest";
import { entityClass } from "./entity-class";
import { findDataSource } from "../../packages/revise/src/typeorm/data-source";

const make = (): DataSource => new DataSource({ type: "postgres", database: "x" });
const file = "/app/data-source.ts";

describe("findDataSource", () => {
  const source = make();

  it.each<[string, unknown]>([
    ["the default export", { default: source }],
    ["a named export", { AppDataSource: source, other: 1 }],
    ["module.exports", source],
    [
      "module.exports seen from ESM",
      { default: { AppDataSource: source, __esModule: true }, AppDataSource: source },
    ],
    ["a transpiled default seen from ESM", { default: { default: source, __esModule: true } }],
    ["a promise", { default: Promise.resolve(source) }],
    ["a promise as module.exports", Promise.resolve(source)],
    ["a function", { default: () => source }],
    [
      "an async function among other functions",
      { default: async () => Promise.resolve(source), connect: () => null },
    ],
    ["the only function", { create: () => source }],
    ["the function that names it", { createDataSource: () => source, seed: () => null, close: () => null }],
    ["a function as module.exports", () => source],
    [
      "the export of the module that a function gives",
      { dataSource: async () => Promise.resolve({ AppDataSource: source, other: 1 }) },
    ],
    ["the same instance under two names", { default: source, AppDataSource: source }],
  ])("finds %s", async (_what, exported) => {
    expect(await findDataSource(exported, file)).toBe(source);
  });

  it("recognises a DataSource of another copy of TypeORM by its brand", async () => {
    const foreign = { "@instanceof": Symbol.for("DataSource"), options: { type: "postgres" } };
    expect(await findDataSource({ default: foreign }, file)).toBe(foreign);
  });

  it("calls no function where an instance is exported, and never a class or one that wants arguments", async () => {
    const spy = vi.fn(() => make());
    expect(await findDataSource({ source, spy }, file)).toBe(source);
    expect(spy).not.toHaveBeenCalled();
    const needy = (url: string): DataSource => new DataSource({ type: "postgres", url });
    await expect(findDataSource({ needy, Some: entityClass("Some", {}) }, file)).rejects.toMatchObject({
      code: "data-source-not-found",
    });
  });

  it("names the exports when none is a DataSource", async () => {
    await expect(findDataSource({ a: 1, b: {} }, file)).rejects.toMatchObject({
      code: "data-source-not-found",
      message: "/app/data-source.ts exports no TypeORM DataSource. Its exports are a and b.",
    });
    await expect(findDataSource({}, file)).rejects.toMatchObject({
      message: expect.stringContaining("It exports nothing.") as string,
    });
  });

  it("names the exports when several are different DataSources", async () => {
    await expect(findDataSource({ one: make(), two: make() }, file)).rejects.toMatchObject({
      code: "data-source-ambiguous",
      message: "/app/data-source.ts exports several DataSources: one and two.",
      hint: expect.stringContaining("export { one as default }") as string,
    });
  });

  it("does not call several functions to find out", async () => {
    const first = vi.fn();
    const second = vi.fn();
    const exported = { first: () => first() as unknown, second: () => second() as unknown };
    await expect(findDataSource(exported, file)).rejects.toMatchObject({ code: "data-source-ambiguous" });
    expect(first).not.toHaveBeenCalled();
  });

  it("tells what the user's promise or function threw", async () => {
    const failing = (): never => {
      throw new Error("DATABASE_URL is not set");
    };
    await expect(findDataSource({ default: failing }, file)).rejects.toMatchObject({
      code: "module-load-failed",
      message: expect.stringContaining("DATABASE_URL is not set") as string,
    });
    const rejected = Promise.reject(new Error("no secret"));
    await expect(findDataSource({ source: rejected }, file)).rejects.toMatchObject({
      code: "module-load-failed",
    });
  });
});
