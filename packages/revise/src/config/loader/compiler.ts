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
 * @throws {ReviseError} `module-load-failed` where there is none
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
  return {
    version,
    emit: (request) => (isNative ? emitByProgram(request, directory) : emitByApi(request, directory)),
  };
}

function packageFile(directory: string): string | null {
  try {
    return createRequire(join(directory, "package.json")).resolve("typescript/package.json");
  } catch {
    return null; // Not installed there.
  }
}
