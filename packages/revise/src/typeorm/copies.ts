/** The copies of TypeORM that a process has loaded. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ReviseError } from "../errors";

/**
 * What is behind a method that TypeORM misses in its own metadata: all copies share one storage, which is of the class
 * of the version that was loaded first. Null for other errors.
 */
export function copiesError(error: unknown): ReviseError | null {
  if (!(error instanceof Error) || !/\bmetadataArgsStorage\.\w+ is not a function/.test(error.message))
    return null;
  const copies = loadedCopies();
  const which = copies.length === 0 ? "" : `: ${copies.join(", ")}`;
  return new ReviseError(
    "metadata-invalid",
    `Entities and DataSource are of different versions of TypeORM, which can't read each other${which}.`,
    {
      hint:
        "Let every package that has entities ask for the same version of typeorm, and run `npm dedupe`; " +
        "`npm ls typeorm` shows who brings which.",
      cause: error,
      details: { copies },
    },
  );
}

/** Version and directory of each, in the order of loading. ES modules load the same CommonJS files. */
function loadedCopies(): string[] {
  return Object.keys(createRequire(__filename).cache)
    .filter((file) => /[\\/]typeorm[^\\/]*[\\/]index\.js$/.test(file))
    .flatMap((file) => {
      const directory = dirname(file);
      const { name, version } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as {
        name?: string;
        version?: string;
      };
      return name === "typeorm" ? [`${version ?? "unknown"} in ${directory}`] : [];
    });
}
