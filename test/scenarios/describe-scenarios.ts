/** What every scenario must prove on the real server; see `fixtures/scenarios`. */
import {
  difference,
  listScenarios,
  readScenario,
  runScenario,
  writeGolden,
  type ScenarioFolder,
  type ScenarioOutcome,
} from "@revise/testkit";
import { describe, expect, it } from "vitest";
import { deliberateDifferences } from "../deliberate-differences";

const updating = process.env["REVISE_UPDATE_GOLDEN"] === "1";
const major = Number(process.env["REVISE_TEST_SERVER_MAJOR"]);
/** Golden files hold expressions and views in the words of this server; others word them otherwise. */
const goldenMajor = 15;
/** Scenarios under way at a time: the database works while this process prints and parses. */
const width = 3;

export function describeScenarios(noun: string): void {
  const outcomes = new Outcomes(listScenarios().filter((name) => name.startsWith(`${noun}/`)));
  describe.skipIf(outcomes.names.length === 0)(noun, () => {
    for (const name of outcomes.names) {
      const scenario = readScenario(name);
      describe.skipIf(major < (scenario.options.serverMajor ?? 0))(name.slice(noun.length + 1), () => {
        describeScenario(scenario, () => outcomes.of(name));
      });
    }
    // A noun of which REVISE_SCENARIOS keeps nothing would be a file without tests, which vitest takes for a mistake.
    if (outcomes.names.length === 0) it("has no scenario to run", () => undefined);
  });
}

function describeScenario(scenario: ScenarioFolder, outcome: () => Promise<ScenarioOutcome>): void {
  const skip = scenario.options.skip ?? {};

  it.skipIf(skip.golden !== undefined || major !== goldenMajor)(
    "writes the golden revision and report",
    async () => {
      const { revision, report } = await outcome();
      if (updating) writeGolden(scenario.name, { revision, report });
      else expect({ revision, report }).toEqual(scenario.golden);
    },
  );

  it.skipIf(skip.recording !== undefined)(
    "prints the same again from what is recorded of the file",
    async () => {
      const { printed } = await outcome();
      expect(printed.again).toBe(printed.once);
    },
  );

  it.skipIf(skip.synchronize !== undefined)("builds the schema that synchronize() builds", async () => {
    expectSynchronized(scenario.name, await outcome());
  });

  it.skipIf(skip.again !== undefined)("finds nothing to do afterwards", async () => {
    expect((await outcome()).again).toEqual([]);
  });

  it.skipIf(skip.rows !== undefined)("keeps the rows, up and down", async () => {
    for (const { before, after } of (await outcome()).rows) expect(after).toBe(before);
  });

  it.skipIf(skip.downgrade !== undefined)("gives back the schema of before when downgraded", async () => {
    const { before, downgraded } = await outcome();
    expect(difference(before.catalog, downgraded.catalog)).toBe("");
    expect(downgraded.dump).toBe(before.dump);
  });
}

function expectSynchronized(name: string, { upgraded, synchronized }: ScenarioOutcome): void {
  if (synchronized === null) throw new Error("The oracle did not run");
  const forgiven = deliberateDifferences.flatMap(({ scenarios }) => scenarios[name] ?? []);
  const found = difference(synchronized.catalog, upgraded.catalog);
  expect(found.split("\n").sort()).toEqual(forgiven.length === 0 ? [""] : [...forgiven].sort());
  // What the catalogs are forgiven, the dump says in other words.
  if (forgiven.length === 0) expect(upgraded.dump).toBe(synchronized.dump);
}

/** Runs scenarios a little ahead of the tests that ask for them. */
class Outcomes {
  readonly names: readonly string[];
  readonly #started = new Map<string, Promise<ScenarioOutcome>>();

  constructor(names: readonly string[]) {
    this.names = names;
  }

  of(name: string): Promise<ScenarioOutcome> {
    const from = this.names.indexOf(name);
    for (const next of this.names.slice(from, from + width)) {
      if (this.#started.has(next)) continue;
      const running = runScenario(readScenario(next));
      // The test of this scenario will see the failure; until then nobody is listening.
      running.catch(() => undefined);
      this.#started.set(next, running);
    }
    return this.#started.get(name) ?? Promise.reject(new Error(`No scenario ${name}`));
  }
}
