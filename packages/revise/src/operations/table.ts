import { displayName, type QualifiedName } from "../model/names";
import type { Table } from "../model/table";
import { plural } from "../util/text";
import { fields, invalid, nullable, readArguments, string } from "./arguments";
import {
  createOptions,
  dropOptions,
  existenceOptions,
  mirrored,
  trailing,
  type CreateOptions,
  type DropOptions,
} from "./existence";
import {
  footprintOf,
  formerAnyShape,
  formerShape,
  relationName,
  schemaOf,
  shapeAfter,
  shapeBefore,
  tableKey,
} from "./footprint";
import { placed, updateTable, without } from "./model-edit";
import { encodeName, objectName } from "./object-name";
import type { Change, Operation } from "./operation";
import { type SchemaObjectRename, renameTraits } from "./renaming";
import { whenFacetsKnown, whenKnown } from "./reversal";
import { bareTable, encodeTable, tableDetails } from "./table/definition";
import { created, dropped, needsOf, releasesOf } from "./table/footprint";
import { renamedTable } from "./table/renaming";
import type { TraitsFor } from "./traits";

/**
 * Creates a table with its columns, primary key, uniques, checks and exclusions. Foreign keys and indexes are
 * operations of their own: that is what lets tables refer to each other in a cycle.
 */
export interface CreateTable extends CreateOptions {
  readonly kind: "createTable";
  readonly table: Table;
}

export interface DropTable extends DropOptions {
  readonly kind: "dropTable";
  readonly name: QualifiedName;
  readonly definition?: Table;
}

export interface RenameTable extends SchemaObjectRename {
  readonly kind: "renameTable";
}

export interface AlterTable {
  readonly kind: "alterTable";
  readonly name: QualifiedName;
  readonly comment: Change<string | null>;
}

export interface TableOperationMap {
  createTable: CreateTable;
  dropTable: DropTable;
  renameTable: RenameTable;
  alterTable: AlterTable;
}

type Traits<Kind extends keyof TableOperationMap> = TraitsFor<Kind>[Kind];

const createTable: Traits<"createTable"> = {
  reverse: ({ table, ...options }) => ({
    reversible: true,
    operations: [{ kind: "dropTable", name: table.name, definition: bareTable(table), ...mirrored(options) }],
  }),
  describe: ({ table }) =>
    `Create table ${displayName(table.name)} with ${plural(table.columns.length, "column")}`,
  apply: (model, { table }) => ({ ...model, tables: placed(model.tables, bareTable(table)) }),
  footprint: ({ table }) => {
    const bare = bareTable(table);
    return footprintOf({ creates: created(bare), needs: needsOf(bare) });
  },
  encode: ({ table, ...options }) => [
    encodeName(table.name),
    encodeTable(table),
    ...trailing(existenceOptions(options)),
  ],
  decode: (args) => {
    const [name] = readArguments("createTable", args.slice(0, 1), objectName);
    const [, details, options] = readArguments(
      "createTable",
      args,
      objectName,
      tableDetails(name),
      createOptions,
    );
    if (options.ifNotExists && details.constraints.some((one) => one.kind === "check" && one.notValid)) {
      const place = { operation: "createTable", path: "third argument" };
      throw invalid(
        place,
        "can't be together with a check that is not validated",
        "Add the check with op.addCheck.",
      );
    }
    return { kind: "createTable", table: { name, ...details }, ...options };
  },
};

const dropTable: Traits<"dropTable"> = {
  reverse: ({ name, definition }) =>
    whenKnown(definition, `the definition of table ${displayName(name)} is not known`, recreated),
  describe: ({ name }) => `Drop table ${displayName(name)}`,
  apply: (model, { name }) => ({ ...model, tables: without(model.tables, name) }),
  footprint: ({ name, definition }) =>
    definition === undefined
      ? footprintOf({
          drops: [tableKey(name), relationName(name), formerShape(name), formerAnyShape],
          releases: schemaOf(name),
        })
      : footprintOf({ drops: dropped(definition), releases: releasesOf(definition) }),
  encode: ({ name, ...options }) => [encodeName(name), ...trailing(existenceOptions(options))],
  decode: (args) => {
    const [name, options] = readArguments("dropTable", args, objectName, dropOptions);
    return { kind: "dropTable", name, ...options };
  },
};

/** A dropped table took its indexes and foreign keys with it; they are operations of their own on the way back. */
function recreated(table: Table): readonly Operation[] {
  return [
    { kind: "createTable", table: bareTable(table) },
    ...table.indexes.map((index): Operation => ({ kind: "createIndex", table: table.name, index })),
    ...table.constraints.flatMap((constraint): Operation[] =>
      constraint.kind === "foreignKey" ? [{ kind: "addForeignKey", table: table.name, constraint }] : [],
    ),
  ];
}

const readChanges = fields({ comment: nullable(string) });

const alterTable: Traits<"alterTable"> = {
  reverse: ({ kind, name, comment }) =>
    whenFacetsKnown({ comment }, `table ${displayName(name)}`, (former) => [{ kind, name, ...former }]),
  describe: ({ name, comment }) =>
    `Change table ${displayName(name)}: ${comment.to === null ? "no comment" : "comment"}`,
  apply: (model, { name, comment }) =>
    updateTable(model, name, (table) => ({ ...table, comment: comment.to })),
  footprint: ({ name }) => footprintOf({ needs: [tableKey(name), ...schemaOf(name)] }),
  encode: ({ name, comment }) => [encodeName(name), { comment: comment.to }],
  decode: (args) => {
    const [name, { comment }] = readArguments("alterTable", args, objectName, readChanges);
    return { kind: "alterTable", name, comment: { to: comment } };
  },
};

export const tableTraits: TraitsFor<keyof TableOperationMap> = {
  createTable,
  dropTable,
  renameTable: renameTraits("renameTable", {
    noun: "table",
    keys: (name) => [tableKey(name), relationName(name)],
    brings: shapeAfter,
    ends: shapeBefore,
    apply: renamedTable,
  }),
  alterTable,
};
