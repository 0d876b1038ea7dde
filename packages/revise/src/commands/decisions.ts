/** The file of `--decisions`: the answers to questions about renames, kept beside the code. */
import { readFileSync } from "node:fs";
import type { RenameDecision } from "../compare/comparison";
import { ReviseError } from "../errors";
import { nearest } from "../util/nearest";
import { readRename } from "./rename-options";
import { messageOf } from "../util/text";

const keys = ["renames", "notRenames"] as const;

/**
 * Reads `{ "renames": ["user.mail:email"], "notRenames": ["user.name:title"] }`. What it says may have been done
 * already: the file is for everybody, and their databases are not all in one state.
 *
 * @throws `decisions-invalid` with the file and what is wrong with it
 */
export function readDecisions(path: string): readonly RenameDecision[] {
  const decisions = parsed(path);
  if (typeof decisions !== "object" || decisions === null || Array.isArray(decisions)) {
    throw invalid(path, "holds no object");
  }
  const unknown = Object.keys(decisions).find((key) => !keys.some((known) => known === key));
  if (unknown !== undefined) throw invalid(path, `has an unknown key "${unknown}"`, nearest(unknown, keys));
  return keys.flatMap((key) => readList(path, key, (decisions as Record<string, unknown>)[key] ?? []));
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw invalid(path, `can't be read: ${messageOf(error)}`);
  }
}

function readList(path: string, key: (typeof keys)[number], list: unknown): readonly RenameDecision[] {
  if (!Array.isArray(list)) throw invalid(path, `has no list under "${key}"`);
  return list.map((entry: unknown) => {
    if (typeof entry !== "string") throw invalid(path, `has ${JSON.stringify(entry)} under "${key}"`);
    return { ...readRename(entry, `"${key}" of ${path}:`, key === "renames"), lasting: true };
  });
}

function invalid(path: string, problem: string, meant: string | null = null): ReviseError {
  return new ReviseError("decisions-invalid", `${path} ${problem}.`, {
    hint:
      meant === null
        ? 'It holds JSON: { "renames": ["user.mail:email"], "notRenames": ["user.name:title"] }.'
        : `Did you mean "${meant}"?`,
    details: { file: path },
  });
}
