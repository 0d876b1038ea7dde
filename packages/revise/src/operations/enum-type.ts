import type { DefaultValue } from "../model/column";
import type { EnumType } from "../model/enum-type";
import type { QualifiedName } from "../model/names";

export interface CreateEnum {
  readonly kind: "createEnum";
  readonly type: EnumType;
}

export interface DropEnum {
  readonly kind: "dropEnum";
  readonly name: QualifiedName;
  readonly definition?: EnumType;
}

export interface RenameEnum {
  readonly kind: "renameEnum";
  readonly from: QualifiedName;
  /** The new name, in the same schema. */
  readonly to: string;
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

export interface RenameEnumValue {
  readonly kind: "renameEnumValue";
  readonly name: QualifiedName;
  readonly from: string;
  readonly to: string;
}

/** A column of an enum type, and the default that stands in the way of changing the type. */
export interface EnumUse {
  readonly table: QualifiedName;
  readonly column: string;
  readonly dimensions: number;
  readonly default: DefaultValue | null;
}

/** Rebuilds an enum type: removal and reordering of values, which PostgreSQL has no statement for. */
export interface AlterEnum {
  readonly kind: "alterEnum";
  readonly name: QualifiedName;
  readonly values: { readonly from?: readonly string[]; readonly to: readonly string[] };
  readonly usedBy: readonly EnumUse[];
  /** What becomes of rows that hold a removed value: removed value → remaining value. */
  readonly mapping: Readonly<Record<string, string>>;
}

export interface EnumTypeOperationMap {
  createEnum: CreateEnum;
  dropEnum: DropEnum;
  renameEnum: RenameEnum;
  addEnumValue: AddEnumValue;
  renameEnumValue: RenameEnumValue;
  alterEnum: AlterEnum;
}
