/**
 * Brings the documentation up to date: `docs/operations.md` from the doc comments of `op`, then the output in the console
 * blocks of all pages. `npm run docs -- --check` writes nothing and ends with 1 where the page of the operations is old.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import prettier from "prettier";
import { operationsPage } from "./docs/operations.mjs";
import { build, install, root, run } from "./workspace.mjs";

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const file = join(root, "docs/operations.md");
const options = await prettier.resolveConfig(file);
const text = await prettier.format(operationsPage(), { ...options, filepath: file });

if (values.check) {
  if (readFileSync(file, "utf8") !== text) {
    console.error("docs/operations.md is not what the doc comments say: npm run docs");
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, text);
  console.log("docs/operations.md");
  install();
  build();
  run("npx", ["vitest", "run", "test/docs"], { env: { ...process.env, REVISE_UPDATE_DOCS: "1" } });
}
