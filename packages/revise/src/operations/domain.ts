/** Types of one's own besides enums: domains and composite types. */
import type { ColumnType } from "../model/column-type";
import type { DefaultValue } from "../model/column";
import { objectKey, type ObjectKey, type QualifiedName } from "../model/names";
import { fields, flag, listOf, nullable, text, withDefault, type Reader } from "./arguments";
import { defaultValue, encodeDefault } from "./column/default-value";
import { defaultNeeds, defaultReleases, typeNeeds, typeReleases } from "./column/footprint";
import { columnType } from "./column/type";
import { anyEnumValue, anyExtension, formerExtension, relationName, schemaOf } from "./footprint";
import { encodeName, objectName } from "./object-name";
import {
  createStandalone,
  dropStandalone,
  type CreateStandalone,
  type DropStandalone,
  type StandaloneWords,
} from "./standalone";
import type { TraitsFor } from "./traits";
import { formatTypeText } from "./type-text";

/** A type with rules of its own: `positive`, an integer over zero. */
export interface Domain {
  readonly name: QualifiedName;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly default: DefaultValue | null;
  readonly collation: QualifiedName | null;
  readonly checks: readonly { readonly name: string; readonly expression: string }[];
}

/** A type of several fields: `address (street text, city text)`. */
export interface CompositeType {
  readonly name: QualifiedName;
  readonly fields: readonly CompositeField[];
}

export interface CompositeField {
  readonly name: string;
  readonly type: ColumnType;
  readonly collation: QualifiedName | null;
}

export type CreateDomain = CreateStandalone<"createDomain", Domain>;
export type DropDomain = DropStandalone<"dropDomain", Domain>;
export type CreateCompositeType = CreateStandalone<"createCompositeType", CompositeType>;
export type DropCompositeType = DropStandalone<"dropCompositeType", CompositeType>;

export interface DomainOperationMap {
  createDomain: CreateDomain;
  dropDomain: DropDomain;
  createCompositeType: CreateCompositeType;
  dropCompositeType: DropCompositeType;
}

/** A column knows the name of its type and not what kind of type that is, so all types have the key of an enum. */
function typeKeys(name: QualifiedName): readonly ObjectKey[] {
  return [objectKey("enum", name), relationName(name)];
}

const collation = withDefault(nullable(objectName), null);

const readDomain = fields({
  type: columnType,
  nullable: withDefault(flag, true),
  default: withDefault(nullable(defaultValue), null),
  collation,
  checks: withDefault(listOf(fields({ name: text, expression: text })), []),
});

const domain: StandaloneWords<Domain> = {
  create: "createDomain",
  drop: "dropDomain",
  noun: "domain",
  guarded: false,
  keys: typeKeys,
  read: readDomain,
  encode: ({ type, nullable: mayBeNull, default: value, collation: order, checks }) => ({
    type: formatTypeText(type),
    ...(!mayBeNull && { nullable: false }),
    ...(value !== null && { default: encodeDefault(value, type) }),
    ...(order !== null && { collation: encodeName(order) }),
    ...(checks.length > 0 && { checks }),
  }),
  needs: ({ name, type, default: value }) => [
    ...schemaOf(name),
    ...typeNeeds(type),
    ...defaultNeeds(value),
    anyEnumValue,
    anyExtension,
  ],
  releases: ({ name, type, default: value }) => [
    ...schemaOf(name),
    ...typeReleases(type),
    ...defaultReleases(value),
    formerExtension,
  ],
};

const readFields: Reader<Omit<CompositeType, "name">> = (value, place) => ({
  fields: listOf(fields({ name: text, type: columnType, collation }))(value, place),
});

const composite: StandaloneWords<CompositeType> = {
  create: "createCompositeType",
  drop: "dropCompositeType",
  noun: "composite type",
  guarded: false,
  keys: typeKeys,
  read: readFields,
  encode: (type) =>
    type.fields.map(({ name, type: fieldType, collation: order }) => ({
      name,
      type: formatTypeText(fieldType),
      ...(order !== null && { collation: encodeName(order) }),
    })),
  needs: (type) => [...schemaOf(type.name), ...type.fields.flatMap((field) => typeNeeds(field.type))],
  releases: (type) => [...schemaOf(type.name), ...type.fields.flatMap((field) => typeReleases(field.type))],
};

export const domainTraits: TraitsFor<keyof DomainOperationMap> = {
  createDomain: createStandalone(domain),
  dropDomain: dropStandalone(domain),
  createCompositeType: createStandalone(composite),
  dropCompositeType: dropStandalone(composite),
};
