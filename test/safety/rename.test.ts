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

const inFile = { inFile: true };

describe("renameFindings", () => {
  it("marks the drop of what may have been renamed", () => {
    const [finding] = renameFindings([created, dropped], [person], inFile);
    expect(finding).toMatchObject({ code: "may-be-rename", operation: dropped });
    expect(finding?.message).toContain("app.person");
    expect(finding?.hint).toContain(
      "delete this file and run autogenerate again with --rename app.person:customer",
    );
  });

  it("writes an argument that a shell takes as one word, with the schema that something moves to", () => {
    const moves = { ...person, of: name("old app.person's"), schema: "crm" };
    const [finding] = renameFindings([created, { ...dropped, name: moves.of }], [moves], inFile);
    expect(finding?.message).toContain("may have been renamed to crm.customer");
    expect(finding?.hint).toContain(String.raw`--rename 'old app.person'\''s:crm.customer'.`);
  });

  it("speaks of no file where none is written", () => {
    const [finding] = renameFindings([created, dropped], [person], { inFile: false });
    expect(finding?.hint).toBe(
      "If it was renamed, say so when the revision is written: revise --autogenerate --rename app.person:customer.",
    );
  });

  it("marks the new table where the old one stays", () => {
    const [finding] = renameFindings([created], [person], inFile);
    expect(finding).toMatchObject({ operation: created });
    expect(finding?.message).toContain("stays as it is");
  });

  it("marks a view that goes, and a new one beside a view that stays, by their kind", () => {
    const renamed = { kind: "view", of: name("old"), from: "old", to: "new", schema: null } as const;
    const goes = { kind: "dropView", name: name("old"), materialized: false } as const;
    const comes = { kind: "createView", view: view("new", "SELECT 1", []) } as const;
    expect(renameFindings([goes, comes], [renamed], inFile)).toMatchObject([{ operation: goes }]);
    expect(renameFindings([comes], [renamed], inFile)).toMatchObject([{ operation: comes }]);
    expect(renameFindings([comes], [{ ...renamed, kind: "materializedView" }], inFile)).toEqual([]);
    expect(renameFindings([goes, comes], [renamed], inFile)[0]?.hint).toContain("--rename old:new");
  });

  it("marks columns and values by their owner", () => {
    const column_: Operation = { kind: "dropColumn", table: name("t"), column: "a" };
    const found = renameFindings(
      [column_],
      [{ kind: "column", of: name("t"), from: "a", to: "b", schema: null }],
      inFile,
    );
    expect(found).toMatchObject([{ operation: column_ }]);
    expect(
      renameFindings(
        [column_],
        [{ kind: "column", of: name("s"), from: "a", to: "b", schema: null }],
        inFile,
      ),
    ).toEqual([]);
  });
});
