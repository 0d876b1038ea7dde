import type { Comparison } from "../compare/comparison";
import type { Connection } from "../dialect/connection";
import type { Dialect } from "../dialect/dialect";
import type { Introspection } from "../dialect/introspection";
import { plainOperations, wholeOf } from "../operations/custom";
import type { RefusedOperation } from "../operations/refused";
import { analyze } from "../safety/analyze";
import { inUseFindings } from "../safety/in-use";
import { nameTakenFindings, namesTakenBy } from "../safety/name-taken";
import { renameFindings } from "../safety/rename";
import type { Finding } from "../safety/rule";

interface Judges {
  readonly dialect: Dialect;
  readonly connection: Connection;
  readonly writesFile?: boolean;
}

/**
 * What is at stake, in what a custom operation stands for as well. The server is asked only where something gets a name,
 * or has to be read anew.
 */
export async function judge(
  comparison: Comparison,
  { model: before, defaultSchema }: Pick<Introspection, "model" | "defaultSchema">,
  { dialect, connection, writesFile = false }: Judges,
): Promise<readonly Finding[]> {
  const { operations, refused, renameCandidates, revived } = comparison;
  const plain = operations.flatMap(plainOperations);
  const names = namesTakenBy(plain, before);
  const holders = names.length === 0 ? [] : await dialect.nameHolders(connection, names);
  const refusals = await dialect.refusedRevivals(connection, revived.objects, { ...revived, defaultSchema });
  const unreadable = revived.objects.flatMap(({ operation, what }, index): readonly RefusedOperation[] => {
    const reason = refusals[index] ?? null;
    return reason === null ? [] : [{ kind: "unreadable-words", operation, what, reason }];
  });
  const whole = wholeOf(operations);
  return [
    ...analyze(operations, before, dialect.safetyRules),
    ...inUseFindings([...refused, ...unreadable]),
    ...nameTakenFindings(plain, before, holders),
    ...renameFindings(plain, renameCandidates, { inFile: writesFile }),
  ].map((finding) => ({ ...finding, operation: whole(finding.operation) }));
}
