/** Which module format Node.js gives a file, by its ending and the nearest package.json. */
import { readFileSync } from "node:fs";
import { dirname, extname, join, sep } from "node:path";

export type ModuleFormat = "commonjs" | "module";

const typeOfDirectory = new Map<string, ModuleFormat>();

export function moduleFormat(file: string): ModuleFormat {
  const ending = extname(file);
  if (ending === ".mts" || ending === ".mjs") return "module";
  if (ending === ".cts" || ending === ".cjs") return "commonjs";
  return packageType(dirname(file));
}

export function isTypeScript(file: string): boolean {
  return /\.(?:ts|tsx|mts|cts)$/.test(file) && !isDeclaration(file);
}

export function isDeclaration(file: string): boolean {
  return /\.d\.(?:[^./\\]+\.)?[cm]?ts$/.test(file);
}

/** Whether a file belongs to an installed package, which is never compiled by the project. */
export function isInstalled(file: string): boolean {
  return file.includes(`${sep}node_modules${sep}`);
}

/** The `type` of the nearest package.json; Node.js looks no further than the first one. */
function packageType(directory: string): ModuleFormat {
  const known = typeOfDirectory.get(directory);
  if (known !== undefined) return known;
  const type = ownType(directory) ?? parentType(directory);
  typeOfDirectory.set(directory, type);
  return type;
}

function parentType(directory: string): ModuleFormat {
  const parent = dirname(directory);
  return parent === directory ? "commonjs" : packageType(parent);
}

function ownType(directory: string): ModuleFormat | null {
  let text: string;
  try {
    text = readFileSync(join(directory, "package.json"), "utf8");
  } catch {
    return null; // No package.json here: the parent decides.
  }
  const content: unknown = JSON.parse(text);
  const type = typeof content === "object" && content !== null && "type" in content ? content.type : null;
  return type === "module" ? "module" : "commonjs";
}
