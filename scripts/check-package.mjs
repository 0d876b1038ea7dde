/**
 * Packs the package as it would be published and looks at the tarball: the files that must be in it and no others, links
 * that lead somewhere, no source maps without their sources, and what publint says. Needs a build.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { spawnSync } from "node:child_process";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { root } from "./workspace.mjs";

const allowed = [
  /^package\.json$/,
  /^LICENSE$/,
  /^README\.md$/,
  /^CHANGELOG\.md$/,
  /^bin\/revise\.js$/,
  /^docs\/[a-z-]+\.md$/,
  /^dist\/[\w./-]+\.(js|d\.ts)$/,
];
const required = [
  "LICENSE",
  "README.md",
  "CHANGELOG.md",
  "bin/revise.js",
  "dist/index.js",
  "dist/index.d.ts",
  "dist/cli/main.js",
  "docs/getting-started.md",
];

const directory = mkdtempSync(join(tmpdir(), "revise-pack-"));
const problems = [];
try {
  const [{ filename, files, size }] = JSON.parse(npm("pack", "--json", "--pack-destination", directory));
  const names = files.map(({ path }) => path);
  for (const name of required) if (!names.includes(name)) problems.push(`${name} is missing`);
  for (const name of names) {
    if (!allowed.some((pattern) => pattern.test(name))) problems.push(`${name} has no business in it`);
  }
  for (const name of names.filter((one) => one.endsWith(".md"))) checkLinks(name, names);
  for (const name of names.filter((one) => one.endsWith(".js"))) checkMap(name);
  const { messages, pkg } = await publint({
    pack: { tarball: Uint8Array.from(readFileSync(join(directory, filename))).buffer },
    strict: true,
  });
  problems.push(...messages.map((message) => formatMessage(message, pkg, { color: false })));
  if (problems.length === 0) {
    console.log(`${filename}: ${names.length} files, ${Math.round(size / 1024)} kB, nothing to say`);
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
for (const problem of problems) console.error(`package: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;

function npm(...args) {
  const { status, stdout, stderr } = spawnSync("npm", [...args, "--workspace", "packages/revise"], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`npm ${args.join(" ")} ended with ${status}\n${stderr}`);
  return stdout;
}

function checkLinks(name, names) {
  const text = readFileSync(join(root, "packages/revise", name), "utf8");
  for (const [, target] of text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)) {
    const path = posix.join(dirname(name), target);
    if (!names.includes(path)) problems.push(`${name} links to ${target}, which is not in the package`);
  }
}

function checkMap(name) {
  const text = readFileSync(join(root, "packages/revise", name), "utf8");
  if (/^\/\/# sourceMappingURL=(?!data:)/m.test(text))
    problems.push(`${name} names a source map that is not there`);
}
