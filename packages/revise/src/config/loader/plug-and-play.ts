/** Yarn's Plug'n'Play: packages come from a table, not from `node_modules`, and what it lacks is told in its own words. */
import Module from "node:module";

/** What of its API is asked for; Yarn adds `findPnpApi` to Node's `module`. */
interface Table {
  getDependencyTreeRoots(): readonly object[];
  getPackageInformation(locator: object): { readonly packageLocation: string } | null;
}

/** Name and directory of the packages of the workspace that `directory` is in; none where there is no table. */
export function packagesOfTable(directory: string): [name: string, path: string][] {
  const { findPnpApi } = Module as { findPnpApi?: (issuer: string) => Table | null };
  const table = findPnpApi?.(directory) ?? null;
  if (table === null) return [];
  return table.getDependencyTreeRoots().flatMap((locator): [string, string][] => {
    const location = table.getPackageInformation(locator)?.packageLocation;
    return location === undefined || !("name" in locator) ? [] : [[String(locator.name), location]];
  });
}

/** The file of a package that was looked for in vain, such as one that has not been compiled; null for other errors. */
function fileMissingByTable(error: Error): string | null {
  if (!error.message.startsWith("Qualified path resolution failed")) return null;
  return /^Not found: (.+\.[cm]?js)$/m.exec(error.message)?.[1] ?? null;
}

/** The package, or the file, that the table does not give; null for other errors. */
export function missingByTable(error: Error): string | null {
  return fileMissingByTable(error) ?? /^Required package: (\S+)/m.exec(error.message)?.[1] ?? null;
}

/** Whether a file is the table or what comes with it. */
export function isTable(file: string): boolean {
  return /[\\/]\.pnp\.(?:cjs|loader\.mjs)$/.test(file);
}
