/** Drops that may be renames: nobody has said, so they stay drops, and are marked. */
import { sameName } from "../model/names";
import { renameArgument, renameWords, type NamePair } from "../model/rename-words";
import type { Operation } from "../operations/operation";
import type { Finding } from "./rule";

/**
 * @param renames what goes and what comes, and may be one thing under two names
 * @param options.inFile whether a file is written that says so; what to do about it is another thing then
 */
export function renameFindings(
  operations: readonly Operation[],
  renames: readonly NamePair[],
  options: { readonly inFile: boolean },
): Finding[] {
  return renames.flatMap((rename): Finding[] => {
    const removal = operations.find((candidate) => removes(candidate, rename));
    const operation = removal ?? operations.find((candidate) => replaces(candidate, rename));
    if (operation === undefined) return [];
    const fate = removal === undefined ? "stays as it is" : "goes here";
    const { from, to } = renameWords(rename);
    const argument = renameArgument(rename);
    const what = words[rename.kind];
    return [
      {
        code: "may-be-rename",
        severity: "risky",
        message: `${what} ${from} may have been renamed to ${to}, but ${fate} and comes anew under that name`,
        hint: options.inFile
          ? `If it was renamed, delete this file and run autogenerate again with --rename ${argument}.`
          : `If it was renamed, say so when the revision is written: revise --autogenerate --rename ${argument}.`,
        operation,
      },
    ];
  });
}

const words: Readonly<Record<NamePair["kind"], string>> = {
  table: "Table",
  column: "Column",
  enumValue: "Enum value",
  view: "View",
  materializedView: "Materialized view",
};

/** A table or view that no revision created stays where it is, and another of the new name comes beside it. */
function replaces(operation: Operation, { kind, to, schema }: NamePair): boolean {
  if (operation.kind === "createTable") {
    return kind === "table" && sameName(operation.table.name, { schema, name: to });
  }
  return (
    operation.kind === "createView" &&
    kind === (operation.view.materialized ? "materializedView" : "view") &&
    sameName(operation.view.name, { schema, name: to })
  );
}

function removes(operation: Operation, { kind, of, from }: NamePair): boolean {
  switch (kind) {
    case "table":
      return operation.kind === "dropTable" && sameName(operation.name, of);
    case "column":
      return operation.kind === "dropColumn" && sameName(operation.table, of) && operation.column === from;
    case "view":
    case "materializedView":
      return operation.kind === "dropView" && sameName(operation.name, of);
    case "enumValue":
      return (
        operation.kind === "alterEnum" && sameName(operation.name, of) && !operation.values.to.includes(from)
      );
  }
}
