/** `op`: what a revision calls. Every call becomes an operation as data, and the sink decides what happens to it. */
import type { Calls } from "./builder/calls";
import { plainOperations } from "./custom";
import type { OperationSink } from "./sink";
import { operationKinds } from "./traits-table";
import { operationsOf, plainVocabulary, type Vocabulary } from "./vocabulary";

/**
 * What the functions of a revision receive. Names of objects are `"user"`, `"app.user"`, or `{ schema, name }` where
 * a name itself holds a dot. A call that is not understood throws `operation-invalid` and names the argument.
 *
 * @typeParam Runner the query runner of the user's TypeORM
 * @typeParam Manager the entity manager of the user's TypeORM
 */
export interface Operations<Runner = unknown, Manager = unknown> extends Calls {
  /**
   * Runs `body` outside the transaction of the revision, each statement on its own. What was done before is
   * committed first, so a revision that uses it should be safe to run again from there.
   *
   * @example
   * await op.autocommit(async () => {
   *   await op.execute("VACUUM ANALYZE post");
   * });
   */
  autocommit(body: () => Promise<void>): Promise<void>;
  /** TypeORM's query runner on the connection of the revision. Throws `operation-unsupported` in offline SQL. */
  readonly queryRunner: Runner;
  /** TypeORM's entity manager on that connection, for data migrations. Throws as `queryRunner` does. */
  readonly manager: Manager;
}

/**
 * `op` over a sink. A call that is not understood rejects with `operation-invalid` before the sink hears of it.
 *
 * @param vocabulary the operations that the configuration adds
 */
export function createOperations(sink: OperationSink, vocabulary: Vocabulary = plainVocabulary): Operations {
  const calls = Object.fromEntries(
    [...operationKinds, ...Object.keys(vocabulary)].map((name) => [
      name,
      (...args: unknown[]) => call(sink, name, args, vocabulary),
    ]),
    // A method of `Operations` for every kind, or this does not compile.
  ) as unknown as Pick<Operations, (typeof operationKinds)[number]>;
  return {
    ...calls,
    autocommit: (body) => sink.autocommit(body),
    get queryRunner() {
      return sink.queryRunner;
    },
    get manager() {
      return sink.manager;
    },
  };
}

/** Gives what the last operation of the call gave: the rows of `op.execute`. */
async function call(
  sink: OperationSink,
  name: string,
  args: readonly unknown[],
  vocabulary: Vocabulary,
): Promise<unknown> {
  let result: unknown;
  const operations = operationsOf([name, ...args], vocabulary).flatMap(plainOperations);
  for (const operation of operations) result = await sink.run(operation);
  return result;
}
