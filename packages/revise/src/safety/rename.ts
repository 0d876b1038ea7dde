/** Drops that may be renames: nobody has said, so they stay drops, and are marked. */
import { displayName, sameName, type QualifiedName } from "../model/names";
import type { Operation } from "../operations/operation";
import type { Finding } from "./rule";

/** Something that goes and something that comes, and may be one thing under two names. */
export interface PossibleRename {
  readonly kind: "table" | "column" | "enumValue" | "view" | "materializedView";
  /** The table or view, the table of the column or the type of the value. */
  readonly of: QualifiedName;
  readonly from: string;
  readonly to: string;
  /** The schema of the new name. */
  readonly schema: string | null;
}

/** @param options.inFile whether a file is written that says so; what to do about it is another thing then */
export function renameFindings(
  operations: readonly Operation[],
  renames: readonly PossibleRename[],
  options: { readonly inFile: boolean },
): Finding[] {
  return renames.flatMap((rename): Finding[] => {
    const removal = operations.find((candidate) => removes(candidate, rename));
    const operation = removal ?? operations.find((candidate) => replaces(candidate, rename));
    if (operation === undefined) return [];
    const fate = removal === undefined ? "stays as it is" : "goes here";
    const owner = displayName(rename.of);
    const from = rename.kind === "column" || rename.kind === "enumValue" ? `${owner}.${rename.from}` : owner;
    const { of, schema } = rename;
    const to = schema === of.schema ? rename.to : displayName({ schema, name: rename.to });
    const what = words[rename.kind];
    return [
      {
        code: "may-be-rename",
        severity: "risky",
        message: `${what} ${from} may have been renamed to ${to}, but ${fate} and comes anew under that name`,
        hint: options.inFile
          ? `If it was renamed, delete this file and run autogenerate again with --rename ${from}:${to}.`
          : `If it was renamed, say so when the revision is written: revise --autogenerate --rename ${from}:${to}.`,
        operation,
      },
    ];
  });
}

const words: Readonly<Record<PossibleRename["kind"], string>> = {
  table: "Table",
  column: "Column",
  enumValue: "Enum value",
  view: "View",
  materializedView: "Materialized view",
};

/** A table or view that no revision created stays where it is, and another of the new name comes beside it. */
function replaces(operation: Operation, { kind, to, schema }: PossibleRename): boolean {
  if (operation.kind === "createTable") {
    return kind === "table" && sameName(operation.table.name, { schema, name: to });
  }
  return (
    operation.kind === "createView" &&
    kind === (operation.view.materialized ? "materializedView" : "view") &&
    sameName(operation.view.name, { schema, name: to })
  );
}

function removes(operation: Operation, { kind, of, from }: PossibleRename): boolean {
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
