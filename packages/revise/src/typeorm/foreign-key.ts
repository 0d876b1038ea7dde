import type { EntityMetadata } from "typeorm";
import { ReviseError } from "../errors";
import type { ForeignKey, ReferentialAction } from "../model/constraint";
import { readDeferrable } from "./constraint";
import { entityOrigin } from "./metadata-types";
import type { ColumnMetadata, ForeignKeyMetadata } from "./metadata-types";
import { relationName } from "./reading";
import type { Reading } from "./reading";

/** Foreign keys of relations and of `@ForeignKey`; one where both declare the same. */
export function readForeignKeys(reading: Reading, entity: EntityMetadata): readonly ForeignKey[] {
  return entity.foreignKeys
    .filter((metadata) => metadata.columns.length > 0)
    .map((metadata) => readForeignKey(reading, entity, metadata));
}

function readForeignKey(reading: Reading, entity: EntityMetadata, metadata: ForeignKeyMetadata): ForeignKey {
  const columns = foreignKeyColumns(entity, metadata).map((column) => column.databaseName);
  const references = metadata.referencedColumns.map((column) => column.databaseName);
  const cut = (name: string): string => reading.types.truncateIdentifier(name);
  return {
    kind: "foreignKey",
    name: reading.identifier(metadata.name, "foreign key"),
    givenName: metadata.givenName !== undefined,
    columns: columns.map(cut),
    references: {
      table: relationName(reading, metadata.referencedEntityMetadata),
      columns: references.map(cut),
    },
    onDelete: readAction(entity, metadata.onDelete),
    onDeleteColumns: [],
    onUpdate: readAction(entity, metadata.onUpdate),
    match: "SIMPLE",
    deferrable: readDeferrable(metadata.deferrable),
    notValid: false,
  };
}

/**
 * The closure table of an entity with a composite key has a column for each part of it, but TypeORM gives its foreign
 * keys the first one alone (`ClosureJunctionEntityMetadataBuilder`), which the server refuses.
 */
function foreignKeyColumns(entity: EntityMetadata, metadata: ForeignKeyMetadata): readonly ColumnMetadata[] {
  const [first] = metadata.columns;
  if (entity.tableType !== "closure-junction" || first === undefined) return metadata.columns;
  const side = entity.ownColumns.filter((column) => column.closureType === first.closureType);
  return side.length === metadata.referencedColumns.length ? side : metadata.columns;
}

const actions: Readonly<Record<string, ReferentialAction>> = {
  "NO ACTION": "NO ACTION",
  RESTRICT: "RESTRICT",
  CASCADE: "CASCADE",
  "SET NULL": "SET NULL",
  "SET DEFAULT": "SET DEFAULT",
  DEFAULT: "SET DEFAULT",
};

/** TypeORM's word `DEFAULT` is the standard's `SET DEFAULT`; printed as it is the server would not parse it. */
function readAction(entity: EntityMetadata, action: string | undefined): ReferentialAction {
  const known = actions[(action ?? "NO ACTION").trim().toUpperCase()];
  if (known !== undefined) return known;
  throw new ReviseError(
    "metadata-invalid",
    `A relation of ${entityOrigin(entity)} has the unknown referential action "${action ?? ""}".`,
    { hint: `Use one of ${Object.values(actions).slice(0, 5).join(", ")}.` },
  );
}
