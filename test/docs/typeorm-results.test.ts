/**
 * What TypeORM's own generator makes of the scenarios that carry the number of an issue: `typeorm.txt` beside each, from
 * which `docs/typeorm.md` is written. `npm run docs` writes them anew.
 */
import {
  generatorText,
  issuesOf,
  listScenarios,
  readScenario,
  runGenerator,
  scenarioRoot,
} from "@revise/testkit";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const updating = process.env["REVISE_UPDATE_DOCS"] === "1";
/** The server in whose words the results are written. */
const major = Number(process.env["REVISE_TEST_SERVER_MAJOR"]);
const scenarios = listScenarios()
  .map(readScenario)
  .filter((scenario) => issuesOf(scenario).length > 0);

describe.skipIf(major !== 15).concurrent("typeorm.txt", () => {
  it.each(scenarios)("is what TypeORM makes of $name", async (scenario) => {
    const text = generatorText(await runGenerator(scenario));
    if (updating) writeFileSync(join(scenarioRoot, scenario.name, "typeorm.txt"), text);
    else expect(inFixedOrder(text)).toBe(inFixedOrder(scenario.generator ?? ""));
  });
});

/** TypeORM drops indexes in the order in which its query of the catalogue gives them, which is none. */
function inFixedOrder(text: string): string {
  return text.replace(
    /(?:^ *DROP INDEX .*\n)+/gm,
    (run) => run.trimEnd().split("\n").sort().join("\n") + "\n",
  );
}
