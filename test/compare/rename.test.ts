import { createDatabase, describeCatalog } from "@revise/testkit";
import { describe, expect, it } from "vitest";
import { postgres } from "../../packages/revise/src/dialects/postgres/dialect";
import { emptyModel } from "../../packages/revise/src/model/schema-model";
import {
  check,
  column,
  enumType,
  foreignKey,
  index,
  model,
  primaryKey,
  table,
  unnamed,
  view,
} from "../../packages/testkit/src/builders";
import { compare, outlines } from "./context";

const accept = (from: string, to: string): { from: string; to: string; accepted: boolean } => ({
  from,
  to,
  accepted: true,
});

const user = table("user", column("id", "integer"), column("name", "text"), primaryKey("user_pkey", "id"));
const account = table(
  "account",
  column("id", "integer"),
  column("full_name", "text"),
  primaryKey("user_pkey", "id"),
);

describe("renames", () => {
  it("asks about a column of the same type instead of guessing", () => {
    const desired = table("user", column("id", "integer"), column("full_name", "text"), ...user.constraints);
    const found = compare(model({ tables: [user] }), model({ tables: [desired] }));
    expect(outlines(found.operations)).toEqual(["addColumn user.full_name", "dropColumn user.name"]);
    expect(found.renameCandidates).toMatchObject([{ kind: "column", from: "name", to: "full_name" }]);
  });

  it("takes a decision, with or without the table before the new name", () => {
    const desired = table("user", column("id", "integer"), column("full_name", "text"), ...user.constraints);
    for (const to of ["full_name", "user.full_name"]) {
      const renames = [accept("user.name", to)];
      const found = compare(model({ tables: [user] }), model({ tables: [desired] }), { renames });
      expect(outlines(found.operations)).toEqual(["renameColumn user.name -> full_name"]);
      expect(outlines(found.downgrade)).toEqual(["renameColumn user.full_name -> name"]);
      expect(found.renameCandidates).toEqual([]);
      expect(found.unusedRenames).toEqual([]);
    }
  });

  it("does not ask again about what was declined", () => {
    const desired = table("user", column("id", "integer"), column("full_name", "text"), ...user.constraints);
    const renames = [{ ...accept("user.name", "full_name"), accepted: false }];
    const found = compare(model({ tables: [user] }), model({ tables: [desired] }), { renames });
    expect(outlines(found.operations)).toEqual(["addColumn user.full_name", "dropColumn user.name"]);
    expect(found.renameCandidates).toEqual([]);
  });

  it("renames the columns of a renamed table by its old or its new name", () => {
    for (const owner of ["user", "account"]) {
      const renames = [accept("user", "account"), accept(`${owner}.name`, "full_name")];
      const found = compare(model({ tables: [user] }), model({ tables: [account] }), { renames });
      expect(outlines(found.operations)).toEqual([
        "renameTable user -> account",
        "renameColumn account.name -> full_name",
      ]);
      expect(found.unmanaged).toEqual([]);
    }
  });

  it("reports a decision that fits nothing", () => {
    const wrong = accept("user.nam", "full_name");
    const found = compare(model({ tables: [user] }), model({ tables: [user] }), { renames: [wrong] });
    expect(found.unusedRenames).toEqual([wrong]);
  });

  it("renames an enum type with its column, whatever its name, and adds its new values", () => {
    const current = model({
      enumTypes: [enumType("user_state_enum", "a", "b")],
      tables: [table("user", column("id", "integer"), column("state", "user_state_enum"))],
    });
    const desired = model({
      enumTypes: [enumType("user_status_enum", "a", "b", "c")],
      tables: [table("user", column("id", "integer"), column("status", "user_status_enum"))],
    });
    const found = compare(current, desired, { renames: [accept("user.state", "status")] });
    expect(outlines(found.operations)).toEqual([
      "renameColumn user.state -> status",
      "renameEnum user_state_enum -> user_status_enum",
      "addEnumValue user_status_enum.c",
    ]);
  });

  it("renames a value of an enum by decision, and asks about one otherwise", () => {
    const column_ = column("status", "mood");
    const current = model({ enumTypes: [enumType("mood", "a", "b")], tables: [table("t", column_)] });
    const desired = model({ enumTypes: [enumType("mood", "a", "bb")], tables: [table("t", column_)] });
    expect(compare(current, desired).renameCandidates).toMatchObject([
      { kind: "enumValue", from: "b", to: "bb" },
    ]);
    const renames = [accept("mood.b", "bb")];
    expect(outlines(compare(current, desired, { renames }).operations)).toEqual([
      "renameEnumValue mood.b -> bb",
    ]);
  });

  it("finds a check, an index and a foreign key again under the new name of their column", () => {
    const parent = table("p", column("id", "integer"), primaryKey("p_pkey", "id"));
    const current = table(
      "t",
      column("a", "integer"),
      column("note", "text"),
      check("c", "(a > 0)"),
      index("i", ["a"], { where: "(a > 1)" }),
      foreignKey("f", ["a"], "p", ["id"]),
    );
    const desired = table(
      "t",
      column("b", "integer"),
      column("note", "text"),
      unnamed(check("CHK_1", "(b > 0)")),
      unnamed(index("IDX_1", ["b"], { where: "(b > 1)" })),
      unnamed(foreignKey("FK_1", ["b"], "p", ["id"])),
    );
    const renames = [accept("t.a", "b")];
    const found = compare(model({ tables: [parent, current] }), model({ tables: [parent, desired] }), {
      renames,
    });
    expect(outlines(found.operations)).toEqual(["renameColumn t.a -> b"]);
  });

  it("leads a server there and back when more changes along with the names", async () => {
    const key = (name: string): ReturnType<typeof table> =>
      table(name, column("id", "integer"), primaryKey("p_pkey", "id"));
    const current = model({
      tables: [
        key("p"),
        table(
          "t",
          column("a", "integer"),
          column("c", "text"),
          check("t_ck", "(a > 0)"),
          index("t_ix", ["a"], { where: "(a > 1)" }),
          foreignKey("t_fk", ["a"], "p", ["id"]),
        ),
      ],
      views: [view("v", "SELECT a FROM t", ["t"])],
    });
    const desired = model({
      tables: [
        key("q"),
        table(
          "s",
          column("b", "bigint"),
          column("d", "text"),
          check("t_ck", "(b > 10)"),
          index("t_ix", ["b", "d"], { where: "(b > 11)" }),
          foreignKey("t_fk", ["b"], "q", ["id"], { onDelete: "CASCADE" }),
        ),
      ],
      views: [view("v", "SELECT b FROM s", ["s"])],
    });
    const renames = [accept("t", "s"), accept("p", "q"), accept("t.a", "b"), accept("s.c", "d")];
    const there = compare(current, desired, { renames });
    const database = await createDatabase("rename");
    try {
      const run = async (operations: typeof there.operations): Promise<void> => {
        for (const { sql } of postgres.compile(operations)) await database.query(sql);
      };
      await run(compare(emptyModel, current).operations);
      const before = await describeCatalog(database.url);
      await run(there.operations);
      const after = await describeCatalog(database.url);
      // The server spells the view as `s.b` up to version 17, and as `b` from 18 on.
      expect(after).toMatch(/table public\.s column b bigint/);
      await run(there.downgrade);
      expect(await describeCatalog(database.url)).toBe(before);
    } finally {
      await database.drop();
    }
  });
});
