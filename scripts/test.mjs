/**
 * `npm test`: installs what the lock file names, builds, and runs every test on a real PostgreSQL that comes from npm.
 * Arguments go to vitest: `npm test -- test/scenarios`. The last line is `<n> passed, <n> failed[, <n> skipped]`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, install, root } from "./workspace.mjs";

// Installing and building end the process where they fail; the tally is the last line even then.
const unfinished = () => console.log("0 passed, 1 failed");
process.once("exit", unfinished);
install();
build();
process.off("exit", unfinished);

const directory = mkdtempSync(join(tmpdir(), "revise-test-"));
const report = join(directory, "report.json");
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const args = [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
];
console.log(`\n$ vitest ${["run", ...process.argv.slice(2)].join(" ")}`);
const { status } = spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: "inherit" });

const tally = count(report);
rmSync(directory, { recursive: true, force: true });
for (const suite of tally.brokenFiles) console.log(`could not run: ${suite}`);
// A file that cannot be loaded has no tests to fail; it counts as one.
const failed = tally.failed + tally.brokenFiles.length;
const code = status === 0 && failed === 0 && tally.passed > 0 ? 0 : status || 1;
console.log(
  `${tally.passed} passed, ${code !== 0 && failed === 0 ? 1 : failed} failed` +
    (tally.skipped > 0 ? `, ${tally.skipped} skipped` : ""),
);
process.exitCode = code;

function count(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0, brokenFiles: [] };
  const result = JSON.parse(readFileSync(file, "utf8"));
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests,
    skipped: result.numPendingTests + result.numTodoTests,
    brokenFiles: result.testResults
      .filter(
        (suite) =>
          suite.status === "failed" && suite.assertionResults.every((test) => test.status !== "failed"),
      )
      .map((suite) => suite.name),
  };
}
