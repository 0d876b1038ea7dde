import type { Comparison } from "../compare/comparison";
import type { Connection } from "../dialect/connection";
import type { Dialect } from "../dialect/dialect";
import type { SchemaModel } from "../model/schema-model";
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

/** What is at stake. The server is asked only where something gets a name. */
export async function judge(
  { operations, held, renameCandidates }: Comparison,
  before: SchemaModel,
  { dialect, connection, writesFile = false }: Judges,
): Promise<readonly Finding[]> {
  const names = namesTakenBy(operations, before);
  const holders = names.length === 0 ? [] : await dialect.nameHolders(connection, names);
  return [
    ...analyze(operations, before, dialect.safetyRules),
    ...inUseFindings(held),
    ...nameTakenFindings(operations, before, holders),
    ...renameFindings(operations, renameCandidates, { inFile: writesFile }),
  ];
}
