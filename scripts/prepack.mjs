/**
 * Runs before `npm pack`: the package carries the README and the documentation of the repository, and a build without
 * left-overs of sources that are gone.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "./workspace.mjs";

const target = join(root, "packages/revise");
const dist = join(target, "dist");

if (!existsSync(join(dist, "index.js"))) {
  console.error("There is no build to pack: npm run build");
  process.exit(1);
}
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(js|d\.ts)$/.test(entry.name)) continue;
  const file = join(entry.parentPath, entry.name);
  const source = join(target, "src", relative(dist, file)).replace(/\.(js|d\.ts)$/, ".ts");
  if (!existsSync(source)) rmSync(file);
}

const pages = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
for (const page of pages) write(join("docs", page), readFileSync(join(root, "docs", page), "utf8"));
for (const page of existsSync(join(target, "docs")) ? readdirSync(join(target, "docs")) : []) {
  if (!pages.includes(page)) rmSync(join(target, "docs", page));
}
// What only a clone has is cut out.
const readme = readFileSync(join(root, "README.md"), "utf8")
  .replace(/<!-- only in the repository -->[^]*?<!-- end -->\n*/g, "")
  .replaceAll("packages/revise/CHANGELOG.md", "CHANGELOG.md");
write("README.md", readme);

/** A file that is right already keeps its date, by which others know that nothing has changed. */
function write(name, text) {
  const file = join(target, name);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
