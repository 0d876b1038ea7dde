/** Emits through the compiler's interface, versions 5 and 6. */
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type * as TypeScript from "typescript";
import { emitOptions, withoutMap, type Emission, type EmitRequest, type EmittedFile } from "./emission";
import { isTypeScript } from "./format";

type Ts = typeof TypeScript;
/** There at run time in all versions in question, but not in the declarations. */
interface Internals {
  readonly getEmitModuleKind?: (options: TypeScript.CompilerOptions) => TypeScript.ModuleKind;
  readonly getEmitModuleResolutionKind?: (
    options: TypeScript.CompilerOptions,
  ) => TypeScript.ModuleResolutionKind;
}

/** `ModuleResolutionKind.Classic`, the default beside ES modules of old, which finds no packages, and `Node10`. */
const classic = 1;
const node10 = 2;

export function emitByApi(request: EmitRequest, directory: string): Emission {
  const ts = createRequire(join(directory, "package.json"))(directory) as Ts;
  const options = readOptions(ts, request);
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...request.roots], options, host);
  const files: EmittedFile[] = [];
  const declarations: string[] = [];
  for (const source of program.getSourceFiles()) {
    const file = resolve(source.fileName);
    if (source.isDeclarationFile) {
      if (!program.isSourceFileDefaultLibrary(source)) declarations.push(file);
    } else if (isTypeScript(file) && !program.isSourceFileFromExternalLibrary(source)) {
      files.push({ file, ...withoutMap(emitFile(program, source)), error: syntaxError(ts, program, source) });
    }
  }
  return { files, declarations };
}

function emitFile(program: TypeScript.Program, source: TypeScript.SourceFile): string {
  let code = "";
  program.emit(source, (name, text) => {
    if (/\.[cm]?jsx?$/.test(name)) code = text;
  });
  return code;
}

function syntaxError(ts: Ts, program: TypeScript.Program, source: TypeScript.SourceFile): string | null {
  const first = program.getSyntacticDiagnostics(source)[0];
  if (first === undefined) return null;
  const { line, character } = source.getLineAndCharacterOfPosition(first.start);
  const message = ts.flattenDiagnosticMessageText(first.messageText, "\n");
  const place = `${resolve(source.fileName)}:${String(line + 1)}:${String(character + 1)}`;
  return `${place} does not compile: ${message} (TS${String(first.code)})`;
}

function readOptions(ts: Ts, request: EmitRequest): TypeScript.CompilerOptions {
  const { settings } = request;
  const json: unknown = { compilerOptions: settings.options, files: [], include: [] };
  const parsed =
    settings.path === null
      ? ts.parseJsonConfigFileContent(json, ts.sys, settings.directory)
      : ts.parseJsonConfigFileContent(
          { extends: settings.path, files: [], include: [] },
          ts.sys,
          settings.directory,
          undefined,
          join(settings.directory, "tsconfig.revise.json"),
        );
  const options: TypeScript.CompilerOptions = { ...parsed.options, ...emitOptions };
  for (const name of [
    "outDir",
    "outFile",
    "rootDir",
    "declarationDir",
    "tsBuildInfoFile",
    "sourceRoot",
    "mapRoot",
  ]) {
    Reflect.deleteProperty(options, name);
  }
  if (options.target === ts.ScriptTarget.ESNext) options.target = ts.ScriptTarget.ES2022;
  if (options.jsx === ts.JsxEmit.Preserve || options.jsx === ts.JsxEmit.ReactNative)
    options.jsx = ts.JsxEmit.ReactJSX;
  if (request.paths !== null) {
    options.paths = Object.fromEntries(
      Object.entries(request.paths).map(([name, targets]) => [name, [...targets]]),
    );
  }
  if (request.format !== "node") setFormat(ts, options, request.format);
  return options;
}

/** The module format that Node.js will run the file as, which is not always the one that the settings name. */
function setFormat(ts: Ts, options: TypeScript.CompilerOptions, format: "commonjs" | "module"): void {
  const internals = ts as unknown as Internals;
  const wanted = format === "module" ? ts.ModuleKind.ES2022 : ts.ModuleKind.CommonJS;
  const module = internals.getEmitModuleKind?.(options) ?? options.module;
  // Where types are found must not change with the format: the default of the one follows from the other.
  const resolution = internals.getEmitModuleResolutionKind?.(options) ?? options.moduleResolution;
  if (resolution !== undefined) {
    options.moduleResolution = resolution;
    if ((resolution as number) === classic) Object.assign(options, { moduleResolution: node10 });
  }
  options.module = wanted;
  // ES modules import CommonJS by `default`; compiled to `require` that takes the interop that ES modules have built in.
  if (format === "commonjs" && module !== ts.ModuleKind.CommonJS) options.esModuleInterop = true;
}
