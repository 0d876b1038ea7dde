/** From any project there is a way to any other that it may become, and back. */
import fc from "fast-check";
import { describe, it } from "vitest";
import { anyProject } from "./arbitrary";
import { casesOf, checkLaw, lawSeed } from "./check-law";
import { declare } from "./declare";
import { judgeChange } from "./laws";
import { mutate, mutation, type Mutation } from "./mutation";
import { print } from "./print";
import type { Project } from "./project";
import { tidy } from "./tidy";

interface Change {
  readonly before: Project;
  readonly after: Project;
  readonly mutations: readonly Mutation[];
}

const change = fc
  .tuple(anyProject.map(tidy), fc.array(mutation, { minLength: 1, maxLength: 8 }))
  .map(([before, mutations]): Change => ({ before, after: mutate(before, mutations), mutations }));

describe(`a random change (seed ${String(lawSeed)})`, () => {
  it.concurrent.each([1, 2, 3])(
    "leads to the changed entities, keeps the rows and leads back, part %i",
    async (part) => {
      await checkLaw({
        name: `leads back, part ${String(part)}`,
        cases: change,
        judge: ({ before, after }) => judgeChange(before, after),
        print: ({ before, after, mutations }) =>
          [
            `// ${mutations.map(({ what }) => what).join(", ")}`,
            "// before.ts",
            print(declare(before)),
            "\n// entities.ts",
            print(declare(after)),
          ].join("\n"),
        runs: casesOf(0.6 / 3),
        seed: lawSeed + 10 * part,
      });
    },
    0,
  );
});
