/** What a compiler is asked for and what it gives. */
import type { ModuleFormat } from "./format";
import type { ProjectSettings } from "./settings";

export interface EmitRequest {
  readonly settings: ProjectSettings;
  readonly roots: readonly string[];
  /** The format of all files; `node` for settings by which the compiler itself decides for each, as Node.js does. */
  readonly format: ModuleFormat | "node";
  /** `paths` with the sources of linked packages, all absolute; null to leave those of the settings. */
  readonly paths: Readonly<Record<string, readonly string[]>> | null;
  /** Where files may be put meanwhile. */
  readonly scratch: string;
}

export interface EmittedFile {
  readonly file: string;
  /** Without its source map, which Node.js would read with every file; it is wanted only when something fails. */
  readonly code: string;
  /** The source map as JSON; empty for none. */
  readonly map: string;
  /** Place and message of the first syntax error: `/a/b.ts:3:7 does not compile: ';' expected. (TS1005)`. */
  readonly error: string | null;
}

/** Takes the source map off the end of emitted code. */
export function withoutMap(emitted: string): Pick<EmittedFile, "code" | "map"> {
  const at = emitted.lastIndexOf("\n//# sourceMappingURL=data:");
  if (at < 0) return { code: emitted, map: "" };
  const base64 = emitted.slice(emitted.indexOf("base64,", at) + "base64,".length);
  return { code: emitted.slice(0, at + 1), map: Buffer.from(base64, "base64").toString("utf8") };
}

export interface Emission {
  readonly files: readonly EmittedFile[];
  /** Declaration files that took part. */
  readonly declarations: readonly string[];
}

/**
 * What holds for every emission, whatever the project says. Types are asked for where metadata needs them; whether they
 * are right is not our business, so nothing is checked, and nothing is written but JavaScript.
 */
export const emitOptions = {
  noCheck: true,
  noEmit: false,
  noEmitOnError: false,
  noEmitHelpers: false,
  importHelpers: false,
  emitDeclarationOnly: false,
  declaration: false,
  declarationMap: false,
  composite: false,
  incremental: false,
  skipLibCheck: true,
  sourceMap: false,
  inlineSourceMap: true,
  inlineSources: false,
} as const;
