import { ReviseError } from "../errors";
import type { Operation } from "../operations/operation";
import type { OperationSink } from "../operations/sink";

/** Keeps operations and runs none of them. Queries give no rows. */
export class RecordingSink implements OperationSink {
  readonly operations: Operation[] = [];

  get queryRunner(): unknown {
    throw noConnection("queryRunner");
  }

  get manager(): unknown {
    throw noConnection("manager");
  }

  run(operation: Operation): Promise<unknown> {
    this.operations.push(operation);
    return Promise.resolve(operation.kind === "execute" ? [] : undefined);
  }

  autocommit(body: () => Promise<void>): Promise<void> {
    return body();
  }
}

export function noConnection(name: "queryRunner" | "manager"): ReviseError {
  return new ReviseError("operation-unsupported", `op.${name} needs a database, and this run has none.`, {
    hint: "Write the statement with op.execute, which offline SQL can print, or run the revision without --sql.",
  });
}
