import type { Operation, OperationKind, PerKind } from "../../operations/operation";

/**
 * The order of a revision file where nothing else decides: renames, so that the rest can use the new names; what must
 * be committed before it is used; what is in the way; then new things from the large to the small; what goes for
 * good; views over the finished tables; and last what takes long.
 */
const phases: readonly (readonly string[])[] = [
  [
    "setSchema",
    "renameTable",
    "renameColumn",
    "renameEnum",
    "renameEnumValue",
    "renameSequence",
    "renameObject",
  ],
  ["addEnumValue"],
  ["createSchema"],
  ["createExtension"],
  ["createEnum"],
  ["dropView"],
  ["dropForeignKey"],
  ["dropIndex"],
  ["dropConstraint"],
  ["alterEnum"],
  ["createSequence", "alterSequence"],
  ["createTable"],
  ["alterTable"],
  ["addColumn"],
  ["alterColumn"],
  ["execute", "bulkInsert"],
  ["addPrimaryKey", "addUnique", "addCheck", "addExclusion", "alterForeignKey", "renameConstraint"],
  ["createIndex", "renameIndex"],
  ["addForeignKey"],
  ["dropColumn"],
  ["dropTable"],
  ["dropSequence"],
  ["dropEnum"],
  ["createView"],
  ["createIndexConcurrently"],
  ["dropExtension"],
  ["dropSchema"],
];

const phaseOfWord = new Map(phases.flatMap((words, phase) => words.map((word) => [word, phase])));

/** Kinds that stand in more than one phase. */
const words: Partial<PerKind<OperationKind, [], string>> = {
  dropConstraint: ({ definition }) =>
    definition?.kind === "foreignKey" ? "dropForeignKey" : "dropConstraint",
  createIndex: ({ index }) => (index.concurrently ? "createIndexConcurrently" : "createIndex"),
};

export function phaseOf(operation: Operation): number {
  const word = words[operation.kind] as ((operation: Operation) => string) | undefined;
  return phaseOfWord.get(word?.(operation) ?? operation.kind) ?? phases.length;
}
