/**
 * The import law. The table below is the architecture: `ARCHITECTURE.md` quotes it, nothing else repeats it.
 */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { topologicalSort } from "../packages/revise/src/util/graph";

const source = resolve(__dirname, "../packages/revise/src");

interface Law {
  /** Rooms it may import. `room (types)` allows `import type` alone. */
  readonly rooms: readonly string[];
  /** Packages of npm it may import besides Node's own modules; `name (types)` as above. */
  readonly packages?: readonly string[];
}

/** One entry a room: a folder of `src`, or a file directly in it. */
const law: Readonly<Record<string, Law>> = {
  util: { rooms: [] },
  errors: { rooms: [] },
  model: { rooms: ["util"] },
  operations: { rooms: ["model", "util", "errors"] },
  safety: { rooms: ["model", "operations", "util"] },
  dialect: { rooms: ["model (types)", "operations (types)", "safety (types)"] },
  dialects: { rooms: ["dialect", "errors"] },
  "dialects/postgres": { rooms: ["dialect", "model", "operations", "safety", "util", "errors"] },
  typeorm: {
    rooms: ["model", "dialect (types)", "util", "errors"],
    packages: ["typeorm (types)"],
  },
  compare: { rooms: ["model", "operations", "dialect (types)", "util"] },
  render: { rooms: ["model", "operations", "util"] },
  revisions: { rooms: ["operations (types)", "util", "errors", "model"] },
  runtime: { rooms: ["revisions", "operations", "model", "dialect (types)", "util", "errors"] },
  config: {
    rooms: ["errors", "util", "operations (types)", "dialect (types)", "revisions"],
    packages: ["get-tsconfig", "jiti", "typescript (types)", "typeorm (types)"],
  },
  autogenerate: {
    rooms: ["typeorm", "compare", "safety", "dialect (types)", "model", "operations", "errors", "util"],
    packages: ["typeorm (types)"],
  },
  commands: {
    rooms: [
      ...[
        "autogenerate",
        "compare",
        "config",
        "dialect (types)",
        "dialects",
        "errors",
        "model",
        "operations",
      ],
      ...["render", "revisions", "runtime", "safety", "typeorm", "util"],
    ],
    packages: ["prettier", "diff", "typeorm (types)"],
  },
  cli: { rooms: ["commands", "config", "errors", "util"], packages: ["yargs", "yargs/yargs"] },
  index: {
    rooms: [
      "commands",
      "config",
      "operations",
      "model",
      "errors",
      "dialect (types)",
      "revisions",
      "runtime",
      "safety",
    ],
    packages: ["typeorm (types)"],
  },
};

interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => join(source, file));
const imports = files.flatMap(importsOf);

describe("architecture", () => {
  it("places every file in a room of the table", () => {
    expect(files.filter((file) => law[roomOf(file)] === undefined).map(display)).toEqual([]);
  });

  it("keeps every import inside the law", () => {
    expect(imports.filter((found) => !allowed(found)).map(describeImport)).toEqual([]);
  });

  it("has no import cycle between files", () => {
    const edges = new Map(
      files.map((file) => [
        file,
        imports
          .filter((found) => found.from === file && !found.typeOnly)
          .flatMap((found) => targetFile(found) ?? []),
      ]),
    );
    const { cyclic } = topologicalSort(files, (file) => edges.get(file) ?? []);
    expect(cyclic.map(display)).toEqual([]);
  });

  it("names no database outside dialects/", () => {
    const outside = files.filter((file) => !/^(dialects\/|index\.ts$)/.test(display(file)));
    const named = outside.filter((file) =>
      /["'`](postgres|postgresql|mysql|sqlite)["'`]/.test(readFileSync(file, "utf8")),
    );
    expect(named.map(display)).toEqual([]);
  });

  it("prints and exits in cli/ alone", () => {
    const outside = files.filter((file) => !display(file).startsWith("cli/"));
    const printing = outside.filter((file) =>
      /\bconsole\.|process\.(exit|stdout|stderr)\b/.test(readFileSync(file, "utf8")),
    );
    expect(printing.map(display)).toEqual([]);
  });
});

/** `dialects/postgres` for its files, else the first folder, else the file's own name. */
function roomOf(file: string): string {
  const parts = display(file).replace(/\.ts$/, "").split("/");
  if (parts[0] === "dialects" && parts.length > 2) return `dialects/${parts[1] ?? ""}`;
  return parts[0] ?? "";
}

function allowed(found: Import): boolean {
  const room = roomOf(found.from);
  const target = targetFile(found);
  const { rooms = [], packages = [] } = law[room] ?? {};
  if (target !== null) {
    const targetRoom = roomOf(target);
    if (room === targetRoom) return true;
    if (room === "dialects" && targetRoom.startsWith("dialects/")) return true;
    return permits(rooms, targetRoom, found.typeOnly);
  }
  if (found.specifier.startsWith("node:")) return true;
  return permits(packages, found.specifier, found.typeOnly);
}

function permits(list: readonly string[], name: string, typeOnly: boolean): boolean {
  return list.includes(name) || (typeOnly && list.includes(`${name} (types)`));
}

function targetFile(found: Import): string | null {
  if (!found.specifier.startsWith(".")) return null;
  return `${resolve(dirname(found.from), found.specifier)}.ts`;
}

function importsOf(file: string): Import[] {
  const tree = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ESNext, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier !== undefined
    ) {
      found.push({
        from: file,
        specifier: (node.moduleSpecifier as ts.StringLiteral).text,
        typeOnly: isTypeOnly(node),
      });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments;
      if (specifier !== undefined && ts.isStringLiteral(specifier)) {
        found.push({ from: file, specifier: specifier.text, typeOnly: false });
      }
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      found.push({ from: file, specifier: (node.argument.literal as ts.StringLiteral).text, typeOnly: true });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function display(file: string): string {
  return relative(source, file).replaceAll("\\", "/");
}

function describeImport(found: Import): string {
  return `${display(found.from)} imports ${found.typeOnly ? "type " : ""}${found.specifier}`;
}
