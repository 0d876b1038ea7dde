/** Any object by its kind and name, for what is done alike to all of them: comments, rights, schemas, names. */
import { displayName, objectKey, type ObjectKey, type QualifiedName } from "../../model/names";
import { fields, invalid, listOf, optional, text, type Reader } from "../arguments";
import { extensionKey, schemaKey, tableKey } from "../footprint";
import { encodeName, objectName } from "../object-name";

/** Kinds of what has a name in a schema. */
const named = [
  "table",
  "index",
  "view",
  "materializedView",
  "sequence",
  "type",
  "domain",
  "function",
  "procedure",
] as const;

/** Kinds of what stands on a table, beside the key `table`. */
const members = ["column", "constraint", "trigger", "policy"] as const;

/** Kinds of what has a bare name. */
const bare = ["schema", "extension"] as const;

export type TargetKind = (typeof named)[number] | (typeof members)[number] | (typeof bare)[number];

export interface Target {
  readonly kind: TargetKind;
  /** The name, or that of the table of a member. */
  readonly name: QualifiedName;
  /** The column, constraint, trigger or policy. */
  readonly member?: string;
  /** The arguments of a function or procedure, where they are stated. */
  readonly arguments?: readonly string[];
}

const readFields = fields({
  ...Object.fromEntries(named.map((kind) => [kind, optional(objectName)])),
  ...Object.fromEntries([...members, ...bare].map((kind) => [kind, optional(text)])),
  arguments: optional(listOf(text)),
});

/** @param kinds those that the operation knows */
export function target(kinds: readonly TargetKind[]): Reader<Target> {
  return (value, place) => {
    const { arguments: list, ...given } = readFields(value, place) as Given;
    const kind = kindOf(given, kinds);
    if (kind === null) {
      const known = kinds.map(example).join(", ");
      throw invalid(place, "names no object that the operation is for", `It knows: ${known}.`);
    }
    if (list !== undefined && kind !== "function" && kind !== "procedure") {
      throw invalid(place, "has arguments and is no function");
    }
    const own: QualifiedName | string | undefined = given[kind];
    if (typeof own !== "string") {
      return { kind, name: own ?? nowhere, ...(list !== undefined && { arguments: list }) };
    }
    return isMember(kind)
      ? { kind, name: given.table ?? nowhere, member: own }
      : { kind, name: { schema: null, name: own } };
  };
}

type Given = {
  readonly [Kind in TargetKind]?: Kind extends (typeof named)[number] ? QualifiedName : string;
} & {
  readonly arguments?: readonly string[];
};

/** Only there for the compiler: `kindOf` has seen to it that the name is given. */
const nowhere: QualifiedName = { schema: null, name: "" };

function isMember(kind: string): boolean {
  return members.some((one) => one === kind);
}

/** The one kind that is named, of which a member has its table beside it; null for anything else. */
function kindOf(given: Given, kinds: readonly TargetKind[]): TargetKind | null {
  const keys = Object.entries(given as Readonly<Record<string, unknown>>).flatMap(([key, value]) =>
    value === undefined ? [] : [key],
  );
  const member = keys.find(isMember);
  const wanted = member ?? keys[0];
  const complete = member === undefined ? keys.length === 1 : keys.length === 2 && keys.includes("table");
  return (complete ? kinds.find((kind) => kind === wanted) : undefined) ?? null;
}

function example(kind: TargetKind): string {
  return isMember(kind) ? `{ table, ${kind} }` : `{ ${kind} }`;
}

export function encodeTarget({
  kind,
  name,
  member,
  arguments: list,
}: Target): Readonly<Record<string, unknown>> {
  if (member !== undefined) return { table: encodeName(name), [kind]: member };
  if (bare.some((one) => one === kind)) return { [kind]: name.name };
  return { [kind]: encodeName(name), ...(list !== undefined && { arguments: list }) };
}

const words: Partial<Record<TargetKind, string>> = { materializedView: "materialized view" };

/** `column user.email`, `function add(integer)` */
export function describeTarget({ kind, name, member, arguments: list }: Target): string {
  const whole = displayName(name);
  const suffix = list === undefined ? "" : `(${list.join(", ")})`;
  const word = words[kind] ?? kind;
  if (member === undefined) return `${word} ${whole}${suffix}`;
  return kind === "column" ? `column ${whole}.${member}` : `${word} ${member} on ${whole}`;
}

/** The keys of the object in footprints. */
export function targetKeys({ kind, name, member }: Target): readonly ObjectKey[] {
  if (member !== undefined) {
    return [tableKey(name), objectKey(kind as "column" | "constraint" | "trigger" | "policy", name, member)];
  }
  switch (kind) {
    case "schema":
      return [schemaKey(name.name)];
    case "extension":
      return [extensionKey(name.name)];
    case "materializedView":
    case "view":
      return [objectKey("view", name)];
    case "function":
    case "procedure":
      return [objectKey("routine", name)];
    case "type":
    case "domain":
      return [objectKey("enum", name)];
    case "table":
    case "sequence":
      return [objectKey(kind, name)];
    default:
      return [];
  }
}
