/** Projects with the tarball installed, kept from run to run; only the files of the tarball are put in anew. */
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { keyOf, npm, packageDirectory, readJson, tarball, workshop } from "./tarball";

export interface Recipe {
  /** Copies the sources of the project; called with an empty directory but for `node_modules` and the lock file. */
  readonly write: (directory: string) => void;
  /** Options of `npm install`. */
  readonly options?: readonly string[];
}

export interface Installation {
  readonly directory: string;
  /** Lets the next run have the directory. */
  readonly release: () => void;
}

/**
 * Installs what the project's package.json asks for and the tarball, as `npm install --save-dev typeorm-revise` does.
 * About seven seconds the first time; an installation of the same dependencies is used again.
 */
export function install(name: string, recipe: Recipe): Installation {
  const directory = join(workshop, name);
  mkdirSync(directory, { recursive: true });
  const release = lock(`${directory}.lock`);
  try {
    const kept = keptManifest(directory);
    clear(directory);
    recipe.write(directory);
    const key = keyOf([...manifests(directory), ...ownDependencies(), ...(recipe.options ?? [])]);
    if (kept?.key === key) {
      writeFileSync(join(directory, "package.json"), kept.manifest);
      replaceFiles(directory);
    } else {
      rmSync(directory, { recursive: true, force: true });
      mkdirSync(directory);
      recipe.write(directory);
      const flags = ["--prefer-offline", "--no-audit", "--no-fund", ...(recipe.options ?? [])];
      npm(directory, "install", "--save-dev", ...flags, tarball());
      const manifest = readFileSync(join(directory, "package.json"), "utf8");
      writeFileSync(join(directory, "node_modules", stamp), JSON.stringify({ key, manifest }));
    }
    return { directory, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** The installation of a folder of `fixtures/projects`. */
export function installProject(name: string, folder: string): Installation {
  return install(name, {
    write: (directory) => {
      cpSync(folder, directory, { recursive: true, filter: (source) => source !== join(folder, "next") });
    },
  });
}

const stamp = ".revise-package-test";
const lasting = new Set(["node_modules", "package-lock.json"]);

function keptManifest(directory: string): { key: string; manifest: string } | null {
  const file = join(directory, "node_modules", stamp);
  return existsSync(file) ? (readJson(file) as { key: string; manifest: string }) : null;
}

/** Everything but what npm has put there, which may be in the folders of workspaces too. */
function clear(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (lasting.has(entry.name)) continue;
    if (!entry.isDirectory()) rmSync(path, { force: true });
    else {
      clear(path);
      if (readdirSync(path).length === 0) rmdirSync(path);
    }
  }
}

/** Of the project and its workspaces. */
function manifests(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|[\\/])package\.json$/.test(file) && !file.includes("node_modules"))
    .sort()
    .map((file) => readFileSync(join(directory, file), "utf8"));
}

function ownDependencies(): string[] {
  const { dependencies, peerDependencies, peerDependenciesMeta, bin } = readJson(
    join(packageDirectory, "package.json"),
  );
  return [JSON.stringify({ dependencies, peerDependencies, peerDependenciesMeta, bin })];
}

/** The tarball over the installed package; dependencies that npm put below it stay. */
function replaceFiles(directory: string): void {
  const target = join(directory, "node_modules/typeorm-revise");
  for (const entry of readdirSync(target)) {
    if (entry !== "node_modules") rmSync(join(target, entry), { recursive: true });
  }
  execFileSync("tar", ["-xzf", tarball(), "-C", target, "--strip-components=1"]);
}

const patience = 5 * 60_000;

/** Two runs on one machine take turns. A lock whose process is gone counts for nothing. */
function lock(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  const deadline = Date.now() + patience;
  while (!acquire(file)) {
    if (Date.now() > deadline) throw new Error(`${file}: held for too long; remove it.`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  return () => {
    rmSync(file, { force: true });
  };
}

function acquire(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const holder = Number(existsSync(file) ? readFileSync(file, "utf8") : process.pid);
  if (!isAlive(holder)) rmSync(file, { force: true });
  return false;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
