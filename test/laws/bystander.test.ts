/** Whatever changes, what people put beside the tables by hand is not touched, or the report names it. */
import fc from "fast-check";
import { describe, it } from "vitest";
import { anyProject } from "./arbitrary";
import { bystander } from "./bystander";
import { type BystanderCase, judgeBystanders } from "./bystander-law";
import { casesOf, checkLaw, lawSeed } from "./check-law";
import { declare } from "./declare";
import { mutate, mutation, type Mutation } from "./mutation";
import { print } from "./print";
import { rename, withNewNames } from "./renames";
import { tidy } from "./tidy";

interface Change extends BystanderCase {
  readonly mutations: readonly Mutation[];
}

const change = fc
  .tuple(
    anyProject.map(tidy),
    fc.array(rename, { maxLength: 4 }),
    fc.array(mutation, { maxLength: 6 }),
    fc.array(bystander, { minLength: 1, maxLength: 12 }),
  )
  .map(([before, renames, mutations, bystanders]): Change => {
    const renamed = withNewNames(before, renames);
    return { before, renamed, after: mutate(renamed, mutations), mutations, bystanders };
  });

describe(`what stands beside a random change (seed ${String(lawSeed)})`, () => {
  it("is left as it is, or named", async () => {
    await checkLaw({
      name: "is left as it is, or named",
      cases: change,
      judge: judgeBystanders,
      print: ({ before, after, mutations }) =>
        [
          `// ${mutations.map(({ what }) => what).join(", ")}`,
          "// before.ts",
          print(declare(before)),
          "\n// entities.ts",
          print(declare(after)),
        ].join("\n"),
      runs: casesOf(0.1),
      seed: lawSeed + 200,
    });
  }, 0);
});
