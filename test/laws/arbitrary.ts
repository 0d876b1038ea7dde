/** Random projects. What does not fit together is put right by `tidy`, so that everything drawn here is valid. */
import fc, { type Arbitrary } from "fast-check";
import { columnTypes, keyTypes } from "./column-types";
import type {
  Check,
  Child,
  Column,
  Embedded,
  Entity,
  Exclusion,
  Index,
  Junction,
  Key,
  Naming,
  Project,
  Relation,
  SharedEnum,
  Unique,
  View,
} from "./project";

export const entityIds = ["User", "Order", "BlogPost", "Tag", "Invoice", "Folder"] as const;
export const viewIds = ["Summary", "Overview"] as const;
export const properties = [
  "title",
  "body",
  "amount",
  "status",
  "order",
  "notes",
  "score",
  "payload",
  "isOpen",
] as const;
const inheritedProperties = ["createdOn", "tenant"] as const;
const embeddedProperties = ["street", "city", "zip"] as const;
const childProperties = ["wheels", "cargo", "seats"] as const;
const schemas = ["app", "Shop 2"] as const;
const comments = ["who it is", "it's \\ odd", "two\nlines", "ünïcode €"] as const;

/** Rarely something else than the first. */
function mostly<T>(usual: T, ...others: readonly Arbitrary<T>[]): Arbitrary<T> {
  return fc.oneof(
    { arbitrary: fc.constant(usual), weight: 4 * others.length },
    ...others.map((arbitrary) => ({ arbitrary, weight: 1 })),
  );
}

function rarely<T>(...values: readonly T[]): Arbitrary<T | null> {
  return mostly<T | null>(null, fc.constantFrom(...values));
}

const naming: Arbitrary<Naming> = mostly<Naming>(
  "default",
  fc.constantFrom<Naming>("snake", "upper", "hostile", "snake", "upper", "long"),
);

const enumValue = fc.constantFrom("active", "idle", "gone", "it's", "New Value", "a,b", "ünï", "10");
export const enumValues = fc.uniqueArray(enumValue, { minLength: 1, maxLength: 5 });

export const sharedEnumNames = ["mood", "Level X"] as const;
const sharedEnums: Arbitrary<readonly SharedEnum[]> = fc
  .tuple(enumValues, enumValues)
  .map((lists) => sharedEnumNames.map((name, at) => ({ name, values: lists[at] ?? [] })));

export const columnType: Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...Object.keys(columnTypes)), weight: 8 },
  { arbitrary: fc.constantFrom("enum", "enum", "enum array", "simple-enum"), weight: 2 },
  { arbitrary: fc.constantFrom("int", "varchar(50)", "text", "boolean", "timestamptz", "jsonb"), weight: 3 },
);

const index = fc.nat({ max: 11 });

export function columnNamed(names: readonly string[]): Arbitrary<Column> {
  return fc.record<Column>({
    property: fc.constantFrom(...names),
    naming,
    role: mostly<Column["role"]>(
      "column",
      fc.constantFrom<Column["role"]>("createDate", "updateDate", "deleteDate", "version", "counter", "uuid"),
    ),
    type: columnType,
    values: enumValues,
    enumName: fc.constantFrom(null, null, null, ...sharedEnumNames, "own_enum"),
    nullable: fc.boolean(),
    unique: mostly(false, fc.constant(true)),
    fallback: fc.oneof(fc.constant(0), index),
    comment: rarely(...comments),
    collation: rarely("C", "POSIX"),
    computed: mostly<Column["computed"]>(
      null,
      fc.record({ of: fc.constantFrom<string>(...properties), template: index }),
    ),
  });
}

function columnsNamed(names: readonly string[], maxLength: number): Arbitrary<readonly Column[]> {
  return fc.uniqueArray(columnNamed(names), { maxLength, selector: ({ property }) => property });
}

export const column = columnNamed(properties);

export const key: Arbitrary<Key> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record<Key>({
      kind: fc.constantFrom<Key["kind"]>("increment", "identity", "identity always"),
      type: fc.constantFrom("int", "int", "bigint", "smallint"),
      second: fc.constant("int"),
      constraintName: rarely("key_of_it"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record<Key>({
      kind: fc.constantFrom<Key["kind"]>("uuid", "plain", "composite"),
      type: fc.constantFrom(...keyTypes),
      second: fc.constantFrom(...keyTypes),
      constraintName: rarely("key_of_it"),
    }),
  },
);

const action = rarely<NonNullable<Relation["onDelete"]>>("CASCADE", "RESTRICT", "SET NULL", "NO ACTION");
const deferrable = rarely<NonNullable<Relation["deferrable"]>>("INITIALLY DEFERRED", "INITIALLY IMMEDIATE");

export const relation: Arbitrary<Relation> = fc.record<Relation>({
  property: fc.constantFrom("owner", "author", "source"),
  kind: fc.constantFrom<Relation["kind"]>("manyToOne", "manyToOne", "oneToOne", "foreignKey"),
  target: fc.constantFrom(...entityIds),
  nullable: fc.boolean(),
  onDelete: action,
  onUpdate: action,
  deferrable,
  constrained: mostly(true, fc.constant(false)),
  columnName: rarely("its_key", "Ref Column"),
  constraintName: rarely("fk_by_name"),
});

export const junction: Arbitrary<Junction> = fc.record<Junction>({
  property: fc.constantFrom("tags", "friends"),
  target: fc.constantFrom(...entityIds),
  name: rarely("junction of"),
  onDelete: action,
});

const method = rarely("btree", "hash", "gin", "gist", "brin", "spgist");
const template = fc.record({ column: fc.constantFrom<string>(...properties), template: index });
const someProperties = fc.uniqueArray(fc.constantFrom<string>(...properties, ...inheritedProperties), {
  minLength: 1,
  maxLength: 7,
});

export const tableIndex: Arbitrary<Index> = fc.record<Index>({
  name: rarely("idx_one", "Idx Two"),
  columns: someProperties,
  unique: mostly(false, fc.constant(true)),
  method,
  where: mostly<Index["where"]>(null, template),
});

export const unique: Arbitrary<Unique> = fc.record<Unique>({
  name: rarely("uq_one", "Uq Two"),
  columns: someProperties,
  deferrable,
});

export const check: Arbitrary<Check> = fc
  .tuple(rarely("chk_one", "Chk Two"), template)
  .map(([name, one]) => ({ name, ...one }));

export const exclusion: Arbitrary<Exclusion> = fc.record<Exclusion>({
  name: rarely("xcl_one"),
  column: fc.constantFrom(...properties),
  deferrable,
});

const embedded: Arbitrary<Embedded> = fc.record<Embedded>({
  property: fc.constantFrom("home", "work"),
  prefix: mostly<string | null>(null, fc.constantFrom("", "at")),
  columns: columnsNamed(embeddedProperties, 3),
});

const child = (id: string): Arbitrary<Child> =>
  fc.record<Child>({
    id: fc.constant(id),
    value: rarely("v1", "v2"),
    columns: columnsNamed(childProperties, 2),
  });

export function entityCalled(id: string): Arbitrary<Entity> {
  return fc.record<Entity>({
    id: fc.constant(id),
    naming,
    schema: rarely(...schemas),
    comment: rarely(...comments),
    key,
    inherited: mostly<readonly Column[]>([], columnsNamed(inheritedProperties, 2)),
    columns: columnsNamed(properties, 7),
    embeddeds: mostly<readonly Embedded[]>(
      [],
      fc.uniqueArray(embedded, { minLength: 1, maxLength: 2, selector: ({ property }) => property }),
    ),
    tree: rarely<NonNullable<Entity["tree"]>>(
      "closure-table",
      "materialized-path",
      "nested-set",
      "adjacency-list",
    ),
    children: mostly<readonly Child[]>(
      [],
      fc.tuple(child(`${id}One`), child(`${id}Two`)),
      child(`${id}One`).map((only) => [only]),
    ),
    relations: fc.uniqueArray(relation, { maxLength: 2, selector: ({ property }) => property }),
    junctions: mostly<readonly Junction[]>(
      [],
      fc.uniqueArray(junction, { minLength: 1, maxLength: 2, selector: ({ property }) => property }),
    ),
    indexes: fc.array(tableIndex, { maxLength: 3 }),
    uniques: fc.array(unique, { maxLength: 2 }),
    checks: fc.array(check, { maxLength: 2 }),
    exclusions: mostly<readonly Exclusion[]>([], fc.tuple(exclusion)),
  });
}

export const view: Arbitrary<View> = fc.record<View>({
  id: fc.constantFrom(...viewIds),
  schema: rarely(...schemas),
  materialized: fc.boolean(),
  of: fc.constantFrom<string>(...entityIds, "Summary"),
  columns: someProperties,
  where: mostly<View["where"]>(null, template),
  indexed: mostly<string | null>(null, fc.constantFrom<string>(...properties)),
});

const entities: Arbitrary<readonly Entity[]> = fc
  .subarray([...entityIds], { minLength: 1, maxLength: 6 })
  .chain((ids) => fc.tuple(...ids.map(entityCalled)));

/** Not yet tidy. */
export const anyProject: Arbitrary<Project> = fc.record<Project>({
  options: fc.record({
    uuidExtension: mostly<"uuid-ossp" | "pgcrypto">("uuid-ossp", fc.constant("pgcrypto")),
    entityPrefix: mostly("", fc.constant("x_")),
  }),
  enums: sharedEnums,
  entities,
  views: fc.uniqueArray(view, { maxLength: 2, selector: ({ id }) => id }),
});
