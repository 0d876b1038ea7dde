/** The tarball that `npm publish` would send, packed once per build. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join, resolve } from "node:path";

export const repository = resolve(__dirname, "../..");
export const packageDirectory = join(repository, "packages/revise");

/**
 * Where projects are installed. Outside the repository, whose `node_modules` would otherwise lend them what our
 * package.json forgot to ask for.
 */
export const workshop = join(
  process.env["REVISE_TEST_PACKAGES"] ?? join(tmpdir(), `revise-package-tests-${userInfo().username}`),
  keyOf([repository, process.versions.node]),
);

/** The path of the tarball of the present build. */
export function tarball(): string {
  const directory = join(workshop, "tarballs", keyOf(listFiles(packageDirectory)));
  const packed = findTarball(directory);
  if (packed !== null) return packed;
  mkdirSync(dirname(directory), { recursive: true });
  const scratch = mkdtempSync(`${directory}.`);
  try {
    npm(repository, "pack", "--workspace", "packages/revise", "--pack-destination", scratch, "--silent");
    renameSync(scratch, directory);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    // Another worker may have been first.
    if (findTarball(directory) === null) throw error;
  }
  const made = findTarball(directory);
  if (made === null) throw new Error(`npm pack left no tarball in ${directory}`);
  return made;
}

/** Runs npm as a person would, without what an `npm test` around us puts into the environment. */
export function npm(cwd: string, ...args: string[]): string {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_|NODE_OPTIONS$|NODE_PATH$|NODE_ENV$|INIT_CWD$)/i.test(name),
    ),
  );
  return execFileSync("npm", args, {
    cwd,
    encoding: "utf8",
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
}

export function keyOf(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 16);
}

export function readJson(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
}

function findTarball(directory: string): string | null {
  if (!existsSync(directory)) return null;
  const name = readdirSync(directory).find((file) => file.endsWith(".tgz"));
  return name === undefined ? null : join(directory, name);
}

/** Every file that may get into the tarball, with what tells that it has changed. */
function listFiles(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter(({ name }) => name !== "src" && name !== "node_modules")
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return listFiles(path);
      const { mtimeMs, size } = statSync(path);
      return [`${path} ${String(mtimeMs)} ${String(size)}`];
    })
    .sort();
}
