/** Small projects below the repository, whose packages they resolve, loaded in processes of their own. */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export const root = resolve(__dirname, "../..");

export interface Loaded {
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly compilerLoaded: boolean;
  readonly copies: number;
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly hint: string;
    readonly stack?: string;
  };
}

export interface Project {
  readonly directory: string;
  write(file: string, text: string): void;
  /** @param options of Node.js */
  load(...options: string[]): Loaded;
  remove(): void;
}

/** @param packages what names in its `node_modules` stand for, by path below the repository or the project */
export function createProject(from: string | null, packages: Readonly<Record<string, string>> = {}): Project {
  const directory = join(root, ".cache/loading", `${from ?? "project"}-${randomBytes(4).toString("hex")}`);
  mkdirSync(join(directory, "node_modules"), { recursive: true });
  if (from !== null) cpSync(join(root, "fixtures/projects", from), directory, { recursive: true });
  for (const [name, target] of Object.entries(packages)) {
    const link = join(directory, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(target.startsWith("./") ? join(directory, target) : join(root, target), link);
  }
  return {
    directory,
    write: (file, text) => {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), text);
    },
    load: (...options) => {
      const result = spawnSync(process.execPath, [...options, join(__dirname, "load-project.cjs")], {
        cwd: directory,
        encoding: "utf8",
        env: { ...process.env, NODE_OPTIONS: "", REVISE_CONFIG: "" },
      });
      if (result.stdout === "") throw new Error(result.stderr);
      return JSON.parse(result.stdout.trim().split("\n").at(-1) ?? "") as Loaded;
    },
    remove: () => {
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
