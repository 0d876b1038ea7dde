/** Random changes of a project, each small enough to be read: what a day's work does to entities. */
import fc, { type Arbitrary } from "fast-check";
import {
  check,
  column,
  columnType,
  entityCalled,
  entityIds,
  enumValues,
  exclusion,
  junction,
  key,
  properties,
  relation,
  sharedEnumNames,
  tableIndex,
  unique,
  view,
} from "./arbitrary";
import { isEnum } from "./column-types";
import { familyOf, ownColumns } from "./names";
import type { Column, Entity, Project } from "./project";
import { tidy } from "./tidy";

/** `where` counts through entities, `which` through what is changed there. */
export interface Mutation {
  readonly what: string;
  readonly where: number;
  readonly which: number;
  /** What is new. */
  readonly value: unknown;
}

interface Kind<Value> {
  readonly value: Arbitrary<Value>;
  apply(
    project: Project,
    mutation: { readonly where: number; readonly which: number; readonly value: Value },
  ): Project;
}

function kind<Value>(value: Arbitrary<Value>, apply: Kind<Value>["apply"]): Kind<unknown> {
  return { value, apply };
}

const nothing = fc.constant(null);

function onEntity<Value>(
  value: Arbitrary<Value>,
  change: (entity: Entity, value: Value, which: number) => Partial<Entity>,
): Kind<unknown> {
  return kind(value, (project, { where, which, value: given }) => {
    if (project.entities.length === 0) return project;
    const at = where % project.entities.length;
    return {
      ...project,
      entities: project.entities.map((entity, index) =>
        index === at ? { ...entity, ...change(entity, given, which) } : entity,
      ),
    };
  });
}

/** Changes one of the columns that will do, wherever in the project it stands. */
function onColumn<Value>(
  value: Arbitrary<Value>,
  change: (column: Column, value: Value) => Partial<Column>,
  fits: (column: Column) => boolean = () => true,
): Kind<unknown> {
  return kind(value, (project, { where, which, value: given }) => {
    const all = project.entities.flatMap((entity) => ownColumns(entity)).filter(fits);
    const chosen = pick(all, where, which);
    const edit = (one: Column): Column => (one === chosen ? { ...one, ...change(one, given) } : one);
    const entities = project.entities.map((entity) => ({
      ...entity,
      columns: entity.columns.map(edit),
      inherited: entity.inherited.map(edit),
    }));
    return { ...project, entities };
  });
}

function pick<Item>(items: readonly Item[], where: number, which: number): Item | undefined {
  return items[(12 * where + which) % Math.max(items.length, 1)];
}

/** Puts in a member; an equal one by `same` makes room. */
function adding<
  Member extends "columns" | "relations" | "junctions" | "indexes" | "uniques" | "checks" | "exclusions",
>(
  member: Member,
  value: Arbitrary<Entity[Member][number]>,
  identity: (one: Entity[Member][number]) => unknown,
): Kind<unknown> {
  return onEntity(value, (entity, given) => {
    const all = entity[member] as readonly Entity[Member][number][];
    return { [member]: [...all.filter((one) => identity(one) !== identity(given)), given] };
  });
}

type Listed =
  | "columns"
  | "relations"
  | "junctions"
  | "indexes"
  | "uniques"
  | "checks"
  | "exclusions"
  | "children"
  | "embeddeds";

/** Edits one of the members of a kind, wherever in the project it stands; null takes it out. */
function onMember<Member extends Listed, Value>(
  member: Member,
  value: Arbitrary<Value>,
  edit: (old: Entity[Member][number], value: Value) => Entity[Member][number] | null,
): Kind<unknown> {
  return kind(value, (project, { where, which, value: given }) => {
    type Item = Entity[Member][number];
    const members = (entity: Entity): readonly Item[] => entity[member];
    const chosen = pick(project.entities.flatMap(members), where, which);
    const entities = project.entities.map((entity) => ({
      ...entity,
      [member]: members(entity).flatMap((one) => (one === chosen ? (edit(one, given) ?? []) : [one])),
    }));
    return { ...project, entities };
  });
}

function removing(member: Listed): Kind<unknown> {
  return onMember(member, nothing, () => null);
}

/** Puts a new definition in the place of one, under the same name. */
function replacing<Member extends "relations" | "indexes" | "uniques" | "checks" | "exclusions">(
  member: Member,
  value: Arbitrary<Entity[Member][number]>,
  kept: (old: Entity[Member][number]) => Partial<Entity[Member][number]>,
): Kind<unknown> {
  return onMember(member, value, (old, given) => ({ ...given, ...kept(old) }));
}

const entityMutations: Readonly<Record<string, Kind<unknown>>> = {
  addEntity: kind(
    fc.constantFrom(...entityIds).chain((id) => entityCalled(id)),
    (project, { value }) =>
      project.entities.some(({ id }) => id === value.id)
        ? project
        : { ...project, entities: [...project.entities, value] },
  ),
  dropEntity: kind(nothing, (project, { where }) =>
    project.entities.length < 2
      ? project
      : {
          ...project,
          entities: project.entities.filter((_, index) => index !== where % project.entities.length),
        },
  ),
  changeComment: onEntity(fc.constantFrom(null, "another", "it's"), (_, comment) => ({ comment })),
  changeKey: onEntity(key, (_, value) => ({ key: value })),
  changeTypeOfKey: onEntity(fc.constantFrom("int", "bigint", "smallint"), (entity, type) =>
    ["increment", "identity", "identity always"].includes(entity.key.kind)
      ? { key: { ...entity.key, type } }
      : {},
  ),
  changeTree: onEntity(
    fc.constantFrom(null, "closure-table", "materialized-path", "nested-set", "adjacency-list"),
    (_, tree) => ({ tree }),
  ),
  changeChildren: onEntity(
    fc.constantFrom(...entityIds).chain((id) => entityCalled(id)),
    ({ id }, { children }) => ({
      children: children.map((child, index) => ({ ...child, id: `${id}${index === 0 ? "One" : "Two"}` })),
    }),
  ),
  changeEmbeddeds: onEntity(
    entityCalled("User").filter(({ embeddeds }) => embeddeds.length > 0),
    (_, { embeddeds }) => ({ embeddeds }),
  ),
  removeChild: removing("children"),
  removeEmbedded: removing("embeddeds"),
};

function isPlain(column: Column): boolean {
  return column.role === "column" && column.computed === null;
}

function isEnumColumn(column: Column): boolean {
  return isPlain(column) && isEnum(column.type);
}

function isConvertible(column: Column): boolean {
  return isPlain(column) && column.type in conversions;
}

const columnMutations: Readonly<Record<string, Kind<unknown>>> = {
  addColumn: adding("columns", column, ({ property }) => property),
  dropColumn: removing("columns"),
  retype: onColumn(columnType, ({ role }, type) => (role === "column" ? { type } : {})),
  convert: onColumn(
    fc.nat({ max: 5 }),
    ({ type }, which) => {
      const nearby = conversions[type] ?? [];
      return { type: nearby[which % Math.max(nearby.length, 1)] ?? type };
    },
    isConvertible,
  ),
  toggleNullable: onColumn(nothing, ({ nullable }) => ({ nullable: !nullable })),
  toggleUnique: onColumn(nothing, ({ unique: one }) => ({ unique: !one })),
  changeDefault: onColumn(fc.nat({ max: 11 }), (_, fallback) => ({ fallback }), isPlain),
  commentColumn: onColumn(fc.constantFrom(null, "now\ndocumented", "it's"), (_, comment) => ({ comment })),
  changeCollation: onColumn(
    fc.constantFrom(null, "C", "POSIX"),
    (_, collation) => ({ collation }),
    (column) => isPlain(column) && familyOf(column) === "text",
  ),
  changeRole: onColumn(fc.constantFrom("column", "counter", "uuid", "createDate", "version"), (_, role) => ({
    role: role,
  })),
  compute: onColumn(
    fc.option(fc.record({ of: fc.constantFrom<string>(...properties), template: fc.nat({ max: 5 }) })),
    (_, computed) => ({ computed }),
  ),
  changeValues: onColumn(enumValues, (_, values) => ({ values }), isEnumColumn),
  addValue: onColumn(
    fc.tuple(fc.constantFrom("fresh", "newest one"), fc.nat({ max: 5 })),
    ({ values }, [value, at]) => ({
      values: values.includes(value) ? values : values.toSpliced(at, 0, value),
    }),
    isEnumColumn,
  ),
  removeValue: onColumn(
    fc.nat({ max: 5 }),
    ({ values }, at) => (values.length < 2 ? {} : { values: values.toSpliced(at % values.length, 1) }),
    isEnumColumn,
  ),
  reverseValues: onColumn(nothing, ({ values }) => ({ values: values.toReversed() }), isEnumColumn),
  nameEnum: onColumn(
    fc.constantFrom(null, ...sharedEnumNames, "own_enum"),
    (_, enumName) => ({ enumName }),
    isEnumColumn,
  ),
};

const memberMutations: Readonly<Record<string, Kind<unknown>>> = {
  addRelation: adding("relations", relation, ({ property }) => property),
  removeRelation: removing("relations"),
  // A one-to-one relation has a unique constraint, which keeps its generated name when the relation becomes another.
  changeRelation: replacing("relations", relation, ({ property, target, kind: one }) => ({
    property,
    target,
    kind: one,
  })),
  addJunction: adding("junctions", junction, ({ property }) => property),
  removeJunction: removing("junctions"),
  addIndex: adding("indexes", tableIndex, (one) => one),
  removeIndex: removing("indexes"),
  changeIndex: replacing("indexes", tableIndex, ({ name }) => ({ name })),
  addUnique: adding("uniques", unique, (one) => one),
  removeUnique: removing("uniques"),
  changeUnique: replacing("uniques", unique, ({ name }) => ({ name })),
  addCheck: adding("checks", check, (one) => one),
  removeCheck: removing("checks"),
  changeCheck: replacing("checks", check, ({ name }) => ({ name })),
  addExclusion: adding("exclusions", exclusion, (one) => one),
  removeExclusion: removing("exclusions"),
  changeExclusion: replacing("exclusions", exclusion, ({ name }) => ({ name })),
};

const projectMutations: Readonly<Record<string, Kind<unknown>>> = {
  addView: kind(view, (project, { value }) => ({
    ...project,
    views: [...project.views.filter(({ id }) => id !== value.id), value],
  })),
  removeView: kind(nothing, (project, { which }) => ({
    ...project,
    views: project.views.filter((_, index) => index !== which % Math.max(project.views.length, 1)),
  })),
  materialize: kind(nothing, (project) => ({
    ...project,
    views: project.views.map((one) => ({ ...one, materialized: !one.materialized })),
  })),
  changeSharedEnum: kind(enumValues, (project, { which, value: values }) => ({
    ...project,
    enums: project.enums.map((one, index) =>
      index === which % project.enums.length ? { ...one, values } : one,
    ),
  })),
};

const kinds: Readonly<Record<string, Kind<unknown>>> = {
  ...entityMutations,
  ...columnMutations,
  ...memberMutations,
  ...projectMutations,
};

/** Types that people turn into each other. */
const conversions: Readonly<Record<string, readonly string[]>> = {
  int: ["bigint", "numeric", "varchar(50)", "smallint", "boolean", "double precision"],
  smallint: ["int", "bigint", "decimal(10,2)"],
  bigint: ["int", "numeric", "text"],
  "varchar(20)": ["varchar(50)", "varchar", "text", "citext", "char(10)"],
  "varchar(50)": ["varchar(20)", "varchar(255)", "text", "uuid", "text[]"],
  varchar: ["text", "varchar(50)", "int", "jsonb", "enum"],
  text: ["varchar(50)", "jsonb", "text[]", "citext", "int", "simple-array"],
  boolean: ["int", "text", "varchar(20)"],
  numeric: ["decimal(10,2)", "int", "double precision", "text"],
  "decimal(10,2)": ["decimal(12,4)", "numeric", "numeric(10)", "int"],
  real: ["double precision", "numeric"],
  timestamp: ["timestamptz", "date", "timestamp(0)", "text"],
  timestamptz: ["timestamp", "timestamptz(3)", "date", "time"],
  date: ["timestamp", "timestamptz", "text"],
  json: ["jsonb", "text"],
  jsonb: ["json", "text", "jsonb[]"],
  enum: ["varchar", "text", "enum array", "simple-enum"],
  "enum array": ["text[]", "enum"],
  "text[]": ["varchar(10)[]", "text", "enum array"],
  "int[]": ["bigint[]", "text[]", "int"],
  "bit(3)": ["bit(5)", "varbit(8)", "int"],
  inet: ["cidr", "text"],
  int4range: ["int8range", "int4multirange", "text"],
  tsrange: ["tstzrange"],
};

export const mutation: Arbitrary<Mutation> = fc.oneof(
  ...Object.entries(kinds).map(([what, { value }]) =>
    fc.record<Mutation>({
      what: fc.constant(what),
      where: fc.nat({ max: 5 }),
      which: fc.nat({ max: 11 }),
      value,
    }),
  ),
);

/** The project after the changes, tidied after each. */
export function mutate(project: Project, mutations: readonly Mutation[]): Project {
  return mutations.reduce((before, one) => tidy(kinds[one.what]?.apply(before, one) ?? before), project);
}
