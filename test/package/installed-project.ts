/** An installed project and what a person runs in it. */
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Environment = Readonly<Record<string, string>>;

export class InstalledProject {
  readonly directory: string;
  readonly #environment: Environment;

  /** @param environment of every command, such as DATABASE_URL */
  constructor(directory: string, environment: Environment) {
    this.directory = directory;
    this.#environment = environment;
  }

  read(file: string): string {
    return readFileSync(join(this.directory, file), "utf8");
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.directory, file)), { recursive: true });
    writeFileSync(join(this.directory, file), text);
  }

  copy(from: string): void {
    cpSync(from, this.directory, { recursive: true });
  }

  has(file: string): boolean {
    return existsSync(join(this.directory, file));
  }

  revisions(): string[] {
    const versions = join(this.directory, "revisions/versions");
    return existsSync(versions) ? readdirSync(versions).filter((name) => /\.[mc]?[jt]s$/.test(name)) : [];
  }

  /** The installed command, by the link that npm made. */
  revise(...args: string[]): Promise<Outcome> {
    return this.reviseWith({}, ...args);
  }

  reviseWith(environment: Environment, ...args: string[]): Promise<Outcome> {
    return this.#run(join(this.directory, "node_modules/.bin/revise"), args, environment);
  }

  /** A script of ours under the project's packages, or a program of one of them. */
  node(script: string, args: readonly string[] = [], environment: Environment = {}): Promise<Outcome> {
    return this.#run(script, args, environment);
  }

  #run(script: string, args: readonly string[], environment: Environment): Promise<Outcome> {
    // What the test runner says about itself is none of the user's.
    const own = { NO_COLOR: undefined, NODE_OPTIONS: undefined, NODE_ENV: undefined, VITEST: undefined };
    return new Promise((settle, reject) => {
      const child = spawn(process.execPath, [script, ...args], {
        cwd: this.directory,
        env: { ...process.env, ...own, ...this.#environment, ...environment },
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
}
