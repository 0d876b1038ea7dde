/** What an editor shows of the package: every export has a comment, and so have the members of its types. */
import { join, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const directory = resolve(__dirname, "../../packages/revise");

/** What its name says: the commands of `--json`, and what tells events apart. */
const saidByItsName = /^JsonOutputs\.|\.kind$/;

describe("the public face", () => {
  it("is documented, members included", () => {
    const found = publicNames(join(directory, "src/index.ts"));
    const names = found.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(["upgrade", "ReviseConfig.fileTemplate", "ReviseError.hint"]),
    );
    const bare = found.filter(({ name, isDocumented }) => !isDocumented && !saidByItsName.test(name));
    expect(bare.map(({ name }) => name)).toEqual([]);
  });
});

interface PublicName {
  /** `ReviseConfig`, `ReviseConfig.fileTemplate`. */
  readonly name: string;
  readonly isDocumented: boolean;
}

function publicNames(entry: string): readonly PublicName[] {
  const { config } = ts.readConfigFile(join(directory, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const program = ts.createProgram([entry], ts.parseJsonConfigFileContent(config, ts.sys, directory).options);
  const checker = program.getTypeChecker();
  const toName = (name: string, symbol: ts.Symbol): PublicName => ({
    name,
    isDocumented: symbol.getDocumentationComment(checker).length > 0 || isInternal(symbol, checker),
  });
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  return (module ? checker.getExportsOfModule(module) : []).flatMap((symbol) => {
    const aliased = (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
    return [
      toName(symbol.name, aliased),
      ...membersOf(aliased, checker).map((member) => toName(`${symbol.name}.${member.name}`, member)),
    ];
  });
}

function isInternal(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  return symbol.getJsDocTags(checker).some(({ name }) => name === "internal");
}

function membersOf({ declarations = [] }: ts.Symbol, checker: ts.TypeChecker): readonly ts.Symbol[] {
  return declarations
    .flatMap((declaration): readonly (ts.TypeElement | ts.ClassElement)[] =>
      ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration)
        ? [...declaration.members]
        : [],
    )
    .flatMap(({ name }) => (name && checker.getSymbolAtLocation(name)) ?? []);
}
