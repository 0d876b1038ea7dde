/** What the process-wide hooks ask: who emits a file, and where a specifier leads. */

export interface Provider {
  /** The JavaScript of a TypeScript file in the format that `moduleFormat` tells; null for a file of somebody else. */
  codeFor(file: string): string | null;
  /** Absolute paths, best first, that a specifier may mean in `parent` by the project's settings (`paths`, `baseUrl`). */
  pathsFor(specifier: string, parent: string): readonly string[];
  /** The source of a file that the project compiles to, such as `dist/x.js`; null where there is none. */
  sourceOf(output: string): string | null;
  /** The source map of a file that `codeFor` emitted, as JSON; null where there is none. */
  mapOf(file: string): string | null;
  /** What about the project's settings may be why a file failed to load; null where nothing is. */
  adviceFor(file: string): string | null;
}

const providers: Provider[] = [];

/** Earlier ones are asked first. */
export function addProvider(provider: Provider): void {
  if (!providers.includes(provider)) providers.push(provider);
}

/** For one that answers for the files it was given alone: it goes before those that answer for every file. */
export function addFirstProvider(provider: Provider): void {
  if (!providers.includes(provider)) providers.unshift(provider);
}

export function codeFor(file: string): string | null {
  for (const provider of providers) {
    const code = provider.codeFor(file);
    if (code !== null) return code;
  }
  return null;
}

export function pathsFor(specifier: string, parent: string): readonly string[] {
  return providers.flatMap((provider) => provider.pathsFor(specifier, parent));
}

export function sourceOf(output: string): string | null {
  for (const provider of providers) {
    const source = provider.sourceOf(output);
    if (source !== null) return source;
  }
  return null;
}

export function mapOf(file: string): string | null {
  for (const provider of providers) {
    const map = provider.mapOf(file);
    if (map !== null) return map;
  }
  return null;
}

export function adviceFor(file: string): string | null {
  return providers.map((provider) => provider.adviceFor(file)).find((advice) => advice !== null) ?? null;
}
