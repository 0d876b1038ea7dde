/**
 * Writes the golden files of the scenarios anew, all of them or those whose folder begins with an argument:
 * `npm run golden -- column/widen-varchar`. The proofs run too; read the difference as code before you commit it.
 */
import { run } from "./workspace.mjs";

const only = process.argv.slice(2);
run("npx", ["vitest", "run", "test/scenarios"], {
  env: { ...process.env, REVISE_UPDATE_GOLDEN: "1", REVISE_SCENARIOS: only.join(",") },
});
