/**
 * The laws of `test/laws` over thousands of random projects, with a new seed each time: `npm run test:long`, or
 * `npm run test:long -- 20000 4711` for the number of cases and the seed.
 */
import { randomInt } from "node:crypto";
import { run } from "./workspace.mjs";

const [cases = "5000", seed = String(randomInt(1, 2 ** 31 - 100))] = process.argv.slice(2);
console.log(`seed ${seed}, ${cases} cases; to repeat: npm run test:long -- ${cases} ${seed}\n`);
run("npx", ["vitest", "run", "test/laws"], {
  env: { ...process.env, REVISE_LAWS_RUNS: cases, REVISE_LAWS_SEED: seed },
});
