import { shellWord } from "../util/text";
import { displayName, type QualifiedName } from "./names";

/** Something under an old name and a new one. */
export interface NamePair {
  readonly kind: "table" | "column" | "enumValue" | "view" | "materializedView";
  /** The table or view, the table of the column or the type of the value. */
  readonly of: QualifiedName;
  readonly from: string;
  readonly to: string;
  /** The schema of the new name. */
  readonly schema: string | null;
}

/** How people say it: the old name with all that is in front of it, the new one alone where it stays there. */
export function renameWords({ kind, of, from, to, schema }: NamePair): {
  readonly from: string;
  readonly to: string;
} {
  const owner = displayName(of);
  return {
    from: kind === "column" || kind === "enumValue" ? `${owner}.${from}` : owner,
    to: schema === of.schema ? to : displayName({ schema, name: to }),
  };
}

/** As the argument of `--rename`, in a shell. */
export function renameArgument(pair: NamePair): string {
  const { from, to } = renameWords(pair);
  return shellWord(`${from}:${to}`);
}
