import { describe, expect, it } from "vitest";
import type { Operation } from "../../packages/revise/src/operations/operation";
import { renameFindings } from "../../packages/revise/src/safety/rename";
import { column, name, table, view } from "../../packages/testkit/src/builders";

const person = {
  kind: "table",
  of: name("app.person"),
  from: "person",
  to: "customer",
  schema: "app",
} as const;
const created: Operation = { kind: "createTable", table: table("app.customer", column("id", "integer")) };
const dropped: Operation = { kind: "dropTable", name: name("app.person") };

describe("renameFindings", () => {
  it("marks the drop of what may have been renamed", () => {
    const [finding] = renameFindings([created, dropped], [person]);
    expect(finding).toMatchObject({ code: "may-be-rename", operation: dropped });
    expect(finding?.message).toContain("app.person");
    expect(finding?.hint).toContain("--rename app.person:customer");
  });

  it("marks the new table where the old one stays", () => {
    const [finding] = renameFindings([created], [person]);
    expect(finding).toMatchObject({ operation: created });
    expect(finding?.message).toContain("stays as it is");
  });

  it("marks a view that goes, and a new one beside a view that stays, by their kind", () => {
    const renamed = { kind: "view", of: name("old"), from: "old", to: "new", schema: null } as const;
    const goes = { kind: "dropView", name: name("old"), materialized: false } as const;
    const comes = { kind: "createView", view: view("new", "SELECT 1", []) } as const;
    expect(renameFindings([goes, comes], [renamed])).toMatchObject([{ operation: goes }]);
    expect(renameFindings([comes], [renamed])).toMatchObject([{ operation: comes }]);
    expect(renameFindings([comes], [{ ...renamed, kind: "materializedView" }])).toEqual([]);
    expect(renameFindings([goes, comes], [renamed])[0]?.hint).toContain("--rename old:new");
  });

  it("marks columns and values by their owner", () => {
    const column_: Operation = { kind: "dropColumn", table: name("t"), column: "a" };
    const found = renameFindings(
      [column_],
      [{ kind: "column", of: name("t"), from: "a", to: "b", schema: null }],
    );
    expect(found).toMatchObject([{ operation: column_ }]);
    expect(
      renameFindings([column_], [{ kind: "column", of: name("s"), from: "a", to: "b", schema: null }]),
    ).toEqual([]);
  });
});
