/** Project → declarations. */
import { entryOf, expressions, isEnum, predicates } from "./column-types";
import {
  call,
  options,
  type ClassDeclaration,
  type DecoratorCall,
  type ProjectDeclaration,
  type PropertyDeclaration,
} from "./declaration";
import {
  columnName,
  defaultsOf,
  familyOf,
  findColumn,
  findTarget,
  findView,
  givenName,
  givenTableName,
  keyColumns,
  quote,
  tablePath,
  typeOf,
  valuesOf,
} from "./names";
import type { Column, Embedded, Entity, Index, Junction, Project, Relation, Template, View } from "./project";

export function declare(project: Project): ProjectDeclaration {
  return {
    options: options({
      uuidExtension: project.options.uuidExtension === "uuid-ossp" ? null : project.options.uuidExtension,
      entityPrefix: project.options.entityPrefix === "" ? null : project.options.entityPrefix,
    }),
    classes: [
      ...project.entities.flatMap((entity) => declareEntity(project, entity)),
      ...project.views.map((view) => declareView(project, view)),
    ],
  };
}

function declareEntity(project: Project, entity: Entity): ClassDeclaration[] {
  const base: ClassDeclaration[] =
    entity.inherited.length === 0
      ? []
      : [
          {
            name: `${entity.id}Base`,
            parent: null,
            listed: false,
            decorators: [],
            properties: entity.inherited.map((column) => declareColumn(project, column, entity)),
          },
        ];
  const parts = entity.embeddeds.map((embedded): ClassDeclaration => ({
    name: embeddedClass(entity, embedded),
    parent: null,
    listed: false,
    decorators: [],
    properties: embedded.columns.map((column) => declareColumn(project, column, entity)),
  }));
  const children = entity.children.map((child): ClassDeclaration => ({
    name: child.id,
    parent: entity.id,
    listed: true,
    decorators: [call("ChildEntity", child.value ?? undefined)],
    properties: child.columns.map((column) => declareColumn(project, column, entity)),
  }));
  return [...base, ...parts, declareRoot(project, entity, base[0]?.name ?? null), ...children];
}

function declareRoot(project: Project, entity: Entity, parent: string | null): ClassDeclaration {
  return {
    name: entity.id,
    parent,
    listed: true,
    decorators: classDecorators(project, entity),
    properties: [
      ...declareKey(entity),
      ...entity.columns.map((column) => declareColumn(project, column, entity)),
      ...entity.embeddeds.map((embedded) => declareEmbedded(entity, embedded)),
      ...declareTree(entity),
      ...entity.relations.map((relation) => declareRelation(project, relation)),
      ...entity.junctions.map(declareJunction),
    ],
  };
}

function classDecorators(project: Project, entity: Entity): DecoratorCall[] {
  const predicate = (template: Template): string => predicateOf(project, entity, template);
  const { schema, comment } = entity;
  return [
    call("Entity", givenTableName(entity) ?? undefined, options({ schema, comment })),
    ...(entity.children.length === 0
      ? []
      : [call("TableInheritance", { column: { type: "varchar", name: "kind" } })]),
    ...(entity.tree === null ? [] : [call("Tree", entity.tree)]),
    ...entity.indexes.map((index) => declareIndex(index, predicate)),
    ...entity.uniques.map(({ name, columns, deferrable }) =>
      call("Unique", name ?? undefined, columns, options({ deferrable })),
    ),
    ...entity.checks.map((check) => call("Check", check.name ?? undefined, predicate(check))),
    ...entity.exclusions.map(({ name, column, deferrable }) => {
      const found = findColumn(entity, column);
      const operator = found !== undefined && familyOf(found) === "range" ? "&&" : "=";
      const expression = `USING gist (${found === undefined ? "" : quote(columnName(found))} WITH ${operator})`;
      return call("Exclusion", name ?? undefined, expression, options({ deferrable }));
    }),
  ];
}

function declareIndex(index: Index, predicate: (template: Template) => string): DecoratorCall {
  const { name, columns, unique, method: type, where } = index;
  return call(
    "Index",
    name ?? undefined,
    columns,
    options({ unique, type, where: where === null ? null : predicate(where) }),
  );
}

export function predicateOf(project: Project, entity: Entity, { column, template }: Template): string {
  const found = findColumn(entity, column);
  if (found === undefined) throw new Error(`No column ${column} in ${entity.id}`);
  return fill(project, found, template);
}

function fill(project: Project, column: Column, template: number): string {
  const [first] = valuesOf(project, column);
  const texts = predicates(familyOf(column), first?.replaceAll("'", "''"));
  return (texts[template % texts.length] ?? "true").replaceAll("$", () => quote(columnName(column)));
}

function declareKey({ key, ...entity }: Entity): PropertyDeclaration[] {
  const { constraintName: primaryKeyConstraintName } = key;
  const named = options({ primaryKeyConstraintName });
  const counts = key.kind === "identity" || key.kind === "identity always";
  if (key.kind === "uuid")
    return [{ name: "id", decorators: [call("PrimaryGeneratedColumn", "uuid", named)] }];
  if (key.kind === "increment" || counts) {
    const generatedIdentity = key.kind === "identity always" ? "ALWAYS" : null;
    const strategy = counts ? "identity" : "increment";
    const given = options({ type: key.type, generatedIdentity, primaryKeyConstraintName });
    return [{ name: "id", decorators: [call("PrimaryGeneratedColumn", strategy, given)] }];
  }
  return keyColumns({ key, ...entity }).map(({ property, type }) => ({
    name: property,
    decorators: [call("PrimaryColumn", { ...entryOf(type).options, ...named })],
  }));
}

const decorators = {
  column: "Column",
  createDate: "CreateDateColumn",
  updateDate: "UpdateDateColumn",
  deleteDate: "DeleteDateColumn",
  version: "VersionColumn",
  counter: "Column",
  uuid: "Column",
} as const;

function declareColumn(project: Project, column: Column, entity: Entity): PropertyDeclaration {
  const { role, nullable, unique, comment } = column;
  const common = { name: givenName(column.property, column.naming), nullable, unique, comment };
  const plain = role === "column";
  const type = plain || role === "counter" || role === "uuid" ? entryOf(typeOf(column)).options : {};
  const given = options({
    ...type,
    ...common,
    ...(plain ? { ...enumOptions(project, column), ...computedOptions(column, entity) } : {}),
    collation: column.collation,
  });
  const fallback = defaultOf(project, column);
  const generated = role === "counter" ? "increment" : role === "uuid" ? "uuid" : null;
  return {
    name: column.property,
    decorators: [
      call(decorators[role], fallback === undefined ? given : { ...given, default: fallback }),
      ...(generated === null ? [] : [call("Generated", generated)]),
    ],
  };
}

function enumOptions(project: Project, column: Column): Readonly<Record<string, unknown>> {
  if (!isEnum(column.type)) return {};
  return { enum: valuesOf(project, column), enumName: column.enumName };
}

function defaultOf(project: Project, column: Column): unknown {
  if (column.role !== "column" || column.computed !== null || column.fallback === 0) return undefined;
  const all = defaultsOf(project, column);
  return all.length === 0 ? undefined : all[(column.fallback - 1) % all.length];
}

function computedOptions(column: Column, entity: Entity): Readonly<Record<string, unknown>> {
  if (column.computed === null) return {};
  const source = findColumn(entity, column.computed.of);
  if (source === undefined) return {};
  const all = expressions(familyOf(source));
  const chosen = all[column.computed.template % all.length];
  if (chosen === undefined) return {};
  const asExpression = chosen.sql.replaceAll("$", () => quote(columnName(source)));
  return { ...entryOf(chosen.type).options, asExpression, generatedType: "STORED" };
}

function embeddedClass(entity: Entity, embedded: Embedded): string {
  return `${entity.id}${embedded.property.charAt(0).toUpperCase()}${embedded.property.slice(1)}`;
}

function declareEmbedded(entity: Entity, embedded: Embedded): PropertyDeclaration {
  const { prefix } = embedded;
  return {
    name: embedded.property,
    decorators: [
      call("Column", { class: embeddedClass(entity, embedded) }, prefix === null ? undefined : { prefix }),
    ],
  };
}

function declareTree(entity: Entity): PropertyDeclaration[] {
  if (entity.tree === null) return [];
  if (entity.tree === "adjacency-list") {
    return [
      { name: "parent", decorators: [call("ManyToOne", { class: entity.id }, "children")] },
      { name: "children", decorators: [call("OneToMany", { class: entity.id }, "parent")] },
    ];
  }
  return [
    { name: "children", decorators: [call("TreeChildren")] },
    { name: "parent", decorators: [call("TreeParent")] },
  ];
}

function declareRelation(project: Project, relation: Relation): PropertyDeclaration {
  const { property: name, target, onDelete, onUpdate, deferrable, constraintName } = relation;
  const reference = { class: target };
  if (relation.kind === "foreignKey") {
    const [key] = keyColumns(findTarget(project, relation) ?? raise(`No entity ${target}`));
    const column = { ...entryOf(key?.type ?? "int").options, ...options({ name: relation.columnName }) };
    return {
      name,
      decorators: [
        call("Column", { ...column, ...options({ nullable: relation.nullable }) }),
        call("ForeignKey", reference, options({ name: constraintName, onDelete, onUpdate, deferrable })),
      ],
    };
  }
  const given = {
    ...options({ onDelete, onUpdate, deferrable }),
    ...(relation.nullable ? {} : { nullable: false }),
    ...(relation.constrained ? {} : { createForeignKeyConstraints: false }),
  };
  const join = options({ name: relation.columnName, foreignKeyConstraintName: constraintName });
  return {
    name,
    decorators: [
      call(relation.kind === "oneToOne" ? "OneToOne" : "ManyToOne", reference, given),
      call("JoinColumn", join),
    ],
  };
}

function raise(message: string): never {
  throw new Error(message);
}

function declareJunction({ property, target, name, onDelete }: Junction): PropertyDeclaration {
  return {
    name: property,
    decorators: [
      call("ManyToMany", { class: target }, options({ onDelete })),
      call("JoinTable", options({ name })),
    ],
  };
}

function declareView(project: Project, view: View): ClassDeclaration {
  const { id, schema, materialized, indexed } = view;
  const overView = findView(project, view.of) !== undefined;
  return {
    name: id,
    parent: null,
    listed: true,
    decorators: [
      call("ViewEntity", {
        ...options({ schema, materialized, dependsOn: overView ? [view.of] : null }),
        expression: viewQuery(project, view),
      }),
      ...(materialized && indexed !== null ? [call("Index", [indexed])] : []),
    ],
    properties: view.columns.map((name) => ({ name, decorators: [call("ViewColumn")] })),
  };
}

/** The view gives every column the name of its property. */
function viewQuery(project: Project, view: View): string {
  const entity = project.entities.find(({ id }) => id === view.of);
  const source = tablePath(project, view.of);
  if (entity === undefined)
    return `SELECT ${view.columns.map((name) => `s.${quote(name)}`).join(", ")} FROM ${source} s`;
  const columns = view.columns.map((property) => {
    const column = findColumn(entity, property);
    return `s.${quote(column === undefined ? property : columnName(column))} AS ${quote(property)}`;
  });
  const where = view.where === null ? "" : ` WHERE ${predicateOf(project, entity, view.where)}`;
  return `SELECT ${columns.join(", ")} FROM ${source} s${where}`;
}
