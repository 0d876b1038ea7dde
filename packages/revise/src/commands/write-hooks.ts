/** Runs `writeHooks` of the configuration on a new revision file. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import type { CommandHook, WriteHook } from "../config/callbacks";
import type { Configuration } from "../config/config";
import { ReviseError } from "../errors";
import { splitWords } from "../util/split-words";
import { messageOf } from "../util/text";

export interface WrittenFile {
  /** Absolute. */
  readonly path: string;
  /** For people. */
  readonly displayPath: string;
}

const fileToken = "REVISION_SCRIPT_FILENAME";

/**
 * Runs the hooks one after the other; the first that fails ends it. The file stays in any case.
 *
 * @throws `hook-failed` with the name of the hook, its exit code, its output, and where the file is
 */
export async function runWriteHooks(
  { writeHooks, file }: Pick<Configuration, "writeHooks" | "file">,
  written: WrittenFile,
): Promise<void> {
  for (const [index, hook] of writeHooks.entries()) {
    if (typeof hook === "function") await runFunction(hook, index, file, written);
    else await runCommand(typeof hook === "string" ? { command: hook } : hook, file, written);
  }
}

async function runFunction(
  hook: Extract<WriteHook, (path: string) => unknown>,
  index: number,
  file: string,
  written: WrittenFile,
): Promise<void> {
  try {
    await hook(written.path);
  } catch (error) {
    const name = hook.name === "" ? String(index + 1) : hook.name;
    throw hookFailed(name, `failed: ${messageOf(error)}`, "", {
      file,
      written,
      cause: error,
    });
  }
}

async function runCommand(hook: CommandHook, file: string, written: WrittenFile): Promise<void> {
  const name = hook.name ?? hook.command;
  const directory = dirname(file);
  const cwd = resolve(directory, hook.cwd ?? ".");
  const fail = (problem: string, output = "", cause?: unknown): ReviseError =>
    hookFailed(name, problem, output, { file, written, cause });
  if (!existsSync(cwd)) throw fail(`can't start: there is no directory ${cwd}`);

  const [program = "", ...args] = commandLine(hook, written.path);
  const { output, error, status, signal } = await start(program, args, cwd, pathOf(directory));
  if (error !== null) {
    const missing = error.code === "ENOENT";
    throw fail(
      missing ? `can't start: there is no program "${program}"` : `can't start: ${error.message}`,
      "",
      error,
    );
  }
  if (status === 0) return;
  throw fail(signal === null ? `ended with exit code ${String(status)}` : `was ended by ${signal}`, output);
}

/** A command without `options` may be a whole command line. The file comes first where nothing names its place. */
export function commandLine({ command, options }: CommandHook, path: string): readonly string[] {
  const [program = "", ...own] = options === undefined ? splitWords(command) : [command];
  const args = [...own, ...(typeof options === "string" ? splitWords(options) : (options ?? []))];
  if (!args.some((arg) => arg.includes(fileToken))) return [program, ...placed(args, path, options)];
  return [program, ...args.map((arg) => arg.replaceAll(fileToken, path))];
}

/** After the words of a command line, as one would type it; before the options of a program, as in Alembic. */
function placed(args: readonly string[], path: string, options: CommandHook["options"]): readonly string[] {
  return options === undefined ? [...args, path] : [path, ...args];
}

/** `node_modules/.bin` of the project and of the folders around it come before the path, as in scripts of npm. */
function pathOf(directory: string): string {
  const folders: string[] = [];
  for (let at = directory; ; at = dirname(at)) {
    folders.push(join(at, "node_modules", ".bin"));
    if (dirname(at) === at) break;
  }
  return [...folders, process.env["PATH"] ?? ""].join(delimiter);
}

interface Ended {
  readonly output: string;
  readonly error: NodeJS.ErrnoException | null;
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

function start(program: string, args: readonly string[], cwd: string, path: string): Promise<Ended> {
  return new Promise((settle) => {
    // Windows finds the `.cmd` files of node_modules/.bin through its shell alone.
    const shell = process.platform === "win32";
    const child = spawn(program, shell ? args.map((arg) => `"${arg}"`) : [...args], {
      cwd,
      shell,
      env: { ...process.env, PATH: path },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const take = (text: string): void => {
      output += text;
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    child.on("error", (error) => {
      settle({ output, error, status: null, signal: null });
    });
    child.on("close", (status, signal) => {
      settle({ output, error: null, status, signal });
    });
  });
}

interface Failure {
  readonly file: string;
  readonly written: WrittenFile;
  readonly cause?: unknown;
}

function hookFailed(
  name: string,
  problem: string,
  output: string,
  { file, written, cause }: Failure,
): ReviseError {
  const said = output.trim() === "" ? "" : `\n${output.trimEnd()}`;
  return new ReviseError(
    "hook-failed",
    `The write hook "${name}" ${problem}. The revision was written and stays: ${written.displayPath}${said}`,
    {
      hint: `Correct the file and run what is left of writeHooks by hand, or correct writeHooks in ${file}, delete the file and write it again.`,
      cause,
      details: { hook: name, file: written.path, output },
    },
  );
}
