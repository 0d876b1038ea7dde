import { DataSource } from "typeorm";
import { describe, expect, it } from "vitest";
import { describeTarget, displayUrl } from "../../packages/revise/src/typeorm/connection-target";
import type { PostgresOptions } from "./models";

const url = (options: PostgresOptions): string =>
  displayUrl(describeTarget(new DataSource({ type: "postgres", ...options })));

describe("displayUrl", () => {
  it.each<[PostgresOptions, string]>([
    [
      { host: "db", port: 5433, username: "me", password: "secret", database: "shop" },
      "postgres://me:***@db:5433/shop",
    ],
    [{ url: "postgres://me:sec%40ret@db/shop?sslmode=require" }, "postgres://me:***@db:5432/shop"],
    [{ url: "postgres://me@[::1]:5433/shop" }, "postgres://me@[::1]:5433/shop"],
    [
      { host: "/var/run/postgresql", username: "me", database: "shop" },
      "postgres://me@%2Fvar%2Frun%2Fpostgresql:5432/shop",
    ],
    [{ username: "me", password: () => "secret", database: "shop" }, "postgres://me:***@localhost:5432/shop"],
    [
      { replication: { master: { url: "postgres://me:secret@master/shop" }, slaves: [] } },
      "postgres://me:***@master:5432/shop",
    ],
  ])("shows where %o leads, without the password", (options, expected) => {
    expect(url(options)).toBe(expected);
  });
});
