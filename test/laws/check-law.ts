/** Runs a law over random cases and tells of one that breaks it so that a person can repeat and mend it. */
import fc, { type Arbitrary } from "fast-check";

export interface Law<Case> {
  /** The name of the test, for the command that repeats it. */
  readonly name: string;
  readonly cases: Arbitrary<Case>;
  readonly judge: (one: Case) => Promise<void>;
  readonly print: (one: Case) => string;
  readonly runs: number;
  readonly seed: number;
}

/** A smaller counterexample is worth this much waiting, in milliseconds. */
const shrinkTime = Number(process.env["REVISE_LAWS_SHRINK"] ?? 90_000);

/** The number of cases of a law, from `REVISE_LAWS_RUNS`, which counts those of all laws together. */
export function casesOf(share: number): number {
  return Math.ceil(Number(process.env["REVISE_LAWS_RUNS"] ?? 300) * share);
}

/** `REVISE_LAWS_SEED`, or the one that the suite always takes. */
export const lawSeed = Number(process.env["REVISE_LAWS_SEED"] ?? 20_261_121);

/** @throws an error with the seed, the smallest case found, printed, and the command that repeats it */
export async function checkLaw<Case>({ name, cases, judge, print, runs, seed }: Law<Case>): Promise<void> {
  const path = process.env["REVISE_LAWS_PATH"] ?? "";
  let failedAt: number | null = null;
  let repeated = false;
  const property = fc.asyncProperty(cases, async (one) => {
    // After the case at the end of a path come all those beside it, which nobody asked for.
    if (repeated) return;
    repeated = path !== "";
    if (failedAt !== null && Date.now() - failedAt > shrinkTime) return;
    try {
      await judge(one);
    } catch (error) {
      failedAt ??= Date.now();
      throw error;
    }
  });
  const details = await fc.check(property, {
    numRuns: runs,
    seed,
    ...(path === "" ? {} : { path, endOnFailure: true }),
  });
  if (!details.failed) return;
  const { counterexample, counterexamplePath, errorInstance, numRuns, numShrinks } = details;
  const [smallest] = counterexample ?? [];
  throw new Error(
    [
      `Broken after ${String(numRuns)} cases, made smaller ${String(numShrinks)} times. To repeat it:`,
      `  REVISE_LAWS_SEED=${String(lawSeed)} REVISE_LAWS_PATH=${counterexamplePath ?? ""} npx vitest run test/laws -t "${name}"`,
      "",
      smallest === undefined ? "" : print(smallest),
      "",
      errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance),
    ].join("\n"),
  );
}
