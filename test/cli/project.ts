/** A user's project in a folder of its own, and the real command run in it. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
/** The command as it is installed. */
export const reviseCommand = join(root, "packages/revise/bin/revise.js");

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Project {
  readonly directory: string;
  write(file: string, text: string): void;
  read(file: string): string;
  exists(file: string): boolean;
  delete(file: string): void;
  /** Files of the version directory, sorted. */
  revisions(): string[];
  /** Every file of the project with its text, to show that nothing was written. */
  snapshot(): Record<string, string>;
  revise(...args: string[]): Promise<Outcome>;
  reviseWith(environment: Readonly<Record<string, string>>, ...args: string[]): Promise<Outcome>;
  remove(): void;
}

export interface ProjectOptions {
  /** Folder of `fixtures/projects` to start from. */
  readonly from?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly databaseUrl?: string;
}

/** Below the repository, so that `typeorm`, `typescript` and `typeorm-revise` resolve as in an installed project. */
export function createProject(options: ProjectOptions = {}): Project {
  const directory = join(root, ".cache/cli", randomBytes(6).toString("hex"));
  mkdirSync(directory, { recursive: true });
  if (options.from !== undefined)
    cpSync(join(root, "fixtures/projects", options.from), directory, { recursive: true });
  const project: Project = {
    directory,
    write: (file, text) => {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), text);
    },
    read: (file) => readFileSync(join(directory, file), "utf8"),
    exists: (file) => existsSync(join(directory, file)),
    delete: (file) => {
      rmSync(join(directory, file));
    },
    revisions: () => {
      const versions = join(directory, "revisions/versions");
      return existsSync(versions)
        ? readdirSync(versions)
            .filter((name) => /\.[mc]?[jt]s$/.test(name))
            .sort()
        : [];
    },
    snapshot: () =>
      Object.fromEntries(
        readdirSync(directory, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
          .map((path) => [path.slice(directory.length + 1), readFileSync(path, "utf8")]),
      ),
    revise: (...args) => project.reviseWith({}, ...args),
    reviseWith: (environment, ...args) => {
      const url = options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl };
      // The test runner's own settings are none of the user's.
      const own = { NO_COLOR: undefined, NODE_OPTIONS: undefined };
      return execute(args, directory, { ...process.env, ...own, ...url, ...environment });
    },
    remove: () => {
      rmSync(directory, { recursive: true, force: true });
    },
  };
  for (const [file, text] of Object.entries(options.files ?? {})) project.write(file, text);
  return project;
}

function execute(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, [reviseCommand, ...args], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject).on("close", (code) => {
      settle({ code, stdout, stderr });
    });
  });
}
