/** Any project is created as TypeORM would create it, found unchanged, and taken away again. */
import { describe, it } from "vitest";
import { anyProject } from "./arbitrary";
import { casesOf, checkLaw, lawSeed } from "./check-law";
import { declare } from "./declare";
import { judgeCreation } from "./laws";
import { print } from "./print";
import { tidy } from "./tidy";

describe(`a random project (seed ${String(lawSeed)})`, () => {
  it.concurrent.each([1, 2, 3])(
    "is created as synchronize() does it and taken away again, part %i",
    async (part) => {
      await checkLaw({
        name: `taken away again, part ${String(part)}`,
        cases: anyProject.map(tidy),
        judge: judgeCreation,
        print: (project) => print(declare(project)),
        runs: casesOf(0.4 / 3),
        seed: lawSeed + part,
      });
    },
    0,
  );
});
