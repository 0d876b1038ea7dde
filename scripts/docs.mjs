/**
 * Brings the documentation up to date: what TypeORM's generator makes of the scenarios, `docs/operations.md` from the doc
 * comments of `op`, `docs/typeorm.md` from the scenarios, then the output in the console blocks of all pages.
 * `-- --pages` writes the two pages alone, from what is there; `-- --check` writes nothing and ends with 1 where one is old.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import prettier from "prettier";
import { operationsPage } from "./docs/operations.mjs";
import { typeormPage } from "./docs/typeorm.mjs";
import { build, install, root, run } from "./workspace.mjs";

const flag = { type: "boolean", default: false };
const { values } = parseArgs({ options: { check: flag, pages: flag } });
const pages = [
  { name: "docs/operations.md", write: operationsPage, source: "the doc comments say" },
  { name: "docs/typeorm.md", write: typeormPage, source: "the scenarios say" },
];

if (values.check) {
  for (const { name, write, source } of pages) {
    if (readFileSync(join(root, name), "utf8") === (await format(name, write()))) continue;
    console.error(`${name} is not what ${source}: npm run docs`);
    process.exitCode = 1;
  }
} else if (values.pages) {
  await writePages();
} else {
  install();
  build();
  const update = { env: { ...process.env, REVISE_UPDATE_DOCS: "1" } };
  run("npx", ["vitest", "run", "test/docs/typeorm-results.test.ts"], update);
  await writePages();
  run("npx", ["vitest", "run", "test/docs", "--exclude", "test/docs/typeorm-results.test.ts"], update);
}

async function writePages() {
  for (const { name, write } of pages) {
    writeFileSync(join(root, name), await format(name, write()));
    console.log(name);
  }
}

async function format(name, text) {
  const filepath = join(root, name);
  return prettier.format(text, { ...(await prettier.resolveConfig(filepath)), filepath });
}
