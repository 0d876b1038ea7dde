import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The root of this repository, the same from the sources and from the build. */
export const repository = findRoot(__dirname);

function findRoot(directory: string): string {
  if (existsSync(join(directory, "package-lock.json"))) return directory;
  const parent = dirname(directory);
  if (parent === directory) throw new Error("No package-lock.json above the testkit");
  return findRoot(parent);
}
