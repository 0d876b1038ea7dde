import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The version of this package, as `package.json` says. */
export const version = readVersion();

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8"));
  return (manifest as { version: string }).version;
}
