/**
 * Two objects that swap their names, or any circle of such: each rename waits for a name that the next one still holds.
 * One of them steps aside under a temporary name, which ends the waiting, and takes its own when that is free.
 */
import type { SchemaModel } from "../../model/schema-model";
import type { Operation } from "../../operations/operation";
import { clipToBytes } from "../../util/text";

export type Rename = Extract<Operation, { readonly kind: `rename${string}` }>;

export function isRename(operation: Operation): operation is Rename {
  return operation.kind.startsWith("rename");
}

/** The two steps instead of the rename, over a name that is none of `taken`. */
export function overTemporaryName(rename: Rename, taken: ReadonlySet<string>): readonly [Rename, Rename] {
  const between = temporaryName(formerName(rename), taken);
  return [
    { ...rename, to: between, temporary: "to" },
    { ...startingFrom(rename, between), temporary: "from" },
  ];
}

function formerName(rename: Rename): string {
  if (rename.kind === "renameObject") return rename.object.member ?? rename.object.name.name;
  return typeof rename.from === "string" ? rename.from : rename.from.name;
}

function startingFrom(rename: Rename, name: string): Rename {
  if (rename.kind === "renameObject") {
    const { object } = rename;
    if (object.member !== undefined) return { ...rename, object: { ...object, member: name } };
    return { ...rename, object: { ...object, name: { schema: object.name.schema, name } } };
  }
  const { from } = rename;
  return { ...rename, from: typeof from === "string" ? name : { schema: from.schema, name } } as Rename;
}

/** Within what every database takes for a name. */
const mostBytes = 63;

/** `tmp_name`, or the first of `tmp2_name`, `tmp3_name` … that nothing is called. */
function temporaryName(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const candidate = clipToBytes(`tmp${count === 1 ? "" : String(count)}_${name}`, mostBytes);
    if (!taken.has(candidate)) return candidate;
  }
}

/** Every name in a model, whatever it is the name of: a name in between should be mistaken for none of them. */
export function namesIn({ enumTypes, sequences, tables, views }: SchemaModel): readonly string[] {
  return [
    ...enumTypes.flatMap(({ name, values }) => [name.name, ...values]),
    ...sequences.map(({ name }) => name.name),
    ...tables.flatMap(({ name, columns, constraints, indexes }) => [
      name.name,
      ...[...columns, ...constraints, ...indexes].map((member) => member.name),
    ]),
    ...views.flatMap(({ name, indexes }) => [name.name, ...indexes.map((index) => index.name)]),
  ];
}
