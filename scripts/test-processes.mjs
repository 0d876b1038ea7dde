/**
 * The long form of `test/runtime/processes`: fifty rounds of sixteen processes that race, a `kill -9` before and after every
 * statement of a run, and at forty random instants. `npm run test:processes`, about half an hour.
 */
import { build, run } from "./workspace.mjs";

build();
run("npx", ["vitest", "run", "test/runtime/processes"], {
  env: {
    ...process.env,
    REVISE_RACE_ROUNDS: "50",
    REVISE_KILL_EVERY: "1",
    REVISE_KILL_INSTANTS: "40",
  },
});
