/**
 * Two objects that swap their names, or any circle of such: each rename waits for a name that the next one still holds.
 * One of them steps aside under a temporary name, which ends the waiting, and takes its own when that is free.
 */
import type { SchemaModel } from "../model/schema-model";
import type { Operation } from "../operations/operation";
import { clipToBytes } from "../util/text";

/** What autogenerate renames; `renameObject` is for people. */
export type Rename = Exclude<
  Extract<Operation, { readonly kind: `rename${string}` }>,
  { readonly kind: "renameObject" }
>;

export function isRename(operation: Operation): operation is Rename {
  return operation.kind.startsWith("rename") && operation.kind !== "renameObject";
}

/** The two steps instead of the rename, over a name that is none of `taken`. */
export function overTemporaryName(rename: Rename, taken: ReadonlySet<string>): readonly [Rename, Rename] {
  const { from } = rename;
  const between = temporaryName(typeof from === "string" ? from : from.name, taken);
  return [
    { ...rename, to: between, temporary: "to" },
    {
      ...rename,
      from: typeof from === "string" ? between : { schema: from.schema, name: between },
      temporary: "from",
    } as Rename,
  ];
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
