/** Reads the database into the model. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Connection } from "../../../dialect/connection";
import type { Introspection, Scope, Snapshot } from "../../../dialect/introspection";
import { assemble, assembleDependents, assembleExtensionUses, layOut } from "./assemble";
import { beginSnapshot, readExtensionUses, readNeeds, readObjects, readTypes } from "./catalogue";
import { readAll } from "./query";
import { namespaceQuery, readScope, serverQuery } from "./scope";

/**
 * Opens a read-only snapshot and asks where unqualified names lead: one round trip. `read` asks for the objects in
 * `scope` in a second one, whatever their number, and for the types met there in a third one, and ends the snapshot, which
 * is what keeps a table and its columns of one moment.
 *
 * @throws ReviseError `database-error` where no schema of the search path exists; the errors of the connection
 */
export function openSnapshot(connection: Connection, scope: Promise<Scope>): Promise<Snapshot> {
  return orRollBack(connection, async () => {
    const [{ server, namespaces }, asked] = await Promise.all([
      readAll(connection, { server: serverQuery, namespaces: namespaceQuery }, { before: beginSnapshot }),
      scope,
    ]);
    const [answer] = server;
    if (answer === undefined) throw new Error("The server gave no answer about itself");
    const readIn = readScope(answer, namespaces, asked);
    const { defaultSchema, serverVersion } = readIn;
    return {
      defaultSchema,
      read: () =>
        orRollBack(connection, async () => {
          const objects = await readObjects(connection, readIn);
          const [types, layout] = await Promise.all([
            readTypes(connection, objects),
            // By the next turn the question is on its way; what needs no answer is done until it comes.
            nextTurn().then(() => layOut(objects, readIn)),
          ]);
          return {
            ...assemble({ ...objects, ...types }, layout, readIn),
            dependents: () =>
              orRollBack(connection, async () =>
                assembleDependents(await readNeeds(connection, readIn), objects, readIn),
              ),
            extensionUses: (names) =>
              orRollBack(connection, async () =>
                assembleExtensionUses(await readExtensionUses(connection, names), objects, readIn),
              ),
            defaultSchema,
            serverVersion,
          };
        }),
    };
  });
}

/** All round trips, one after the other. */
export async function introspect(connection: Connection, scope: Scope): Promise<Introspection> {
  const snapshot = await openSnapshot(connection, Promise.resolve(scope));
  return snapshot.read();
}

async function orRollBack<Result>(connection: Connection, body: () => Promise<Result>): Promise<Result> {
  try {
    return await body();
  } catch (error) {
    // The first error is the one to tell; a connection that is gone cannot roll back either.
    await connection.batch(["ROLLBACK"]).catch(() => undefined);
    throw error;
  }
}
