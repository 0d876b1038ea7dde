/** Rows that hold a value which an enum loses, where nobody has said what becomes of them. */
import type { Dialect } from "../dialect/dialect";
import { ReviseError } from "../errors";
import { displayName } from "../model/names";
import type { AlterEnum } from "../operations/enum-type";
import { undecidedValues } from "../operations/enum-type/mapping";
import type { Operation } from "../operations/operation";
import type { Statement } from "../operations/statement";
import { plural } from "../util/text";

/**
 * Asks before the type is rebuilt, so that the answer is a sentence and not half a rewritten table.
 *
 * @throws `expression-missing` with the values and how many rows of which column hold them
 */
export async function refuseHeldValues(
  operation: Operation,
  dialect: Dialect,
  query: (statement: Statement) => Promise<unknown[]>,
): Promise<void> {
  if (operation.kind !== "alterEnum") return;
  const values = undecidedValues(operation);
  if (values.length === 0) return;
  const held: Held[] = [];
  for (const use of operation.usedBy) {
    const question = dialect.valueHolders(use, values);
    const rows = (await query({ ...question, transactional: true, source: operation })) as {
      readonly value: string;
      readonly rows: string;
    }[];
    held.push(
      ...rows.map(({ value, rows: count }) => ({
        value,
        column: `${displayName(use.table)}.${use.column}`,
        rows: Number(count),
      })),
    );
  }
  if (held.length > 0) throw heldError(operation, held);
}

interface Held {
  readonly value: string;
  readonly column: string;
  readonly rows: number;
}

function heldError({ name, values }: AlterEnum, held: readonly Held[]): ReviseError {
  const places = held.map(
    ({ value, column, rows }) =>
      `"${value}", which ${plural(rows, "row")} of ${column} ${rows === 1 ? "holds" : "hold"}`,
  );
  const [first] = held;
  const example = `mapping: { ${JSON.stringify(first?.value ?? "")}: ${JSON.stringify(values.to[0] ?? "")} }`;
  return new ReviseError(
    "expression-missing",
    `Enum ${displayName(name)} loses ${places.join(", and ")}, and nobody has said what becomes of them.`,
    {
      hint: `Write the value that takes its place in the mapping of op.alterEnum, as in \`${example}\`, or null for no value.`,
      details: { enum: displayName(name), held },
    },
  );
}
