/** Whatever changes, what people put beside the tables by hand is not touched, or the report names it. */
import fc from "fast-check";
import { describe, it } from "vitest";
import { anyProject } from "./arbitrary";
import { bystander, type Bystander } from "./bystander";
import { judgeBystanders } from "./bystander-law";
import { casesOf, checkLaw, lawSeed } from "./check-law";
import { declare } from "./declare";
import { mutate, mutation, type Mutation } from "./mutation";
import { print } from "./print";
import type { Project } from "./project";
import { tidy } from "./tidy";

interface Change {
  readonly before: Project;
  readonly after: Project;
  readonly mutations: readonly Mutation[];
  readonly bystanders: readonly Bystander[];
}

const change = fc
  .tuple(
    anyProject.map(tidy),
    fc.array(mutation, { minLength: 1, maxLength: 6 }),
    fc.array(bystander, { minLength: 1, maxLength: 12 }),
  )
  .map(([before, mutations, bystanders]): Change => ({
    before,
    after: mutate(before, mutations),
    mutations,
    bystanders,
  }));

describe(`what stands beside a random change (seed ${String(lawSeed)})`, () => {
  it("is left as it is, or named", async () => {
    await checkLaw({
      name: "is left as it is, or named",
      cases: change,
      judge: ({ before, after, bystanders }) => judgeBystanders(before, after, bystanders),
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
