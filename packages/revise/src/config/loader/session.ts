/** The files of one project as one program, emitted when they are asked for. */
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ReviseError } from "../../errors";
import { cacheDirectory, cacheVersion, contentKey } from "./cache";
import { findCompiler, type Compiler } from "./compiler";
import type { EmitRequest, EmittedFile } from "./emission";
import { isDeclaration, isTypeScript, moduleFormat } from "./format";
import { readPack, writePack } from "./pack";
import { listSources, mentionsTypeorm, type ProjectSettings } from "./settings";
import { workspaceSources } from "./workspace";

export type Format = EmitRequest["format"];

/** Settings by which the compiler decides about the format of each file just as Node.js does. */
export function formatFor(settings: ProjectSettings, file: string): Format {
  return /^node(?:16|18|20|next)$/.test(settings.options.module ?? "") ? "node" : moduleFormat(file);
}

interface ServedFile extends Pick<EmittedFile, "file" | "code" | "error"> {
  readonly map: () => string | null;
}

export class ProjectSession {
  readonly #settings: ProjectSettings;
  readonly #format: Format;
  readonly #compiler: Compiler;
  readonly #directory: string | null;
  readonly #emitted = new Map<string, ServedFile>();
  readonly #roots = new Set<string>();
  #compiled = 0;

  constructor(settings: ProjectSettings, format: Format, file: string) {
    this.#settings = settings;
    this.#format = format;
    this.#compiler = findCompiler(settings, file);
    const cache = cacheDirectory(settings.directory);
    const key = contentKey(
      cacheVersion,
      this.#compiler.version,
      settings.path ?? settings.directory,
      settings.key,
      format,
    );
    this.#directory = cache === null ? null : join(cache, "project", key);
  }

  /** @throws {ReviseError} `module-load-failed` where the file has a syntax error */
  codeFor(file: string): string {
    const emitted = this.#emitted.get(file) ?? this.#read(file) ?? this.#compile(file);
    if (emitted.error === null) return emitted.code;
    throw new ReviseError("module-load-failed", emitted.error, {
      hint: "Correct the syntax error.",
      details: { file },
    });
  }

  /** The source map of a file that was served, or that another run or thread served. */
  mapOf(file: string): string | null {
    return (this.#emitted.get(file) ?? this.#read(file))?.map() ?? null;
  }

  #read(file: string): ServedFile | null {
    const pack = this.#directory === null ? null : readPack(this.#directory, [...this.#roots, file]);
    if (pack === null) return null;
    this.#roots.add(file);
    const served = [...pack.files.values()].map((emitted) => ({
      ...emitted,
      map: () => pack.mapOf(emitted.file),
    }));
    return this.#take(served, file);
  }

  #compile(file: string): ServedFile {
    for (const root of this.#nextRoots(file)) this.#roots.add(root);
    this.#compiled += 1;
    const roots = [...this.#roots];
    const emission = this.#compiler.emit({
      settings: this.#settings,
      roots,
      format: this.#format,
      paths: pathsOf(this.#settings),
      scratch: this.#directory ?? tmpdir(),
    });
    const files = emission.files.filter((emitted) => this.#isOurs(emitted.file));
    if (this.#directory !== null) writePack(this.#directory, roots, { ...emission, files });
    const served = files.map((emitted) => ({ ...emitted, map: () => emitted.map }));
    const emitted = this.#take(served, file);
    if (emitted !== null) return emitted;
    throw new ReviseError(
      "module-load-failed",
      `The TypeScript compiler of the project emitted nothing for ${file}.`,
      {
        hint: `See what \`npx tsc -p ${this.#settings.path ?? this.#settings.directory}\` says about it.`,
        details: { file },
      },
    );
  }

  /**
   * The roots of the next program. First what was asked for and what it imports; where a glob will ask for more, and
   * when one did, all files that have to do with TypeORM; after that everything. Declarations are always in, because
   * they may be global.
   */
  #nextRoots(file: string): string[] {
    const all = listSources(this.#settings);
    const declarations = all.filter(isDeclaration);
    if (this.#compiled >= 2) return [file, ...all];
    if (this.#compiled === 0 && !hasGlob(file)) return [file, ...declarations];
    return [
      file,
      ...declarations,
      ...all.filter((source) => isTypeScript(source) && mentionsTypeorm(source)),
    ];
  }

  /** Code that ran already stays what it is. */
  #take(files: Iterable<ServedFile>, wanted: string): ServedFile | null {
    for (const emitted of files) {
      if (!this.#emitted.has(emitted.file)) this.#emitted.set(emitted.file, emitted);
    }
    return this.#emitted.get(wanted) ?? null;
  }

  #isOurs(file: string): boolean {
    return this.#format === "node" || moduleFormat(file) === this.#format;
  }
}

/**
 * The `paths` of the settings, absolute because the compiler may be given them from another directory, and linked
 * packages; what the project says itself goes first.
 */
function pathsOf({ options, pathsBase, directory }: ProjectSettings): EmitRequest["paths"] {
  const linked = Object.entries(workspaceSources(directory));
  if (linked.length === 0 && options.paths === undefined) return null;
  const own = Object.entries(options.paths ?? {}).map(([name, targets]): [string, string[]] => [
    name,
    targets.map((target) => resolve(pathsBase ?? directory, target)),
  ]);
  return Object.fromEntries([
    ...linked.map(([name, source]): [string, string[]] => [name, [source]]),
    ...own,
  ]);
}

function hasGlob(file: string): boolean {
  return /["'`/][^"'`\n]*\*[^"'`\n]*["'`]/.test(readFileSync(file, "utf8"));
}
