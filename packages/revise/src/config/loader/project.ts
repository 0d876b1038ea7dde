/** TypeScript whose types matter: emitted by the project's own compiler, served to Node.js under the source's name. */
import { moduleFormat, isInstalled, isTypeScript } from "./format";
import { addProvider, type Provider } from "./provider";
import { installRequireHooks } from "./require-hooks";
import { installImportHooks } from "./import-hooks";
import { formatFor, ProjectSession } from "./session";
import { settingsFor } from "./settings";
import { sourceOfFile } from "./workspace";

const sessions = new Map<string, ProjectSession>();

export const projectProvider: Provider = {
  codeFor: (file) => (isInstalled(file) ? null : sessionFor(file).codeFor(file)),
  pathsFor: (specifier, parent) => settingsFor(parent).matchPaths(specifier),
  sourceOf: (output) => sourceOfFile(output),
  mapOf: (file) => (!isTypeScript(file) || isInstalled(file) ? null : sessionFor(file).mapOf(file)),
  adviceFor: (file) => {
    if (!isTypeScript(file) || isInstalled(file)) return null;
    const { path, options } = settingsFor(file);
    const missing = (["experimentalDecorators", "emitDecoratorMetadata"] as const).filter(
      (name) => options[name] !== true,
    );
    if (path === null || missing.length === 0) return null;
    return `TypeORM needs ${missing.map((name) => `"${name}": true`).join(" and ")} in ${path}.`;
  },
};

/** Installs the hooks; the half for ES modules only where `file` is one, since it costs a thread before Node.js 22. */
export function registerProject(file: string): void {
  addProvider(projectProvider);
  installRequireHooks();
  if (moduleFormat(file) === "module") installImportHooks();
}

/** One session for all directories whose settings emit the same code: a workspace is one program. */
function sessionFor(file: string): ProjectSession {
  const settings = settingsFor(file);
  const format = formatFor(settings, file);
  const key = `${settings.key} ${format}`;
  let session = sessions.get(key);
  if (session === undefined) {
    session = new ProjectSession(settings, format, file);
    sessions.set(key, session);
  }
  return session;
}
