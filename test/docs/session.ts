/** A shell in a user's project, as the pages of the documentation assume it. */
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createDatabase } from "@revise/testkit";
import { createProject } from "../cli/project";

const root = resolve(__dirname, "../..");

export interface Session {
  /** Runs a command line and gives what a terminal would show. */
  run(command: string): Promise<{ readonly output: string; readonly code: number }>;
  sql(statement: string): Promise<unknown>;
  read(file: string): string;
  write(file: string, text: string): void;
  close(): Promise<void>;
}

let commands: string | undefined;

/** @param ids for the revisions that are made, in order */
export async function openSession(from: string, ids: string[]): Promise<Session> {
  const [database, scratch] = await Promise.all([createDatabase("docs"), createDatabase("docs_scratch")]);
  const project = createProject({ from, databaseUrl: database.url });
  const directory = realpathSync(project.directory);
  const path = `${(commands ??= makeCommands())}:${process.env["PATH"] ?? ""}`;
  let code = 0;
  return {
    run: async (command) => {
      const made = makesRevision(command) ? ids[0] : undefined;
      const environment = {
        ...process.env,
        DATABASE_URL: database.url,
        SCRATCH_URL: scratch.url,
        PATH: path,
        NO_COLOR: "1",
        NODE_OPTIONS: "",
      };
      const line = `(exit ${String(code)}); ${made === undefined ? command : `${command} --rev-id ${made}`}`;
      const outcome = await execute(line, directory, environment);
      code = outcome.code;
      if (made !== undefined && outcome.output.includes(`${made}_`)) ids.shift();
      return { code, output: readable(outcome.output, directory, new URL(database.url)) };
    },
    sql: (statement) => database.query(statement),
    read: (file) => project.read(file),
    write: (file, text) => {
      project.write(file, text);
    },
    close: async () => {
      project.remove();
      await Promise.all([database.drop(), scratch.drop()]);
    },
  };
}

/** Readers see ids that the page chose; everything else of the command is as they would type it. */
function makesRevision(command: string): boolean {
  return (
    /\brevise (?:-\S+ )*(?:--autogenerate|revision|merge)\b/.test(command) && !command.includes("--rev-id")
  );
}

/** `revise` and `npx revise` as in a project that has the package installed. */
function makeCommands(): string {
  const directory = join(root, ".cache/docs-bin");
  mkdirSync(directory, { recursive: true });
  const command = `exec "${process.execPath}" "${join(root, "packages/revise/bin/revise.js")}"`;
  const scripts = { revise: `${command} "$@"`, npx: `shift; ${command} "$@"` };
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(directory, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(directory, name), 0o755);
  }
  return directory;
}

function execute(
  command: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly output: string; readonly code: number }> {
  return new Promise((settle, reject) => {
    // Both streams in one, in the order of writing, as on a terminal.
    const child = spawn("sh", ["-c", `exec 2>&1; ${command}`], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "ignore"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", reject).on("close", (status) => {
      settle({ output, code: status ?? 1 });
    });
  });
}

/** Paths and addresses of this run, as those of a reader. */
function readable(output: string, directory: string, url: URL): string {
  return output
    .replaceAll(directory, "/home/ada/shop")
    .replaceAll(url.pathname.slice(1), "shop")
    .replaceAll(url.host, "localhost:5432");
}
