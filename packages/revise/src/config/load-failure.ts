/** Turns whatever is thrown while a project loads into one sentence that names the file. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, resolve, sep } from "node:path";
import { isReviseError, ReviseError } from "../errors";
import { isInstalled } from "./loader/format";
import { isPlain } from "./loader/plain";
import { isTable, missingByTable } from "./loader/plug-and-play";
import { adviceFor } from "./loader/provider";
import { isPath, missingModule, resolveFile } from "./loader/resolve";
import { mapStack } from "./loader/stack";
import { messageOf } from "../util/text";

interface Place {
  readonly file: string;
  readonly line: string | null;
}

/**
 * `module-load-failed` for `error`, naming the first file of the project in its stack. An error of ours stays what it
 * is.
 *
 * @param file what was asked for; named where the stack knows no file of the project
 */
export function loadFailure(error: unknown, file: string): ReviseError {
  return loadFailureOf(error, file) ?? failure(error, { file, line: null }, file);
}

/**
 * The same for an error that need not come from loading, such as one of the building of metadata, where TypeORM loads
 * the files of globs and judges what it loaded: null where no file of the project threw it.
 */
export function loadFailureOf(error: unknown, file: string): ReviseError | null {
  if (isReviseError(error)) return error;
  if (!(error instanceof Error)) return null;
  const ofHooks = reviseErrorOfHooks(error);
  if (ofHooks !== null) return ofHooks;
  mapStack(error);
  const place = placeOf(error);
  return place === null ? null : failure(error, place, file);
}

function failure(error: unknown, culprit: Place, file: string): ReviseError {
  const where = culprit.line === null ? culprit.file : `${culprit.file}:${culprit.line}`;
  const via = culprit.file === file ? "" : `, needed by ${file}`;
  return new ReviseError("module-load-failed", `Could not load ${where}${via}: ${describe(error)}`, {
    hint: hintFor(error, culprit.file),
    cause: error,
    details: { file: culprit.file, entry: file },
  });
}

/** An error of ours loses its class on the way out of the thread that Node.js 20 runs loader hooks in. */
function reviseErrorOfHooks(error: Error): ReviseError | null {
  if (!("code" in error) || error.code !== "module-load-failed") return null;
  const hint = "hint" in error && typeof error.hint === "string" ? { hint: error.hint } : {};
  return new ReviseError("module-load-failed", error.message, { ...hint, cause: error });
}

/** `file:///a/b.ts:3:7`, `/a/b.ts:3:7` and `/a/b.ts:3` in a stack, outermost text first. */
function placeOf(error: Error): Place | null {
  const own = resolve(__dirname, "..") + sep;
  // What called TypeORM is not what failed to load.
  const stack = (error.stack ?? "").split(/^.*\bbuildMetadatas\b/m, 1)[0] ?? "";
  for (const match of stack.matchAll(
    /(file:\/\/\/[^\s()]+?|(?:[A-Za-z]:\\|\/)[^\n()]*?\.[cm]?[jt]sx?)(:\d+(?::\d+)?)/g,
  )) {
    const file = match[1]?.startsWith("file:") === true ? fileURLToPath(match[1]) : (match[1] ?? "");
    // Packages with source maps tell of sources that they did not bring along.
    if (isInstalled(file) || isTable(file) || file.startsWith(own) || !existsSync(file)) continue;
    return { file, line: placeIn(file, (match[2] ?? "").slice(1)) };
  }
  return null;
}

/** `3:7`, or `3` where the column would be that of other code. */
function placeIn(file: string, position: string): string {
  return isPlain(file) ? (position.split(":")[0] ?? position) : position;
}

function describe(error: unknown): string {
  const missing = error instanceof Error ? missingByTable(error) : null;
  if (missing !== null) return `Cannot find '${missing}'.`;
  const text = messageOf(error);
  // Node.js goes on with a "Require stack:", which the error keeps as its cause.
  const short = text.split(/\nRequire stack:/, 1)[0] ?? text;
  return /[.!?]$/.test(short) ? short : `${short}.`;
}

/** Node.js alone, as `loader: "none"` asks for it, adds no ending to a path and maps none of `.js` to `.ts`. */
function missingFileHint(specifier: string, file: string): string {
  const source = isPath(specifier) ? resolveFile(resolve(dirname(file), specifier), true) : null;
  if (source === null) return "Correct the import, or build the package of the file.";
  return `${source} is there, but the loader in use did not look for it: \`loader: "auto"\` of the configuration does.`;
}

function hintFor(error: unknown, file: string): string {
  const message = error instanceof Error ? error.message : "";
  const circular = /Cannot access '(.+)' before initialization/.exec(message)?.[1];
  if (circular !== undefined) {
    return (
      `${circular} and ${file} import each other. In an ES module, write the type of the property as ` +
      `Relation<${circular}> (import type { Relation } from "typeorm").`
    );
  }
  const advice = adviceFor(file);
  if (advice !== null) return advice;
  // TypeORM's own words about a driver that is not there.
  const driver = /package has not been found installed\. Please run "(npm install \S+)"/.exec(message)?.[1];
  if (driver === "npm install pg") return `Run \`${driver}\`: TypeORM reaches PostgreSQL through it.`;
  if (driver !== undefined) {
    return "revise works on PostgreSQL only: name another DataSource as `dataSource` in the configuration.";
  }
  const missing = error instanceof Error ? missingModule(error) : null;
  if (missing !== null && /^(?:\.|\/|[A-Za-z]:\\|file:)/.test(missing)) return missingFileHint(missing, file);
  if (missing !== null)
    return `Install ${missing}, or correct the import or the "paths" of the tsconfig.json.`;
  return "Correct the file: every file must load. --raiseerr shows the stack.";
}
