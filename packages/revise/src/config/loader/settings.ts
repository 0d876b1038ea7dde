/** The TypeScript settings that hold for a file: its nearest tsconfig.json, or what stands in for one. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import {
  createFilesMatcher,
  createPathsMatcher,
  getTsconfig,
  parseTsconfig,
  type TsConfigJsonResolved,
  type TsConfigResult,
} from "get-tsconfig";
import { contentKey } from "./cache";
import { isDeclaration, isTypeScript } from "./format";
import { resolveFile } from "./resolve";

export type CompilerOptions = NonNullable<TsConfigJsonResolved["compilerOptions"]>;

export interface ProjectSettings {
  /** Absolute path of the tsconfig.json; null where there is none. */
  readonly path: string | null;
  readonly directory: string;
  readonly options: CompilerOptions;
  /** Equal for settings that emit the same code. */
  readonly key: string;
  /** Absolute path that `paths` start from; null where there are none. */
  readonly pathsBase: string | null;
  /** Absolute paths that a specifier may mean by `paths` and `baseUrl`. */
  readonly matchPaths: (specifier: string) => readonly string[];
  readonly includes: (file: string) => boolean;
  /** Directories besides {@link directory} that `include` reaches into. */
  readonly outside: readonly string[];
}

/** For a project without tsconfig.json. */
const defaultOptions: CompilerOptions = {
  target: "es2022",
  moduleResolution: "bundler",
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  useDefineForClassFields: false,
  esModuleInterop: true,
  strict: false,
};

/** Options that change where code goes or what is reported, not the code. */
const withoutEffect = new Set([
  ...[
    "outDir",
    "rootDir",
    "rootDirs",
    "declarationDir",
    "declaration",
    "declarationMap",
    "emitDeclarationOnly",
  ],
  ...[
    "composite",
    "incremental",
    "tsBuildInfoFile",
    "sourceMap",
    "inlineSourceMap",
    "inlineSources",
    "noEmit",
  ],
  ...[
    "noUnusedLocals",
    "noUnusedParameters",
    "noImplicitReturns",
    "noEmitOnError",
    "removeComments",
    "skipLibCheck",
  ],
]);

const byDirectory = new Map<string, ProjectSettings>();
const cache = new Map<string, unknown>();

export function settingsFor(file: string): ProjectSettings {
  const directory = dirname(file);
  let settings = byDirectory.get(directory);
  if (settings === undefined) {
    const found = getTsconfig(directory, "tsconfig.json", cache);
    settings = found === null ? fallback(directory) : describe(referenced(found, file) ?? found);
    byDirectory.set(directory, settings);
  }
  return settings;
}

/** The file that the project compiles to `output`; null where `output` is not in its `outDir`. */
export function sourceOfOutput(settings: ProjectSettings, output: string): string | null {
  const { outDir, rootDir } = settings.options;
  if (outDir === undefined) return null;
  const target = resolve(settings.directory, outDir) + sep;
  if (!output.startsWith(target)) return null;
  // Without `rootDir` the compiler takes the deepest directory of all sources: `src`, or that of the tsconfig.json.
  const roots = rootDir === undefined ? ["src", "."] : [rootDir];
  const inside = output.slice(target.length);
  for (const root of roots) {
    const source = resolveFile(resolve(settings.directory, root, inside), true);
    if (source !== null && isTypeScript(source)) return source;
  }
  return null;
}

/** Every TypeScript file that the tsconfig.json includes, declarations too. Walks the disk. */
export function listSources(settings: ProjectSettings): string[] {
  const found: string[] = [];
  const outDir = resolve(settings.directory, settings.options.outDir ?? "node_modules");
  const walk = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== "node_modules" && !entry.name.startsWith(".") && path !== outDir) walk(path);
      } else if ((isTypeScript(path) || isDeclaration(path)) && settings.includes(path)) found.push(path);
    }
  };
  for (const directory of [settings.directory, ...settings.outside]) walk(directory);
  return found.sort();
}

/** Whether a file has to do with TypeORM, by its text. */
export function mentionsTypeorm(file: string): boolean {
  return /["']typeorm(?:\/|["'])|\bEntity(?:Schema)?\b/.test(readFileSync(file, "utf8"));
}

/** The project that includes `file` of those that a tsconfig.json refers to, where it includes none itself. */
function referenced(tsconfig: TsConfigResult, file: string, seen = new Set<string>()): TsConfigResult | null {
  if (createFilesMatcher(tsconfig)(file) !== undefined || seen.has(tsconfig.path)) return null;
  seen.add(tsconfig.path);
  for (const reference of tsconfig.config.references ?? []) {
    const path = resolve(dirname(tsconfig.path), reference.path);
    const target = path.endsWith(".json") ? path : join(path, "tsconfig.json");
    if (!existsSync(target)) continue;
    const other: TsConfigResult = {
      path: target,
      config: parseTsconfig(target, cache as Map<string, string>),
    };
    if (createFilesMatcher(other)(file) !== undefined) return other;
    const deeper = referenced(other, file, seen);
    if (deeper !== null) return deeper;
  }
  return null;
}

function describe(tsconfig: TsConfigResult): ProjectSettings {
  const directory = dirname(tsconfig.path);
  const options = tsconfig.config.compilerOptions ?? {};
  const matcher = createPathsMatcher(tsconfig);
  const matchFile = createFilesMatcher(tsconfig);
  const effective = Object.entries(options).filter(([name]) => !withoutEffect.has(name));
  const resolution = options.paths === undefined && options.baseUrl === undefined ? "" : directory;
  const bases = (tsconfig.config.include ?? []).filter((pattern) => pattern.startsWith("../"));
  return {
    path: tsconfig.path,
    directory,
    options,
    key: contentKey(JSON.stringify(effective), resolution),
    pathsBase: pathsBase(options, directory),
    matchPaths: (specifier) => (matcher === null ? [] : matcher(specifier)),
    includes: (file) => matchFile(file) !== undefined,
    outside: bases
      .map((pattern) => resolve(directory, pattern.replace(/\/[^/]*[*?].*$/, "")))
      .filter((path) => existsSync(path) && !path.endsWith(".ts")),
  };
}

function fallback(directory: string): ProjectSettings {
  let root = directory;
  while (!existsSync(join(root, "package.json")) && dirname(root) !== root) root = dirname(root);
  if (dirname(root) === root) root = directory;
  return {
    path: null,
    directory: root,
    options: defaultOptions,
    key: contentKey(JSON.stringify(defaultOptions)),
    pathsBase: null,
    matchPaths: () => [],
    includes: (file) => file.startsWith(root),
    outside: [],
  };
}

/** get-tsconfig keeps the directory of the file that the `paths` come from under a symbol, for its own matcher. */
function pathsBase(options: CompilerOptions, directory: string): string | null {
  if (options.paths === undefined) return null;
  if (options.baseUrl !== undefined) return resolve(directory, options.baseUrl);
  const symbol = Object.getOwnPropertySymbols(options).find((key) => key.description === "implicitBaseUrl");
  const base = symbol === undefined ? undefined : (options as Record<symbol, unknown>)[symbol];
  return typeof base === "string" ? base : directory;
}
