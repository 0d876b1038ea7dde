/**
 * `npm run check`: everything that a change must pass, quick things first. Stops at the first that fails and says which.
 * Arguments go to the tests: `npm run check -- test/render`.
 */
import { spawnSync } from "node:child_process";
import { install, root } from "./workspace.mjs";

const steps = [
  ["lock file", "npm", "ci", "--dry-run", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"],
  ["format", "npx", "prettier", "--check", "--log-level", "warn", "."],
  ["lint", "npx", "eslint", "."],
  ["types", "npm", "run", "--silent", "typecheck"],
  ["dead exports and dependencies", "npx", "knip", "--no-progress"],
  ["build", "npm", "run", "--silent", "build"],
  ["package", "node", "scripts/check-package.mjs"],
  ["documentation of op", "node", "scripts/docs.mjs", "--check"],
  ["tests, architecture and pages included", "node", "scripts/test.mjs", ...process.argv.slice(2)],
];

install();
for (const [index, [name, command, ...args]] of steps.entries()) {
  console.log(`\n── ${index + 1}/${steps.length} ${name} ── ${command} ${args.join(" ")}`);
  const started = performance.now();
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error(
      `\nnpm run check stopped at step ${index + 1} of ${steps.length}: ${name}. Mend it, and run it again.`,
    );
    process.exit(1);
  }
  console.log(`ok, ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
console.log(`\nAll ${steps.length} steps passed.`);
