/** The constants of a header, out of a file's tokens. */
import { TokenReader } from "./token-reader";
import type { Token } from "./source-tokens";

export const headerNames = ["revision", "downRevision", "branchLabels", "dependsOn"] as const;
const optionalNames = ["transaction"] as const;
export type HeaderName = (typeof headerNames)[number];
export type HeaderValue = string | readonly string[] | boolean | null;
export type HeaderConstants = Readonly<
  Partial<Record<HeaderName | (typeof optionalNames)[number], HeaderValue>>
>;
export type ConstantsResult = { readonly constants: HeaderConstants } | { readonly reason: string };

/** A literal, a name that stands for one, or what was found instead. */
type Value =
  | { readonly kind: "literal"; readonly value: HeaderValue }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "other"; readonly found: string };

interface Findings {
  /** Constants of the module, exported or not. */
  readonly declared: Map<string, Value>;
  readonly exported: Map<string, Value>;
}

/**
 * Reads the exports called `revision`, `downRevision`, `branchLabels`, `dependsOn` and `transaction`. Stops at the first
 * function after the first four.
 */
export function readConstants(source: string): ConstantsResult {
  const reader = new TokenReader(source);
  const findings: Findings = { declared: new Map(), exported: new Map() };
  let bundled = false;
  while (!(complete(findings) && findings.exported.get("transaction")?.kind === "literal")) {
    const token = reader.next();
    if (token === null) break;
    if (reader.depth > 0 || token.kind !== "word") continue;
    if (token.text === "function" && complete(findings)) break;
    if (token.text === "export") readExport(reader, findings);
    else if (isDeclaration(token)) readDeclaration(reader, findings, false);
    else if (isExports(token)) readCommonJs(reader, token, findings);
    else bundled ||= /^_+export$/.test(token.text);
  }
  return settle(findings, bundled);
}

function complete({ exported }: Findings): boolean {
  return headerNames.every((name) => exported.get(name)?.kind === "literal");
}

/** Bundlers export CommonJS constants through a function of their own; then a declaration counts as an export. */
function settle({ declared, exported }: Findings, bundled: boolean): ConstantsResult {
  const constants: Record<string, HeaderValue> = {};
  for (const name of [...headerNames, ...optionalNames]) {
    let value = exported.get(name) ?? (bundled ? declared.get(name) : undefined);
    if (value?.kind === "name") value = declared.get(value.name) ?? { kind: "other", found: value.name };
    if (value === undefined) continue;
    if (value.kind !== "literal") {
      const found = value.kind === "name" ? value.name : value.found;
      return { reason: `\`${name}\` is not a string, an array of strings or null, but \`${found}\`` };
    }
    constants[name] = value.value;
  }
  return { constants };
}

function isDeclaration(token: Token | null): boolean {
  return token?.kind === "word" && (token.text === "const" || token.text === "let" || token.text === "var");
}

function readExport(reader: TokenReader, findings: Findings): void {
  const token = reader.peek();
  if (isDeclaration(token)) {
    reader.next();
    readDeclaration(reader, findings, true);
  } else if (token?.text === "{") {
    readExportList(reader, findings);
  }
}

/** `export { a, b as revision };` */
function readExportList(reader: TokenReader, findings: Findings): void {
  reader.next();
  for (let token = reader.next(); token !== null && token.text !== "}"; token = reader.next()) {
    if (token.kind !== "word") continue;
    const local = token.text;
    let name = local;
    if (reader.take("as")) name = reader.next()?.text ?? local;
    findings.exported.set(name, { kind: "name", name: local });
  }
}

/** `revision: string = "…", downRevision = null` after `const`. */
function readDeclaration(reader: TokenReader, findings: Findings, exported: boolean): void {
  do {
    const name = reader.next();
    if (name?.kind !== "word") return;
    if (reader.take(":")) reader.skipUntil((token) => token.text === "=" || token.text === ";");
    if (!reader.take("=")) continue;
    const value = readValue(reader);
    findings.declared.set(name.text, value);
    if (exported) findings.exported.set(name.text, value);
  } while (reader.take(","));
}

/** `exports.revision = …`, `exports.a = exports.b = …`, `module.exports.revision = …`, `module.exports = { … }`. */
function readCommonJs(reader: TokenReader, start: Token, findings: Findings): void {
  const names: string[] = [];
  let token: Token | null = start;
  while (token !== null) {
    if (token.text === "module" && !(reader.take(".") && reader.take("exports"))) return;
    if (!reader.take(".")) {
      if (reader.take("=") && reader.take("{")) readObject(reader, findings);
      return;
    }
    names.push(reader.next()?.text ?? "");
    if (!reader.take("=")) return;
    token = isExports(reader.peek()) ? reader.next() : null;
  }
  const value = readValue(reader);
  for (const name of names) findings.exported.set(name, value);
}

function isExports(token: Token | null): boolean {
  return token?.kind === "word" && (token.text === "exports" || token.text === "module");
}

function readObject(reader: TokenReader, findings: Findings): void {
  for (let key = reader.next(); key !== null && key.text !== "}"; key = reader.next()) {
    if (key.kind !== "word" && key.kind !== "string") continue;
    if (reader.take(":")) findings.exported.set(key.text, readValue(reader));
    else if (reader.peek()?.text === "," || reader.peek()?.text === "}") {
      findings.exported.set(key.text, { kind: "name", name: key.text });
    }
    reader.skipUntil((token) => token.text === "," || token.text === "}");
    reader.take(",");
  }
}

function readValue(reader: TokenReader): Value {
  const wrapped = reader.take("(");
  const value = readLiteral(reader);
  if (wrapped && !reader.take(")")) return { kind: "other", found: "(…)" };
  while (reader.take("as") || reader.take("satisfies")) {
    reader.skipUntil(
      (token) => /^[;,})]$/.test(token.text) || (token.newLine && !/^[|&[\]<>]$/.test(token.text)),
    );
  }
  const after = reader.peek();
  if (after === null || /^[;,}]$/.test(after.text) || (after.newLine && after.kind === "word")) return value;
  return { kind: "other", found: `${describe(value)} ${after.text} …` };
}

function readLiteral(reader: TokenReader): Value {
  const token = reader.next();
  if (token === null) return { kind: "other", found: "nothing" };
  if (token.kind === "string") return { kind: "literal", value: token.text };
  if (token.text === "[") return readArray(reader);
  if (token.kind !== "word")
    return { kind: "other", found: token.kind === "template" ? "`…${…}…`" : token.text };
  if (token.text === "true" || token.text === "false")
    return { kind: "literal", value: token.text === "true" };
  if (token.text === "null" || token.text === "undefined") return { kind: "literal", value: null };
  if (token.text === "void") {
    reader.next();
    return { kind: "other", found: "undefined" };
  }
  return { kind: "name", name: token.text };
}

function readArray(reader: TokenReader): Value {
  const items: string[] = [];
  for (let token = reader.next(); token !== null && token.text !== "]"; token = reader.next()) {
    if (token.kind !== "string") return { kind: "other", found: `[… ${token.text} …]` };
    items.push(token.text);
    if (!reader.take(",") && reader.peek()?.text !== "]") {
      return { kind: "other", found: `[… ${reader.peek()?.text ?? ""} …]` };
    }
  }
  return { kind: "literal", value: items };
}

function describe(value: Value): string {
  if (value.kind === "literal") return JSON.stringify(value.value);
  return value.kind === "name" ? value.name : value.found;
}
