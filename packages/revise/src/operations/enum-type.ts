import type { ColumnStorage, DefaultValue } from "../model/column";
import type { EnumType } from "../model/enum-type";
import { displayName, objectKey, sameName, type QualifiedName } from "../model/names";
import { list } from "../util/text";
import { listOf, readArguments, string } from "./arguments";
import { alterationDetails, encodeDetails, placedBeside, position, valueList } from "./enum-type/definition";
import { alterEnumFootprint, valueKeys } from "./enum-type/footprint";
import { undecidedMapping } from "./enum-type/mapping";
import { renamedType, renamedValue } from "./enum-type/renaming";
import { dropOptions, existenceOptions, trailing, type DropOptions } from "./existence";
import { anyEnumValue, footprintOf, relationName, schemaOf } from "./footprint";
import { placed, without } from "./model-edit";
import { encodeName, objectName } from "./object-name";
import {
  renameFootprint,
  type RenameStep,
  reversedStep,
  type SchemaObjectRename,
  renameTraits,
} from "./renaming";
import { opposite, whenKnown } from "./reversal";
import type { TraitsFor } from "./traits";

export interface CreateEnum {
  readonly kind: "createEnum";
  readonly type: EnumType;
}

export interface DropEnum extends DropOptions {
  readonly kind: "dropEnum";
  readonly name: QualifiedName;
  readonly definition?: EnumType;
}

export interface RenameEnum extends SchemaObjectRename {
  readonly kind: "renameEnum";
}

export interface AddEnumValue {
  readonly kind: "addEnumValue";
  readonly name: QualifiedName;
  readonly value: string;
  /** The neighbour that places the value; at the end where there is none. */
  readonly position: { readonly before: string } | { readonly after: string } | null;
  /** Autogenerate's knowledge, which makes the reverse (a rebuild) exact. */
  readonly rebuild?: Pick<AlterEnum, "values" | "usedBy">;
}

export interface RenameEnumValue extends RenameStep {
  readonly kind: "renameEnumValue";
  readonly name: QualifiedName;
  readonly from: string;
  readonly to: string;
}

/** A column of an enum type, the default that stands in the way of changing the type, and what the change sets back. */
export interface EnumUse {
  readonly table: QualifiedName;
  readonly column: string;
  readonly dimensions: number;
  readonly default: DefaultValue | null;
  readonly storage?: ColumnStorage;
}

/** Rebuilds an enum type: removal and reordering of values, which PostgreSQL has no statement for. */
export interface AlterEnum {
  readonly kind: "alterEnum";
  readonly name: QualifiedName;
  readonly values: { readonly from?: readonly string[]; readonly to: readonly string[] };
  readonly usedBy: readonly EnumUse[];
  /**
   * What becomes of rows that hold a removed value: removed value → remaining value, or null for none. A place to fill in
   * (`fill-in.ts`) says that nobody has decided: then no row may hold the value.
   */
  readonly mapping: Readonly<Record<string, string | null>>;
}

export function isAlterEnum(operation: { readonly kind: string }): operation is AlterEnum {
  return operation.kind === "alterEnum";
}

export function isValueRename(operation: { readonly kind: string }): operation is RenameEnumValue {
  return operation.kind === "renameEnumValue";
}

export interface EnumTypeOperationMap {
  createEnum: CreateEnum;
  dropEnum: DropEnum;
  renameEnum: RenameEnum;
  addEnumValue: AddEnumValue;
  renameEnumValue: RenameEnumValue;
  alterEnum: AlterEnum;
}

/** A rebuild of which nobody has said yet what becomes of the values that go. */
export function rebuilt(
  name: QualifiedName,
  { values, usedBy }: Pick<AlterEnum, "values" | "usedBy">,
): AlterEnum {
  const mapping = undecidedMapping(values.from ?? [], values.to, usedBy);
  return { kind: "alterEnum", name, values, usedBy, mapping };
}

function enumKey(name: QualifiedName): ReturnType<typeof objectKey> {
  return objectKey("enum", name);
}

type Traits<Kind extends keyof EnumTypeOperationMap> = TraitsFor<Kind>[Kind];

const createEnum: Traits<"createEnum"> = {
  reverse: ({ type }) => ({
    reversible: true,
    operations: [{ kind: "dropEnum", name: type.name, definition: type }],
  }),
  describe: ({ type }) => `Create enum ${displayName(type.name)} (${list(type.values)})`,
  apply: (model, { type }) => ({ ...model, enumTypes: placed(model.enumTypes, type) }),
  footprint: ({ type }) =>
    footprintOf({ creates: [enumKey(type.name), relationName(type.name)], needs: schemaOf(type.name) }),
  encode: ({ type }) => [encodeName(type.name), type.values],
  decode: (args) => {
    const [name, values] = readArguments("createEnum", args, objectName, valueList);
    return { kind: "createEnum", type: { name, values } };
  },
};

const dropEnum: Traits<"dropEnum"> = {
  reverse: ({ name, definition }) =>
    whenKnown(definition, `the values of enum ${displayName(name)} are not known`, (type) => [
      { kind: "createEnum", type },
    ]),
  describe: ({ name }) => `Drop enum ${displayName(name)}`,
  apply: (model, { name }) => ({ ...model, enumTypes: without(model.enumTypes, name) }),
  footprint: ({ name }) =>
    footprintOf({ drops: [enumKey(name), relationName(name)], releases: schemaOf(name) }),
  encode: ({ name, ...options }) => [encodeName(name), ...trailing(existenceOptions(options))],
  decode: (args) => {
    const [name, options] = readArguments("dropEnum", args, objectName, dropOptions);
    return { kind: "dropEnum", name, ...options };
  },
};

const addEnumValue: Traits<"addEnumValue"> = {
  reverse: ({ name, value, rebuild }) =>
    whenKnown(
      rebuild,
      `removing value ${value} of enum ${displayName(name)} again takes a rebuild, and the columns that use the enum are not known`,
      (known) => [rebuilt(name, known)],
    ),
  describe: ({ name, value }) => `Add value ${value} to enum ${displayName(name)}`,
  apply: (model, { name, value, position: beside }) => ({
    ...model,
    enumTypes: model.enumTypes.map((type) =>
      sameName(type.name, name) ? { ...type, values: placedBeside(type.values, value, beside) } : type,
    ),
  }),
  footprint: ({ name, value, position: beside }) =>
    footprintOf({
      creates: [...valueKeys(name, value), anyEnumValue],
      needs: [
        enumKey(name),
        ...schemaOf(name),
        ...(beside === null ? [] : valueKeys(name, "before" in beside ? beside.before : beside.after)),
      ],
    }),
  encode: ({ name, value, position: beside }) => [
    encodeName(name),
    value,
    ...(beside === null ? [] : [beside]),
  ],
  decode: (args) => {
    const [name, value, beside] = readArguments("addEnumValue", args, objectName, string, position);
    return { kind: "addEnumValue", name, value, position: beside };
  },
};

const renameEnumValue: Traits<"renameEnumValue"> = {
  reverse: ({ kind, name, from, to, ...step }) => ({
    reversible: true,
    operations: [{ kind, name, from: to, to: from, ...reversedStep(step) }],
  }),
  describe: ({ name, from, to }) => `Rename value ${from} of enum ${displayName(name)} to ${to}`,
  apply: (model, { name, from, to }) => renamedValue(model, name, from, to),
  footprint: ({ name, from, to, ...step }) =>
    renameFootprint({
      ...step,
      before: valueKeys(name, from),
      after: [...valueKeys(name, to), anyEnumValue],
      needs: [enumKey(name), ...schemaOf(name)],
    }),
  encode: ({ name, from, to }) => [encodeName(name), from, to],
  decode: (args) => {
    const [name, from, to] = readArguments("renameEnumValue", args, objectName, string, string);
    return { kind: "renameEnumValue", name, from, to };
  },
};

const alterEnum: Traits<"alterEnum"> = {
  reverse: ({ name, values, usedBy }) =>
    whenKnown(opposite(values), `the former values of enum ${displayName(name)} are not known`, (former) => [
      rebuilt(name, { values: former, usedBy }),
    ]),
  describe: ({ name, values }) =>
    `Change enum ${displayName(name)}: values ${values.from === undefined ? "" : `from ${list(values.from)} `}to ${list(values.to)}`,
  apply: (model, { name, values }) => ({
    ...model,
    enumTypes: model.enumTypes.map((type) =>
      sameName(type.name, name) ? { ...type, values: values.to } : type,
    ),
  }),
  footprint: alterEnumFootprint,
  encode: ({ name, values, usedBy, mapping }) => [
    encodeName(name),
    values.to,
    ...encodeDetails({ usedBy, mapping }),
  ],
  decode: (args) => {
    const [name, to, details] = readArguments(
      "alterEnum",
      args,
      objectName,
      listOf(string),
      alterationDetails,
    );
    return { kind: "alterEnum", name, values: { to }, ...details };
  },
};

export const enumTypeTraits: TraitsFor<keyof EnumTypeOperationMap> = {
  createEnum,
  dropEnum,
  renameEnum: renameTraits("renameEnum", {
    noun: "enum",
    keys: (name) => [enumKey(name), relationName(name)],
    apply: renamedType,
  }),
  addEnumValue,
  renameEnumValue,
  alterEnum,
};
