/** How the two models of a comparison come to one spelling of their expressions. */
import type { ObjectKey } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Table } from "../model/table";
import type { RenameEnumValue } from "../operations/enum-type";
import type { Operation } from "../operations/operation";

/** What is said of an object that the server has to read. */
export type Role =
  | "extension"
  | "type"
  | "default"
  | "generated"
  | "check"
  | "exclusion"
  | "primaryKey"
  | "unique"
  | "index"
  | "view";

/** An expression that could not be brought into the server's spelling. */
export interface Unsettled {
  /** The object of the desired model that holds it. */
  readonly key: ObjectKey;
  readonly role: Role;
  /** The server's message. */
  readonly reason: string;
  /** True where the entity is wrong (the server rejects the text), false where rights or means are missing. */
  readonly rejected: boolean;
  /** Whether the object is new, and the server was only asked whether it would take it. */
  readonly fresh: boolean;
}

/** A value of an enum type that gets another name. */
export type EnumValueRename = Pick<RenameEnumValue, "name" | "from" | "to">;

/** What a comparison knows besides the two models that it compares. */
export interface Surroundings {
  /** What is there under the names of now, before any rename. */
  readonly existing: SchemaModel;
  /** The desired model without what the comparison leaves out. */
  readonly wanted: SchemaModel;
  /** What gets another name, in the order in which it does. */
  readonly renames?: readonly Operation[];
  /** Whether operations that nobody can look into may make things that expressions name. */
  readonly makesMore: boolean;
  /** False where somebody else decides whether a column gets the type and the default of `wanted`. */
  readonly altersColumns: boolean;
  /** Tables of the desired model that are as they shall be, expressions included: nothing about them is open. */
  readonly alike?: ReadonlyMap<Table, Table>;
}

export interface Settlement {
  /** The desired model in which every expression that means the same as its counterpart is spelt like it. */
  readonly desired: SchemaModel;
  readonly unsettled: readonly Unsettled[];
  /** What the database says on tables, by `nameKey`, that a change of types and the way back would leave as something else. */
  readonly unsteady: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What is known of the views that read what gets another name, by their names after that. */
export interface FollowedViews {
  /** The queries as the server will print them then. */
  readonly queries: ReadonlyMap<ObjectKey, string>;
  /** Why the server could not tell the queries of others, in which former names occur. */
  readonly unknown: ReadonlyMap<ObjectKey, string>;
}
