/** Stack traces in terms of the sources. */
import { realpathSync } from "node:fs";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import { isTypeScript } from "./format";
import { mapOf } from "./provider";

const place = /(file:\/\/\/[^\s()]+?|(?:[A-Za-z]:\\|\/)[^\n()]*?\.[cm]?tsx?):(\d+):(\d+)/g;

/**
 * Replaces places in emitted code by those of the source, in the error itself. Node.js could do so too, but it would
 * read the map of every file for it, which costs as much as the files.
 */
export function mapStack(error: Error): void {
  if (mapped.has(error) || error.stack === undefined) return;
  mapped.add(error);
  error.stack = error.stack.replace(place, (text, path: string, line: string, column: string) => {
    const found = mapPlace(
      path.startsWith("file:") ? fileURLToPath(path) : path,
      Number(line),
      Number(column),
    );
    return found === null ? text : `${path}:${found}`;
  });
}

const mapped = new WeakSet<Error>();

/**
 * The line of `file` in the stack of an error, or of an error that it was caused by; null where they know nothing of the
 * file. Of several the innermost.
 */
export function lineIn(error: unknown, file: string): number | null {
  const path = realpathSync(file);
  for (let at = error; at instanceof Error; at = at.cause) {
    mapStack(at);
    for (const [frame] of (at.stack ?? "").matchAll(/^ +at .*$/gm)) {
      const text = frame.replace(/file:\/\/[^\s()]+/, (url) => fileURLToPath(url));
      const [, before, line] = /^(.*):(\d+):\d+\)?$/.exec(text) ?? [];
      if (before?.endsWith(` ${path}`) === true || before?.endsWith(`(${path}`) === true) return Number(line);
    }
  }
  return null;
}

function mapPlace(file: string, line: number, column: number): string | null {
  const json = isTypeScript(file) ? emittedMap(file) : null;
  if (json === null || json === "") return null;
  const map = new SourceMap(JSON.parse(json) as ConstructorParameters<typeof SourceMap>[0]);
  const entry = map.findEntry(line - 1, column - 1);
  return "originalLine" in entry
    ? `${String(entry.originalLine + 1)}:${String(entry.originalColumn + 1)}`
    : null;
}

/** Null where the project has no compiler, too: then nothing was emitted, and a stack is worth no error of its own. */
function emittedMap(file: string): string | null {
  try {
    return mapOf(file);
  } catch {
    return null;
  }
}
