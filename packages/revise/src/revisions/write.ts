/** Puts a new revision file where nothing is yet, whole or not at all. */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { ReviseError } from "../errors";

/**
 * Writes `text` to `path`. The text goes to a hidden file beside it first, which is then linked to the name: a reader
 * sees all of it or nothing, and two writers can't overwrite each other. Missing folders are created.
 *
 * @throws `revision-exists`, `directory-not-writable`
 */
export function writeRevisionFile(path: string, text: string): void {
  const hidden = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString("hex")}`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeDurably(hidden, text);
  } catch (error) {
    remove(hidden);
    throw notWritable(path, error);
  }
  try {
    publish(hidden, path, text);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw notWritable(path, error);
    throw new ReviseError("revision-exists", `${path} exists already; nothing was written.`, {
      hint: "Choose another message or --rev-id.",
      cause: error,
      details: { file: path },
    });
  } finally {
    remove(hidden);
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, "wx");
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Some file systems know no links; there the file is created exclusively, if not at once. */
function publish(hidden: string, path: string, text: string): void {
  try {
    linkSync(hidden, path);
  } catch (error) {
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EXDEV"].includes(codeOf(error))) throw error;
    writeFileSync(path, text, { flag: "wx" });
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made, or somebody tidied up: either way it is gone.
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "";
}

function notWritable(path: string, error: unknown): ReviseError {
  return new ReviseError("directory-not-writable", `${path} can't be written: ${(error as Error).message}.`, {
    hint: `Make ${dirname(path)} a directory that this user can write to.`,
    cause: error,
    details: { file: path },
  });
}
