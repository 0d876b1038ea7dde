import { nameKey } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Sequence } from "../model/sequence";
import type { Operation } from "../operations/operation";
import { type Changes, changes, type CompareContext } from "./comparison";
import { matchByKey } from "./match";
import { partUnclaimed } from "./unclaimed";
import { sameData } from "./same-data";

/** Sequences that stand alone. Those of serial and identity columns belong to their columns. */
export function compareSequences(
  current: SchemaModel,
  desired: SchemaModel,
  context: CompareContext,
): Changes {
  const { kept, added, removed } = matchByKey(current.sequences, desired.sequences, ({ name }) =>
    nameKey(name),
  );
  const { dropped, unmanaged } = partUnclaimed("sequence", removed, context);
  return changes({
    operations: [
      ...added.map(({ name, options }) => ({ kind: "createSequence", name, options }) as const),
      ...kept.flatMap(([from, to]) => compareSequence(from, to)),
      ...dropped.map((definition) => ({ kind: "dropSequence", name: definition.name, definition }) as const),
    ],
    unmanaged,
  });
}

function compareSequence(current: Sequence, desired: Sequence): readonly Operation[] {
  if (sameData(current.options, desired.options)) return [];
  return [
    {
      kind: "alterSequence",
      name: current.name,
      options: { from: current.options, to: desired.options },
    },
  ];
}
