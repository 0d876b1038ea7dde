/** What gets other names, as decisions say, keeps its rows, leaves nothing to do and goes back. */
import fc from "fast-check";
import { describe, it } from "vitest";
import { anyProject } from "./arbitrary";
import { casesOf, checkLaw, lawSeed } from "./check-law";
import { declare } from "./declare";
import { judgeRenames } from "./rename-law";
import { print } from "./print";
import type { Project } from "./project";
import { rename, withNewNames } from "./renames";
import { tidy } from "./tidy";

interface Renaming {
  readonly before: Project;
  readonly after: Project;
}

const renaming = fc
  .tuple(anyProject.map(tidy), fc.array(rename, { minLength: 1, maxLength: 6 }))
  .map(([before, renames]): Renaming => ({ before, after: withNewNames(before, renames) }));

describe(`random renames (seed ${String(lawSeed)})`, () => {
  it("keep the rows, leave nothing to do and lead back", async () => {
    await checkLaw({
      name: "leave nothing to do and lead back",
      cases: renaming,
      judge: ({ before, after }) => judgeRenames(before, after),
      print: ({ before, after }) =>
        ["// before.ts", print(declare(before)), "\n// entities.ts", print(declare(after))].join("\n"),
      runs: casesOf(0.2),
      seed: lawSeed + 100,
    });
  }, 0);
});
