/** Which objects the revisions have created, read from their sources without executing them. */
import { readFileSync } from "node:fs";
import type { ObjectKey, ObjectKind, QualifiedName } from "../model/names";
import { objectKey } from "../model/names";
import type { Revision } from "./revision";
import { TokenReader } from "./token-reader";

/** Calls that create the object of their first argument, and renamings, which create that of their second. */
const creating: Readonly<Record<string, { readonly kind: ObjectKind; readonly argument: 0 | 1 }>> = {
  createTable: { kind: "table", argument: 0 },
  createEnum: { kind: "enum", argument: 0 },
  createView: { kind: "view", argument: 0 },
  createSequence: { kind: "sequence", argument: 0 },
  createSchema: { kind: "schema", argument: 0 },
  createExtension: { kind: "extension", argument: 0 },
  renameTable: { kind: "table", argument: 1 },
  renameEnum: { kind: "enum", argument: 1 },
  renameSequence: { kind: "sequence", argument: 1 },
};

/** Calls that drop the object of their first argument. */
const dropping: Readonly<Record<string, ObjectKind>> = {
  dropTable: "table",
  dropEnum: "enum",
  dropView: "view",
  dropSequence: "sequence",
  dropSchema: "schema",
  dropExtension: "extension",
};

/**
 * The objects that the revisions create, from calls such as `op.createTable("app.user", …)` with literal names. What
 * `downgrade` creates does not count. A file that can't be read counts for nothing.
 *
 * @param defaultSchema names in it are keyed like names without a schema
 */
export function createdObjects(
  revisions: Iterable<Revision>,
  defaultSchema: string | null = null,
): ReadonlySet<ObjectKey> {
  const keys = new Set<ObjectKey>();
  for (const revision of revisions) {
    for (const { kind, name } of createdIn(readSource(revision.path))) {
      keys.add(objectKey(kind, name.schema === defaultSchema ? { schema: null, name: name.name } : name));
    }
  }
  return keys;
}

export interface CreatedObject {
  readonly kind: ObjectKind;
  readonly name: QualifiedName;
}

/**
 * The objects that one source creates, in its order. One that it drops before was there before: a view that makes room
 * for a change of its columns does not become ours by that.
 */
export function createdIn(source: string): CreatedObject[] {
  if (!/create|rename|setSchema/.test(source)) return [];
  const reader = new TokenReader(source);
  const found: CreatedObject[] = [];
  const dropped = new Set<ObjectKey>();
  let afterDot = false;
  for (let token = reader.next(); token !== null; token = reader.next()) {
    if (token.kind === "word" && token.text === "downgrade" && reader.depth === 0) {
      skipFunction(reader);
    } else if (token.kind === "word" && afterDot) {
      const creation = readCall(reader, token.text) ?? readRelocation(reader, token.text);
      if (creation !== null && !dropped.has(keyOf(creation))) found.push(creation);
      const drop = readDrop(reader, token.text);
      if (drop !== null) dropped.add(keyOf(drop));
    }
    afterDot = token.kind === "mark" && (token.text === "." || token.text === "?.");
  }
  return found;
}

function keyOf({ kind, name }: CreatedObject): ObjectKey {
  return objectKey(kind, name);
}

/** `downgrade(op) { … }`, `downgrade = async (op) => { … }`: on to the end of the statement. */
function skipFunction(reader: TokenReader): void {
  for (let token = reader.peek(); token !== null; token = reader.peek()) {
    if (token.text === ";" && token.kind === "mark") return;
    reader.next();
    if (token.kind === "mark" && token.text === "{") {
      reader.skipUntil(() => false);
      return;
    }
    if (token.kind === "mark" && (token.text === "(" || token.text === "[")) {
      reader.skipUntil(() => false);
      reader.next();
    }
  }
}

function readCall(reader: TokenReader, method: string): CreatedObject | null {
  const call = Object.hasOwn(creating, method) ? creating[method] : undefined;
  if (call === undefined) return null;
  if (reader.take("<")) reader.skipUntil((token) => token.text === "(" || token.text === ";");
  if (!reader.take("(")) return null;
  const first = readName(reader);
  if (call.argument === 0) return first === null ? null : named(call.kind, first);
  reader.skipUntil((token) => token.text === ",");
  if (first === null || !reader.take(",")) return null;
  const second = readName(reader);
  return second === null
    ? null
    : named(call.kind, { schema: second.schema ?? first.schema, name: second.name });
}

/** What `op.setSchema` and `op.renameObject` move and rename that counts as created. */
const relocated: Readonly<Record<string, ObjectKind>> = {
  table: "table",
  type: "enum",
  sequence: "sequence",
  view: "view",
  materializedView: "view",
};

/** `op.setSchema({ table: "user" }, "app")`, `op.renameObject({ view: "adult" }, "grown_up")` */
function readRelocation(reader: TokenReader, method: string): CreatedObject | null {
  if (method !== "setSchema" && method !== "renameObject") return null;
  const before = reader.take("(") ? readTarget(reader) : null;
  if (before === null || !reader.take(",")) return null;
  const to = reader.peek();
  const { kind, name } = before;
  if (method === "renameObject") {
    return to?.kind === "string" ? { kind, name: { schema: name.schema, name: to.text } } : null;
  }
  if (to?.kind === "string") return { kind, name: { schema: to.text, name: name.name } };
  return to?.text === "null" ? { kind, name: { schema: null, name: name.name } } : null;
}

/** `{ table: "user" }`; null for what nobody keeps account of, and for what stands on a table. */
function readTarget(reader: TokenReader): CreatedObject | null {
  if (!reader.take("{")) return null;
  const word = reader.next()?.text ?? "";
  const kind = Object.hasOwn(relocated, word) ? relocated[word] : undefined;
  const name = reader.take(":") ? readName(reader) : null;
  reader.take(",");
  return kind === undefined || name === null || !reader.take("}") ? null : { kind, name };
}

function readDrop(reader: TokenReader, method: string): CreatedObject | null {
  const kind = Object.hasOwn(dropping, method) ? dropping[method] : undefined;
  if (kind === undefined || !reader.take("(")) return null;
  const name = readName(reader);
  return name === null ? null : named(kind, name);
}

/** Schemas and extensions have no schema, so a dot in their name is a dot. */
function named(kind: ObjectKind, name: QualifiedName): CreatedObject {
  if (kind !== "schema" && kind !== "extension") return { kind, name };
  return {
    kind,
    name: { schema: null, name: name.schema === null ? name.name : `${name.schema}.${name.name}` },
  };
}

/** `"user"`, `"app.user"` or `{ schema: "app", name: "user" }`; null for what is no literal. */
function readName(reader: TokenReader): QualifiedName | null {
  const token = reader.peek();
  if (token?.kind === "string") {
    reader.next();
    const dot = token.text.indexOf(".");
    return dot === -1
      ? { schema: null, name: token.text }
      : { schema: token.text.slice(0, dot), name: token.text.slice(dot + 1) };
  }
  return reader.take("{") ? readNameFields(reader) : null;
}

function readNameFields(reader: TokenReader): QualifiedName | null {
  const fields = new Map<string, string>();
  for (let key = reader.next(); key !== null && key.text !== "}"; key = reader.next()) {
    if (!reader.take(":")) continue;
    const value = reader.peek();
    if (value?.kind === "string") fields.set(key.text, value.text);
    reader.skipUntil((next) => next.text === ",");
    reader.take(",");
  }
  const name = fields.get("name");
  return name === undefined ? null : { schema: fields.get("schema") ?? null, name };
}

function readSource(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
