/** `comparators` of the configuration: what they find becomes operations. */
import type { DataSource } from "typeorm";
import type { Difference } from "../config/callbacks";
import type { Configuration } from "../config/config";
import type { Connection } from "../dialect/connection";
import { ReviseError } from "../errors";
import type { Operation } from "../operations/operation";
import { describe, encode } from "../operations/traits-table";
import { checkVocabulary, operationsOf, type Vocabulary } from "../operations/vocabulary";
import { callUserAsync } from "./user-callback";

/**
 * What the comparators of the configuration found, in their order.
 *
 * @throws `hook-failed` for what a comparator throws, and for one that gives no list; `operation-invalid` for a call that
 * is not understood
 */
export async function compareBesides(
  { comparators, operations: vocabulary, environment, file }: Configuration,
  dataSource: DataSource,
  connection: Connection,
): Promise<readonly Operation[]> {
  checkVocabulary(vocabulary, file);
  const found: Operation[] = [];
  for (const [index, comparator] of comparators.entries()) {
    const name = `comparators[${String(index)}]`;
    const query = <Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
      connection.query<Row>(sql, parameters);
    const differences: unknown = await callUserAsync(name, file, () =>
      comparator({ dataSource, query, environment }),
    );
    if (!Array.isArray(differences)) {
      throw new ReviseError("hook-failed", `${name} of ${file} gave no list.`, {
        hint: 'Return a list of calls: [["dropTrigger", "user", "touch"]], or [] where nothing differs.',
        details: { hook: name, file },
      });
    }
    found.push(
      ...(differences as readonly Difference[]).flatMap((difference) =>
        operationsFor(difference, vocabulary),
      ),
    );
  }
  return found;
}

function operationsFor(difference: Difference, vocabulary: Vocabulary): readonly Operation[] {
  if (!("upgrade" in difference)) return operationsOf(difference, vocabulary);
  const { upgrade, downgrade } = difference;
  const operations = operationsOf(upgrade, vocabulary);
  const [only] = operations;
  if (operations.length !== 1 || only === undefined) {
    throw new ReviseError("operation-invalid", `op.${upgrade[0]} of a comparator is several operations`, {
      hint: "Give them one by one.",
    });
  }
  const undo = (): readonly Operation[] => downgrade.flatMap((step) => operationsOf(step, vocabulary));
  if (only.kind === "custom") return [{ ...only, undo }];
  const call = { name: only.kind, arguments: encode(only), summary: describe(only), text: null };
  return [{ kind: "custom", ...call, operations, undo }];
}
