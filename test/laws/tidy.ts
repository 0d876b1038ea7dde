/**
 * Makes a project one that TypeORM and PostgreSQL accept, by taking out what they do not: references to nothing,
 * two things of one name, types that an access method has no operator class for. Every rule here is a rule of theirs.
 */
import { entryOf, expressions, isEnum } from "./column-types";
import { predicateOf } from "./declare";
import { familyOf, findColumn, keyColumns, ownColumns, typeOf } from "./names";
import type { Child, Column, Embedded, Entity, Index, Project, Relation, Unique, View } from "./project";

export function tidy(project: Project): Project {
  const roughly = project.entities.map((entity) => tidyEntity(project, entity));
  const known = { ...project, entities: roughly };
  const entities = uniqueNames(
    known,
    roughly.map((entity) => tidyReferences(known, entity)),
  );
  return { ...project, entities, views: tidyViews({ ...project, entities }) };
}

/** What can be judged by looking at the entity alone. */
function tidyEntity(project: Project, entity: Entity): Entity {
  const tree = entity.tree === "closure-table" && entity.key.kind === "composite" ? null : entity.tree;
  const children = tree === null ? entity.children : [];
  // The names of what hangs on a table with a very long name would be cut to the table's own.
  const naming =
    entity.naming === "long" && (tree !== null || entity.junctions.length > 0) ? "default" : entity.naming;
  const named = { ...entity, naming, tree };
  const inherited = tidyColumns(project, named, entity.inherited);
  const columns = tidyColumns(project, named, entity.columns);
  const plain = { ...named, inherited, columns };
  return withFittingComputed({
    ...onceARole(plain),
    embeddeds: tidyEmbeddeds(project, plain),
    children: tidyChildren(project, plain, children),
  });
}

function tidyColumns(project: Project, entity: Entity, columns: readonly Column[]): readonly Column[] {
  return columns.map((column) => tidyColumn(project, entity, column));
}

const notCollatable = new Set(["char", "xml"]);

function tidyColumn(project: Project, entity: Entity, given: Column): Column {
  const plain = given.role === "column";
  const column = { ...given, ...(plain ? {} : { collation: null, computed: null, type: "int" }) };
  const type = typeOf(column);
  const collatable = plain && familyOf(column) === "text" && !notCollatable.has(type);
  const enumName = tidyEnumName(project, entity, column);
  return {
    ...column,
    enumName,
    nullable: column.role === "deleteDate" || (given.role === "column" && given.nullable),
    unique: column.unique && entryOf(type).methods.includes("btree"),
    collation: collatable ? column.collation : null,
  };
}

/** A name of its own, one that is shared, or none. A table with a very long name has no room for a generated one. */
function tidyEnumName(project: Project, entity: Entity, column: Column): string | null {
  if (!isEnum(column.type) || column.role !== "column") return null;
  const generatable = entity.naming !== "long" && column.naming !== "hostile";
  if (column.enumName === null && generatable) return null;
  if (project.enums.some(({ name }) => name === column.enumName)) return column.enumName;
  return `${entity.id}_${column.property}_e`;
}

const onlyOnce = new Set(["createDate", "updateDate", "deleteDate", "version"]);

function onceARole(entity: Entity): Entity {
  const seen = new Set<string>();
  const fresh = (column: Column): Column => {
    if (!onlyOnce.has(column.role)) return column;
    if (seen.has(column.role)) return { ...column, role: "column" };
    seen.add(column.role);
    return column;
  };
  return { ...entity, inherited: entity.inherited.map(fresh), columns: entity.columns.map(fresh) };
}

function withoutSpecialities(column: Column): Column {
  return { ...column, computed: null, role: column.role === "uuid" ? "uuid" : "column" };
}

function tidyEmbeddeds(project: Project, entity: Entity): readonly Embedded[] {
  return entity.embeddeds
    .map((embedded, at) => ({
      ...embedded,
      prefix: at > 0 && embedded.prefix !== null ? null : embedded.prefix,
      columns: tidyColumns(project, entity, embedded.columns).map((column) => ({
        ...withoutSpecialities(column),
        naming: column.naming === "long" ? ("default" as const) : column.naming,
        ...ownEnum(entity, column, embedded.property),
      })),
    }))
    .filter(({ columns }) => columns.length > 0);
}

/** In an embedded the name of a generated enum type would depend on the prefix; a name of its own is clearer. */
function ownEnum(entity: Entity, column: Column, place: string): Partial<Column> {
  return column.enumName?.endsWith("_e") === true
    ? { enumName: `${entity.id}_${place}_${column.property}_e` }
    : {};
}

function tidyChildren(project: Project, entity: Entity, children: readonly Child[]): readonly Child[] {
  const taken = new Set<string>();
  const values = new Set<string>();
  return children.map((child) => {
    const columns = tidyColumns(project, entity, child.columns)
      .map(withoutSpecialities)
      .filter(({ property }) => !taken.has(property));
    for (const { property } of columns) taken.add(property);
    const value = child.value !== null && values.has(child.value) ? null : child.value;
    if (value !== null) values.add(value);
    return { ...child, value, columns };
  });
}

/** A generated column over another column that is none itself. */
function withFittingComputed(entity: Entity): Entity {
  const fit = (column: Column): Column => {
    if (column.computed === null) return column;
    const sources = ownColumns(entity).filter(
      (source) => source.property !== column.property && source.computed === null,
    );
    const source = sources.find(({ property }) => property === column.computed?.of) ?? sources[0];
    if (source === undefined) return { ...column, computed: null };
    return {
      ...column,
      computed: { ...column.computed, of: source.property },
      type: computedType(source, column.computed.template),
      collation: null,
      enumName: null,
    };
  };
  return { ...entity, inherited: entity.inherited.map(plainOnly), columns: entity.columns.map(fit) };
}

function plainOnly(column: Column): Column {
  return { ...column, computed: null };
}

function computedType(source: Column, template: number): string {
  const all = expressions(familyOf(source));
  return all[template % all.length]?.type ?? "text";
}

/** What refers to columns or to other entities. */
function tidyReferences(project: Project, entity: Entity): Entity {
  const relations = tidyRelations(project, entity);
  const withRelations = { ...entity, relations, columns: entity.columns.map(tidyUnique) };
  const uniques = tidyUniques(withRelations);
  return {
    ...withRelations,
    junctions: entity.junctions.filter(({ target }) => isJoinable(project, target)),
    uniques,
    indexes: tidyIndexes(project, withRelations),
    checks: entity.checks.flatMap((check) => onColumn(entity, check)),
    exclusions: tidyExclusions(entity),
  };
}

/** Where the column is none that will do, another one takes its place. */
function onColumn<Item extends { readonly column: string }>(
  entity: Entity,
  item: Item,
  fits: (column: Column) => boolean = () => true,
): Item[] {
  const fitting = ownColumns(entity).filter(fits);
  const column = fitting.find(({ property }) => property === item.column) ?? fitting[0];
  return column === undefined ? [] : [{ ...item, column: column.property }];
}

/** PostgreSQL merges two exclusions of one `CREATE TABLE` that say the same. */
function tidyExclusions(entity: Entity): Entity["exclusions"] {
  const fitting = entity.exclusions.flatMap((exclusion) => onColumn(entity, exclusion, isExcludable));
  return fitting.filter(
    ({ column }, index) => fitting.findIndex((earlier) => earlier.column === column) === index,
  );
}

/** `btree_gist`, which TypeORM installs for exclusions, gives the plain types an equality. */
function isExcludable(column: Column): boolean {
  const family = familyOf(column);
  if (family === "range" || family === "integer" || family === "moment") return true;
  return family === "text" && !["citext", "char", "char(10)"].includes(typeOf(column));
}

function tidyUnique(column: Column): Column {
  return { ...column, unique: column.unique && entryOf(typeOf(column)).methods.includes("btree") };
}

function isJoinable(project: Project, target: string): boolean {
  const found = project.entities.find(({ id }) => id === target);
  return found !== undefined && found.naming !== "long";
}

function tidyRelations(project: Project, entity: Entity): readonly Relation[] {
  return entity.relations.flatMap((relation) => {
    const target = project.entities.find(({ id }) => id === relation.target);
    if (target === undefined) return [];
    const single = keyColumns(target).length === 1;
    if (!single && relation.kind === "foreignKey") return [];
    return [
      {
        ...relation,
        columnName: single && relation.columnName !== null ? `${relation.property}_ref` : null,
        constraintName:
          relation.constraintName === null ? null : `${relation.constraintName}_${relation.property}`,
        // TypeORM refuses a cycle of relations that are all required.
        nullable:
          relation.nullable ||
          (relation.kind !== "foreignKey" && project.entities.indexOf(target) >= position(project, entity)),
        constrained: relation.kind === "foreignKey" || relation.constrained,
      },
    ];
  });
}

function position(project: Project, { id }: Entity): number {
  return project.entities.findIndex((entity) => entity.id === id);
}

function signature(columns: readonly string[]): string {
  return JSON.stringify([...columns].sort());
}

/** One constraint per set of columns: TypeORM names two of them alike. */
function tidyUniques(entity: Entity): readonly Unique[] {
  const seen = new Set(
    ownColumns(entity)
      .filter(({ unique }) => unique)
      .map(({ property }) => signature([property])),
  );
  return entity.uniques.flatMap((unique) => {
    const columns = unique.columns.filter((property) => hasMethod(entity, property, "btree")).slice(0, 3);
    if (columns.length === 0 || seen.has(signature(columns))) return [];
    seen.add(signature(columns));
    return [{ ...unique, columns }];
  });
}

function hasMethod(entity: Entity, property: string, method: string): boolean {
  const column = findColumn(entity, property);
  return column !== undefined && entryOf(typeOf(column)).methods.includes(method);
}

const severalColumns = new Set(["btree", "gin", "gist", "brin"]);

function tidyIndexes(project: Project, entity: Entity): readonly Index[] {
  const seen = new Set<string>();
  return entity.indexes.flatMap((index) => {
    const method = index.method ?? "btree";
    const columns = index.columns
      .filter((property) => hasMethod(entity, property, method))
      .slice(0, severalColumns.has(method) ? 3 : 1);
    const where =
      index.where !== null && findColumn(entity, index.where.column) !== undefined ? index.where : null;
    // The generated name follows from columns and predicate; one that has a name of its own may say the same.
    const text = where === null ? "" : predicateOf(project, entity, where);
    const mark = index.name ?? signature(columns) + text;
    if (columns.length === 0 || seen.has(mark)) return [];
    seen.add(mark);
    return [{ ...index, columns, where, unique: index.unique && method === "btree" }];
  });
}

/** Names that people give are made unique by where they stand: names of indexes are unique per schema. */
function uniqueNames(project: Project, entities: readonly Entity[]): readonly Entity[] {
  return entities.map((entity) => {
    const taken = new Set<string>();
    const place = <Item extends { readonly name: string | null }>(items: readonly Item[]): Item[] =>
      items.flatMap((item) => {
        if (item.name === null) return [item];
        const prefix = `${entity.id} `;
        const name = item.name.startsWith(prefix) ? item.name : `${prefix}${item.name}`;
        if (taken.has(name)) return [];
        taken.add(name);
        return [{ ...item, name }];
      });
    const { constraintName } = entity.key;
    return {
      ...entity,
      key: { ...entity.key, constraintName: constraintName === null ? null : `${entity.id} key` },
      relations: entity.relations.map((relation) => ({ ...relation, ...own(entity, relation) })),
      junctions: place(entity.junctions),
      indexes: place(entity.indexes),
      uniques: place(entity.uniques),
      checks: place(distinctChecks(project, entity)),
      exclusions: place(entity.exclusions),
    };
  });
}

function own(entity: Entity, { constraintName, property }: Relation): Partial<Relation> {
  return { constraintName: constraintName === null ? null : `${entity.id} fk ${property}` };
}

/** Two checks of one text have one generated name; a check that has a name of its own may say the same. */
function distinctChecks(project: Project, entity: Entity): Entity["checks"] {
  const seen = new Set<string>();
  return entity.checks.filter((check) => {
    if (check.name !== null) return true;
    const text = predicateOf(project, entity, check);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

function tidyViews(project: Project): readonly View[] {
  const views: View[] = [];
  for (const view of [...project.views].sort((left, right) => (left.id > right.id ? -1 : 1))) {
    const base = views.find(({ id }) => id === view.of);
    const entity =
      base === undefined
        ? (project.entities.find(({ id }) => id === view.of) ?? project.entities[0])
        : undefined;
    const available =
      base?.columns ?? (entity === undefined ? [] : ownColumns(entity).map(({ property }) => property));
    const columns = view.columns.filter((property) => available.includes(property));
    if (columns.length === 0) continue;
    const where = entity === undefined ? null : whereOver(entity, view);
    const of = base?.id ?? entity?.id ?? view.of;
    const indexed = indexable(project, { ...view, of, columns }, views);
    views.push({ ...view, of, columns, where, indexed });
  }
  return views;
}

function whereOver(entity: Entity, { where }: View): View["where"] {
  return where !== null && findColumn(entity, where.column) !== undefined ? where : null;
}

function indexable(project: Project, view: View, views: readonly View[]): string | null {
  const { indexed } = view;
  if (!view.materialized || indexed === null || !view.columns.includes(indexed)) return null;
  const base = views.find(({ id }) => id === view.of);
  const entity = project.entities.find(({ id }) => id === (base?.of ?? view.of));
  return entity !== undefined && hasMethod(entity, indexed, "btree") ? indexed : null;
}
