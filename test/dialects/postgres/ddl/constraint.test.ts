import { beforeEach, describe, it } from "vitest";
import type { Constraint } from "../../../../packages/revise/src/model/constraint";
import type { QualifiedName } from "../../../../packages/revise/src/model/names";
import type { Operation } from "../../../../packages/revise/src/operations/operation";
import { expectSame, name, reset, useDatabase, value } from "../fixture";

const database = useDatabase("ddl_constraint");

beforeEach(() => reset(database()));

const unique = {
  kind: "unique",
  givenName: true,
  deferrable: null,
  include: [],
  nullsNotDistinct: false,
} as const;
const primaryKey = { kind: "primaryKey", givenName: true, deferrable: null, include: [] } as const;
const check = { kind: "check", givenName: true, noInherit: false, notValid: false } as const;
const foreignKey = {
  kind: "foreignKey",
  givenName: true,
  onDelete: "NO ACTION",
  onDeleteColumns: [],
  onUpdate: "NO ACTION",
  match: "SIMPLE",
  deferrable: null,
  notValid: false,
} as const;

function add(on: QualifiedName, constraint: Constraint): Operation {
  const kinds = {
    primaryKey: "addPrimaryKey",
    unique: "addUnique",
    foreignKey: "addForeignKey",
    check: "addCheck",
    exclusion: "addExclusion",
  } as const;
  return { kind: kinds[constraint.kind], table: on, constraint } as Operation;
}

describe("constraints", () => {
  it("are added, renamed and dropped", async () => {
    await database().query(
      "CREATE TABLE p (a integer, b integer); CREATE TABLE t (a integer, b integer); INSERT INTO t VALUES (-1, 1)",
    );
    const since15 = Number(await value(database(), "SHOW server_version_num")) >= 150_000;
    const p = name("p");
    const t = name("t");
    await expectSame(
      database(),
      [
        add(p, { ...primaryKey, name: "p_pk", columns: ["b", "a"] }),
        add(t, { ...unique, name: "t_u", columns: ["a"], include: ["b"], deferrable: "INITIALLY IMMEDIATE" }),
        add(t, { ...unique, name: "t_nnd", columns: ["b"], nullsNotDistinct: since15 }),
        add(t, { ...check, name: "gone", expression: "a < 5" }),
        add(t, { ...check, name: "t_c", expression: "a > 0", notValid: true }),
        add(t, {
          ...foreignKey,
          name: "t_fk",
          columns: ["b", "a"],
          references: { table: p, columns: ["b", "a"] },
          onDelete: "SET NULL",
          onDeleteColumns: since15 ? ["a"] : [],
          onUpdate: "CASCADE",
          deferrable: "INITIALLY DEFERRED",
          notValid: true,
        }),
        add(t, {
          ...foreignKey,
          name: "full",
          columns: ["b", "a"],
          references: { table: p, columns: ["b", "a"] },
          match: "FULL",
          onDelete: "RESTRICT",
          onUpdate: "SET DEFAULT",
          notValid: true,
        }),
        { kind: "dropConstraint", table: t, name: "gone" },
        { kind: "renameConstraint", table: t, from: "full", to: "t's full" },
      ],
      `CREATE TABLE p (a integer, b integer, CONSTRAINT p_pk PRIMARY KEY (b, a));
       CREATE TABLE t (a integer, b integer, CONSTRAINT t_u UNIQUE (a) INCLUDE (b) DEFERRABLE,
         CONSTRAINT t_nnd UNIQUE ${since15 ? "NULLS NOT DISTINCT" : ""} (b));
       ALTER TABLE t ADD CONSTRAINT t_c CHECK (a > 0) NOT VALID;
       ALTER TABLE t ADD CONSTRAINT t_fk FOREIGN KEY (b, a) REFERENCES p (b, a) ON DELETE SET NULL ${since15 ? "(a)" : ""} ON UPDATE CASCADE
         DEFERRABLE INITIALLY DEFERRED NOT VALID;
       ALTER TABLE t ADD CONSTRAINT "t's full" FOREIGN KEY (b, a) REFERENCES p (b, a) MATCH FULL ON DELETE RESTRICT
         ON UPDATE SET DEFAULT NOT VALID`,
    );
  });
});
