/** Emits by running the compiler as a program, version 7 and later. */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, isAbsolute, join, parse, resolve } from "node:path";
import { ReviseError } from "../../errors";
import { emitOptions, withoutMap, type Emission, type EmitRequest, type EmittedFile } from "./emission";
import { isDeclaration, isInstalled, isTypeScript } from "./format";

const outputEnding: Readonly<Record<string, string>> = { ts: ".js", tsx: ".js", mts: ".mjs", cts: ".cjs" };

export function emitByProgram(request: EmitRequest, directory: string): Emission {
  mkdirSync(request.scratch, { recursive: true });
  const scratch = mkdtempSync(join(realpathSync(request.scratch), "emit-"));
  try {
    const config = join(scratch, "tsconfig.json");
    writeFileSync(config, JSON.stringify(configuration(request, join(scratch, "out"))));
    const listed = run(directory, config);
    return collect(listed, join(scratch, "out"));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function run(directory: string, config: string): string {
  const { bin } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as {
    bin: { tsc: string };
  };
  const result = spawnSync(
    process.execPath,
    [join(directory, bin.tsc), "-p", config, "--listFiles", "--pretty", "false"],
    // Its exit code tells of errors of types and settings, which must not stop what can be emitted.
    { encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, NODE_OPTIONS: "" }, cwd: dirname(config) },
  );
  if (result.error !== undefined || result.status === null) {
    throw new ReviseError("module-load-failed", `The TypeScript compiler in ${directory} could not be run.`, {
      hint: "Install `typescript` anew, or point `dataSource` at the compiled JavaScript.",
      cause: result.error ?? new Error(result.stderr),
    });
  }
  return result.stdout;
}

function collect(listed: string, out: string): Emission {
  const lines = listed.split(/\r?\n/);
  const errors = syntaxErrors(lines, dirname(out));
  const paths = lines
    .filter((line) => isAbsolute(line) && !diagnostic.test(line))
    .map((line) => resolve(line));
  return {
    files: paths
      .filter((path) => isTypeScript(path) && !isInstalled(path))
      .map((file): EmittedFile => ({
        file,
        ...withoutMap(readOutput(file, out)),
        error: errors.get(file) ?? null,
      })),
    declarations: paths.filter(isDeclaration),
  };
}

/** `../../src/a.ts(3,7): error TS1005: ';' expected.` Codes from 1000 to 1999 are those of syntax. */
const diagnostic = /^(.+)\((\d+),(\d+)\): error (TS\d+): (.*)$/;

function syntaxErrors(lines: readonly string[], from: string): ReadonlyMap<string, string> {
  const errors = new Map<string, string>();
  for (const line of lines) {
    const [, path = "", row = "", column = "", code = "", message = ""] = diagnostic.exec(line) ?? [];
    const file = resolve(from, path);
    if (!/^TS1\d{3}$/.test(code) || errors.has(file)) continue;
    errors.set(file, `${file}:${row}:${column} does not compile: ${message} (${code})`);
  }
  return errors;
}

function readOutput(file: string, out: string): string {
  const ending = /\.([cm]?tsx?)$/.exec(file)?.[1] ?? "ts";
  const inside = file.slice(parse(file).root.length, -ending.length - 1);
  const output = join(out, inside + (outputEnding[ending] ?? ".js"));
  return existsSync(output) ? readFileSync(output, "utf8") : "";
}

/** Written apart from the project, so everything that is found from the place of a tsconfig.json is said outright. */
function configuration(request: EmitRequest, out: string): unknown {
  const { settings, format } = request;
  const { options } = settings;
  return {
    ...(settings.path === null ? {} : { extends: settings.path }),
    files: request.roots,
    include: [],
    references: [],
    compilerOptions: {
      ...(settings.path === null ? options : {}),
      ...(options.typeRoots === undefined ? { typeRoots: typeRoots(settings.directory) } : {}),
      ...(request.paths === null ? {} : { paths: request.paths }),
      ...(options.target === "esnext" ? { target: "es2022" } : {}),
      ...(options.jsx === "preserve" || options.jsx === "react-native" ? { jsx: "react-jsx" } : {}),
      ...(format === "node" ? {} : formatOptions(format, options.moduleResolution, options.module)),
      outDir: out,
      rootDir: parse(out).root,
      sourceRoot: "file:///",
      ...emitOptions,
      tsBuildInfoFile: null,
      declarationDir: null,
    },
  };
}

function formatOptions(
  format: "commonjs" | "module",
  resolution: string | undefined,
  module: string | undefined,
): Readonly<Record<string, unknown>> {
  return {
    module: format === "module" ? "es2022" : "commonjs",
    moduleResolution: resolution ?? "bundler",
    ...(format === "commonjs" && module !== "commonjs" ? { esModuleInterop: true } : {}),
  };
}

function typeRoots(start: string): string[] {
  const found: string[] = [];
  for (let directory = start; ; directory = dirname(directory)) {
    const types = join(directory, "node_modules", "@types");
    if (existsSync(types)) found.push(types);
    if (dirname(directory) === directory) return found;
  }
}
