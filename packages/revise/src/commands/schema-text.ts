/** A schema as the statements that would create it, one object after the other, in the order of names. */
import type { Dialect } from "../dialect/dialect";
import { displayName, type QualifiedName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Operation } from "../operations/operation";
import { compareText } from "../util/text";

export function schemaText(model: SchemaModel, dialect: Dialect): string {
  const byName = <Named extends { readonly name: QualifiedName }>(objects: readonly Named[]): Named[] =>
    objects.toSorted((left, right) => compareText(displayName(left.name), displayName(right.name)));
  const operations: Operation[] = [
    ...model.namespaces.map(({ name }): Operation => ({ kind: "createSchema", name })),
    ...model.extensions.map(({ name }): Operation => ({ kind: "createExtension", name })),
    ...byName(model.enumTypes).map((type): Operation => ({ kind: "createEnum", type })),
    ...byName(model.sequences).map(({ name, options }): Operation => ({
      kind: "createSequence",
      name,
      options,
    })),
    ...byName(model.tables).flatMap(tableOperations),
    ...byName(model.views).flatMap((view): Operation[] => [
      { kind: "createView", view },
      ...view.indexes.map((index): Operation => ({ kind: "createIndex", table: view.name, index })),
    ]),
  ];
  return dialect
    .compile(operations)
    .map(({ sql }) => `${sql};\n`)
    .join("");
}

function tableOperations(table: SchemaModel["tables"][number]): Operation[] {
  return [
    { kind: "createTable", table },
    ...table.indexes.map((index): Operation => ({ kind: "createIndex", table: table.name, index })),
    ...table.constraints.flatMap((constraint): Operation[] =>
      constraint.kind === "foreignKey" ? [{ kind: "addForeignKey", table: table.name, constraint }] : [],
    ),
  ];
}
