import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply, describe as sentence, reverse } from "../../packages/revise/src/operations/traits-table";
import { operation } from "./arbitrary";
import { cases, comparable, model } from "./case";

describe("reverse", () => {
  it("undoes what apply did, for everything autogenerate writes", () => {
    fc.assert(
      fc.property(cases, ({ model: before, operation: given }) => {
        const back = reverse(given);
        expect(back.reversible).toBe(true);
        if (!back.reversible) return;
        const after = [given, ...back.operations].reduce(apply, before);
        expect(comparable(after)).toEqual(comparable(before));
      }),
      { numRuns: 500 },
    );
  });

  it("is undone by reversing again", () => {
    fc.assert(
      fc.property(cases, ({ model: before, operation: given }) => {
        const once = reverse(given);
        if (!once.reversible || given.kind === "addEnumValue" || given.kind === "dropTable") return;
        const twice = once.operations
          .map(reverse)
          .flatMap((item) => (item.reversible ? item.operations : []));
        expect(comparable(twice.reduce(apply, before))).toEqual(comparable(apply(before, given)));
      }),
      { numRuns: 300 },
    );
  });

  it("says why there is no way back from a drop that somebody wrote", () => {
    expect(reverse({ kind: "dropColumn", table: { schema: null, name: "user" }, column: "email" })).toEqual({
      reversible: false,
      reason: "the definition of column user.email is not known",
    });
  });
});

describe("apply", () => {
  it("leaves the model it was given alone and never throws", () => {
    fc.assert(
      fc.property(model, operation, (before, given) => {
        const copy = structuredClone(before);
        apply(before, given);
        expect(before).toEqual(copy);
      }),
    );
  });
});

describe("describe", () => {
  it("gives one sentence without a full stop for every operation", () => {
    fc.assert(
      fc.property(operation, (given) => {
        expect(sentence(given)).toMatch(/^[A-Z][a-z]+ /);
      }),
    );
  });
});
