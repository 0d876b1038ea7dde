import type { ObjectName } from "../object-name";
import type { DefaultDefinition } from "./column";
import type { DropDefinition } from "./existence";

export interface DomainDefinition {
  /** The type that it narrows. */
  readonly type: string;
  /** True unless stated. */
  readonly nullable?: boolean;
  readonly default?: DefaultDefinition | null;
  readonly collation?: ObjectName | null;
  /** Rules over `VALUE`. */
  readonly checks?: readonly { readonly name: string; readonly expression: string }[];
}

export interface FieldDefinition {
  readonly name: string;
  readonly type: string;
  readonly collation?: ObjectName | null;
}

/** The calls on `op` for domains and composite types. */
export interface DomainCalls {
  /**
   * Creates a domain: `CREATE DOMAIN "positive" AS integer CONSTRAINT "over_zero" CHECK (VALUE > 0)`.
   *
   * @example
   * await op.createDomain("positive", {
   *   type: "integer",
   *   checks: [{ name: "over_zero", expression: "VALUE > 0" }],
   * });
   */
  createDomain(name: ObjectName, definition: DomainDefinition): Promise<void>;

  /**
   * `DROP DOMAIN "positive"`. The server refuses while a column has it.
   *
   * @example await op.dropDomain("positive");
   */
  dropDomain(name: ObjectName, options?: DropDefinition): Promise<void>;

  /**
   * Creates a type of several fields: `CREATE TYPE "address" AS ("street" text, "city" text)`.
   *
   * @example
   * await op.createCompositeType("address", [
   *   { name: "street", type: "text" },
   *   { name: "city", type: "varchar(80)" },
   * ]);
   */
  createCompositeType(name: ObjectName, fields: readonly FieldDefinition[]): Promise<void>;

  /**
   * `DROP TYPE "address"`. The server refuses while a column has it.
   *
   * @example await op.dropCompositeType("address");
   */
  dropCompositeType(name: ObjectName, options?: DropDefinition): Promise<void>;
}
