import type { QualifiedName } from "../../../model/names";
import type { IndexDetails } from "../../../model/table-index";
import { quoteIdentifier, quoteName } from "../identifiers";

/** What the table uses the index for; the index of a constraint has its name. */
export function indexUses(
  table: QualifiedName,
  name: string,
  { clustered, replicaIdentity }: Pick<IndexDetails, "clustered" | "replicaIdentity">,
): readonly string[] {
  const alter = `ALTER TABLE ${quoteName(table)}`;
  return [
    ...(clustered ? [`${alter} CLUSTER ON ${quoteIdentifier(name)}`] : []),
    ...(replicaIdentity ? [`${alter} REPLICA IDENTITY USING INDEX ${quoteIdentifier(name)}`] : []),
  ];
}
