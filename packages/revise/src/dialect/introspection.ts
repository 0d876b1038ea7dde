/** What is read of a database: all that the models hold, and what stands beside them. */
import type { ObjectKey, QualifiedName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Dependent } from "./dependent";
import type { KnownTypes } from "./known-types";

/** Which part of a database is read. */
export interface Scope {
  /** Schemas to read besides the default one; `"all"` for every schema that is not the system's. */
  readonly schemas: readonly string[] | "all";
}

/** An object that is in the database and has no place in the model: a trigger, a function, a partition. */
export interface UnmodelledObject {
  /** A word for people: `trigger`, `function`, `policy`, `partition`. */
  readonly kind: string;
  readonly name: QualifiedName;
  /** The table it belongs to; of the parents of a child table the first. */
  readonly table: QualifiedName | null;
}

export interface Introspection {
  readonly model: SchemaModel;
  readonly types: Pick<KnownTypes, "casts" | "domains">;
  /**
   * What needs the objects of the model and is defined elsewhere, as it is when this is asked: one round trip, after the
   * end of the snapshot. Where nothing changes, nobody needs it.
   */
  dependents(): Promise<readonly Dependent[]>;
  /** What of the whole database uses the extensions, likewise: one round trip, where one of them is to go. */
  extensionUses(names: readonly string[]): Promise<readonly Dependent[]>;
  /** Views outside the scope that read what is in it. They are in the model, and none of the comparison's business. */
  readonly outside: ReadonlySet<ObjectKey>;
  /** What `schema: null` stands for. */
  readonly defaultSchema: string;
  /** `150018` and the like. */
  readonly serverVersion: number;
  readonly unmodelled: readonly UnmodelledObject[];
}

/** A read-only view of the database at one moment. */
export interface Snapshot {
  /** What `schema: null` stands for. */
  readonly defaultSchema: string;
  /** Asks at once, gives everything in scope, and ends the snapshot: once, and always. */
  read(): Promise<Introspection>;
}
