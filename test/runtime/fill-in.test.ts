import { describe, expect, it } from "vitest";
import { fillInMark } from "../../packages/revise/src/operations/column/fill-in";
import { planUpgrade } from "../../packages/revise/src/revisions/plan";
import type { Body } from "./run";
import { downgrade, failure, line, rowsOf, script, tablesOf, three, upgrade, useEmptyDatabase } from "./run";

const database = useEmptyDatabase("runtime_fill_in");

const literal: Body = {
  up: async (op) => {
    await op.execute("CREATE TABLE half (id integer)");
    await op.alterColumn("one", "id", {
      type: "uuid",
      using: '/* FILL IN */ "id"::text::uuid',
    });
  },
  down: async (op) => {
    await op.execute("DROP TABLE half");
  },
};

const hidden: Body = {
  up: async (op) => {
    await op.alterColumn("one", "id", { type: "uuid", using: [fillInMark, "id::text::uuid"].join(" ") });
  },
};

describe("a revision with an expression to fill in", () => {
  it("is refused before anything runs, with file, call and what to do", async () => {
    const error = await failure(
      upgrade({ database: database(), graph: line, bodies: { ...three, a2: literal } }, "heads"),
    );
    expect(error.code).toBe("expression-missing");
    expect(error.message).toContain("Revision a2 (/app/revisions/versions/a2.ts)");
    expect(error.message).toContain('op.alterColumn("one", "id", …) in upgrade');
    expect(error.hint).toContain("`using`");
    expect(await tablesOf(database())).toEqual([]);
  });

  it("is refused as a script, too", async () => {
    const bodies = { ...three, a2: literal };
    const error = await failure(script({ bodies }, planUpgrade(line, [], "a2")));
    expect(error.code).toBe("expression-missing");
    expect(error.message).toContain("/app/revisions/versions/a2.ts");
  });

  it("is refused where the expression is put together, and leaves nothing behind", async () => {
    const bodies = { ...three, a2: hidden };
    const error = await failure(upgrade({ database: database(), graph: line, bodies }));
    expect(error.message).toContain("/app/revisions/versions/a2.ts");
    expect(error.message).toContain('"Change column one.id: type to uuid" holds an expression');
    expect(await rowsOf(database())).toEqual(["a1"]);
    await expect(script({ bodies }, planUpgrade(line, [], "a2"))).rejects.toMatchObject({
      code: "expression-missing",
    });
  });

  it("goes the way that is complete", async () => {
    const down: Body = { ...three.a2, down: literal.up ?? null };
    const setting = { database: database(), graph: line, bodies: { ...three, a2: down } };
    await upgrade(setting);
    await downgrade(setting, "a2");
    expect((await failure(downgrade(setting, "a1"))).message).toContain("in downgrade");
  });
});
