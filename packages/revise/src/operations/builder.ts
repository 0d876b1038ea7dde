/** `op`: what a revision calls. Every call becomes an operation as data, and the sink decides what happens to it. */
import type { ColumnCalls } from "./builder/column";
import type { ConstraintCalls } from "./builder/constraint";
import type { DomainCalls } from "./builder/domain";
import type { EnumTypeCalls } from "./builder/enum-type";
import type { NamespaceCalls } from "./builder/namespace";
import type { ObjectCalls } from "./builder/object";
import type { PartitionCalls } from "./builder/partition";
import type { PolicyCalls } from "./builder/policy";
import type { PrivilegeCalls } from "./builder/privilege";
import type { RoutineCalls } from "./builder/routine";
import type { SequenceCalls } from "./builder/sequence";
import type { SqlCalls } from "./builder/sql";
import type { TableCalls } from "./builder/table";
import type { TableIndexCalls } from "./builder/table-index";
import type { TriggerCalls } from "./builder/trigger";
import type { ViewCalls } from "./builder/view";
import type { OperationKind } from "./operation";
import { decodeCall } from "./shorthand";
import type { OperationSink } from "./sink";
import { operationKinds } from "./traits-table";

/**
 * What the functions of a revision receive. Names of objects are `"user"`, `"app.user"`, or `{ schema, name }` where
 * a name itself holds a dot. A call that is not understood throws `operation-invalid` and names the argument.
 *
 * @typeParam Runner the query runner of the user's TypeORM
 * @typeParam Manager the entity manager of the user's TypeORM
 */
export interface Operations<Runner = unknown, Manager = unknown>
  extends
    NamespaceCalls,
    EnumTypeCalls,
    SequenceCalls,
    TableCalls,
    ColumnCalls,
    ConstraintCalls,
    TableIndexCalls,
    ViewCalls,
    DomainCalls,
    PartitionCalls,
    RoutineCalls,
    TriggerCalls,
    PolicyCalls,
    PrivilegeCalls,
    ObjectCalls,
    SqlCalls {
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

/** `op` over a sink. A call that is not understood rejects with `operation-invalid` before the sink hears of it. */
export function createOperations(sink: OperationSink): Operations {
  const calls = Object.fromEntries(
    operationKinds.map((kind) => [kind, (...args: unknown[]) => call(sink, kind, args)]),
    // A method of `Operations` for every kind, or this does not compile.
  ) as unknown as Pick<Operations, OperationKind>;
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
async function call(sink: OperationSink, kind: OperationKind, args: readonly unknown[]): Promise<unknown> {
  let result: unknown;
  for (const operation of decodeCall(kind, args)) result = await sink.run(operation);
  return result;
}
