import type { Namespace } from "../model/namespace";
import type { SchemaModel } from "../model/schema-model";
import type { Operation } from "../operations/operation";
import { apply } from "../operations/traits-table";
import { type Changes, changes, type CompareContext } from "./comparison";
import { isManaged } from "./filter";
import { matchByKey } from "./match";

/**
 * Schemas that are missing are created. One that nobody uses any more is dropped where a revision created it and
 * nothing at all is left in it; every other one belongs to somebody else.
 *
 * @param operations what becomes of the other nouns
 */
export function compareNamespaces(
  current: SchemaModel,
  desired: SchemaModel,
  everything: SchemaModel,
  operations: readonly Operation[],
  context: CompareContext,
): Changes {
  const { added, removed } = matchByKey(current.namespaces, desired.namespaces, ({ name }) => name);
  const dropped = removed.filter(
    ({ name }) => isManaged("schema", { schema: null, name }, context) && name !== context.defaultSchema,
  );
  const occupied = dropped.length === 0 ? new Set() : occupiedSchemas(operations.reduce(apply, everything));
  const stays = ({ name, holdsMore }: Namespace): boolean => holdsMore === true || occupied.has(name);
  return changes({
    operations: [
      ...added
        .filter(({ name }) => name !== context.defaultSchema)
        .map(({ name }) => ({ kind: "createSchema", name }) as const),
      ...dropped
        .filter((namespace) => !stays(namespace))
        .map(({ name }) => ({ kind: "dropSchema", name }) as const),
    ],
    unmanaged: dropped
      .filter(stays)
      .map(({ name }) => ({ kind: "schema", name: { schema: null, name }, member: null })),
  });
}

function occupiedSchemas(model: SchemaModel): ReadonlySet<string | null> {
  return new Set(
    [...model.enumTypes, ...model.sequences, ...model.tables, ...model.views].map(({ name }) => name.schema),
  );
}
