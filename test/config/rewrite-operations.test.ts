import { describe, expect, it } from "vitest";
import type { RevisionDirective } from "../../packages/revise/src/config/callbacks";
import { rewriteOperations } from "../../packages/revise/src/config/rewrite-operations";
import type { Operation } from "../../packages/revise/src/operations/operation";

const create = (name: string): Operation => ({ kind: "createSchema", name });
const drop = (name: string): Operation => ({ kind: "dropSchema", name });

describe("rewriteOperations", () => {
  it("replaces, multiplies and leaves out operations by their kind, each once", async () => {
    const directive: RevisionDirective = {
      id: "a1",
      message: "",
      upgrade: [create("one"), drop("two")],
      downgrade: [create("two"), drop("one")],
      head: [],
      branchLabels: [],
      dependsOn: [],
      versionPath: "/versions",
    };
    const rewrite = rewriteOperations({
      createSchema: ({ name }, direction) => [create(`${name}_${direction}`), create("more")],
      dropSchema: (operation) => (operation.name === "two" ? [] : { ...operation, name: "won" }),
    });
    await rewrite({ command: "revision", environment: null, autogenerate: true }, [], [directive]);
    expect(directive.upgrade).toEqual([create("one_upgrade"), create("more")]);
    expect(directive.downgrade).toEqual([create("two_downgrade"), create("more"), drop("won")]);
  });
});
