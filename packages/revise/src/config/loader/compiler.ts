/** The TypeScript of the project: where it is, and how it is asked to emit. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ReviseError } from "../../errors";
import { emitByApi } from "./emit-api";
import { emitByProgram } from "./emit-program";
import type { Emission, EmitRequest } from "./emission";
import type { ProjectSettings } from "./settings";

export interface Compiler {
  readonly version: string;
  emit(request: EmitRequest): Emission;
}

/**
 * The compiler that the project resolves. From version 7 on the package is a native program without the interface of
 * old.
 *
 * @param file the file that is to be compiled
 * @throws {ReviseError} `module-load-failed` where there is none, or none that finds the packages of the project
 */
export function findCompiler(settings: ProjectSettings, file: string): Compiler {
  const entry = packageFile(settings.directory) ?? packageFile(dirname(file));
  if (entry === null) {
    throw new ReviseError(
      "module-load-failed",
      `${file} is TypeScript, and the project has no TypeScript installed.`,
      {
        hint: "Run `npm install --save-dev typescript`, or point `dataSource` at the compiled JavaScript.",
        details: { file },
      },
    );
  }
  const { version } = JSON.parse(readFileSync(entry, "utf8")) as { version: string };
  const directory = dirname(entry);
  const isNative = Number.parseInt(version, 10) >= 7;
  if (isNative && process.versions["pnp"] !== undefined) throw noTableReader(version, file);
  return {
    version,
    emit: (request) => (isNative ? emitByProgram(request, directory) : emitByApi(request, directory)),
  };
}

/** The native compiler sees no package of Plug'n'Play, and would take every type of one for `any`. */
function noTableReader(version: string, file: string): ReviseError {
  return new ReviseError(
    "module-load-failed",
    `${file} can't be compiled: TypeScript ${version} does not find packages under Yarn's Plug'n'Play.`,
    {
      hint:
        "Write `nodeLinker: node-modules` into .yarnrc.yml, take TypeScript 5 or 6, or point `dataSource` at the " +
        "compiled JavaScript.",
      details: { file, version },
    },
  );
}

function packageFile(directory: string): string | null {
  try {
    return createRequire(join(directory, "package.json")).resolve("typescript/package.json");
  } catch {
    return null; // Not installed there.
  }
}
