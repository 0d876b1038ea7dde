/** The pipeline: introspect → read → settle → compare → order → judge. */
import type { DataSource } from "typeorm";
import { compareModels } from "./compare/compare-models";
import type { Questioner, RenameDecision, UnmanagedObject } from "./compare/comparison";
import type { Connection } from "./dialect/connection";
import type { Dialect } from "./dialect/dialect";
import type { ObjectKey, QualifiedName } from "./model/names";
import type { SchemaModel } from "./model/schema-model";
import type { Operation } from "./operations/operation";
import type { Finding } from "./safety/rule";
import { readMetadata } from "./typeorm/read-metadata";

export interface AutogenerateRequest {
  readonly dataSource: DataSource;
  readonly connection: Connection;
  readonly dialect: Dialect;
  readonly managed: ReadonlySet<ObjectKey>;
  readonly versionTable: QualifiedName;
  readonly includeSchemas: readonly string[] | boolean;
  readonly unmanaged: "keep" | "drop";
  readonly renames: readonly RenameDecision[];
  readonly questioner?: Questioner;
}

export interface AutogenerateResult {
  readonly current: SchemaModel;
  readonly upgrade: readonly Operation[];
  readonly downgrade: readonly Operation[];
  readonly findings: readonly Finding[];
  readonly comments: ReadonlyMap<Operation, readonly string[]>;
  readonly unmanaged: readonly { readonly kind: string; readonly name: QualifiedName; readonly table: QualifiedName | null }[];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

export async function autogenerate(request: AutogenerateRequest): Promise<AutogenerateResult> {
  const { dataSource, connection, dialect } = request;
  const early = await readMetadata(dataSource, dialect.types, { defaultSchema: "public" });
  const named = early.model.namespaces.map(({ name }) => name);
  const schemas = request.includeSchemas === true ? ("all" as const) : [...named, ...(request.includeSchemas === false ? [] : request.includeSchemas)];
  const found = await dialect.introspect(connection, { schemas });
  const metadata = await readMetadata(dataSource, dialect.types, { defaultSchema: found.defaultSchema });
  const { desired } = await dialect.settle(connection, found.model, metadata.model);
  const comparison = compareModels(found.model, desired, {
    defaultSchema: found.defaultSchema,
    managed: request.managed,
    untouched: metadata.untouched,
    houseTables: metadata.houseTables,
    versionTable: request.versionTable,
    unmanaged: request.unmanaged,
    renames: request.renames,
    incomparable: [],
    castExpression: dialect.castExpression,
  });
  const unmanaged = comparison.unmanaged.map((one: UnmanagedObject) =>
    one.member === null ? { kind: one.kind, name: one.name, table: null } : { kind: one.kind, name: { schema: null, name: one.member }, table: one.name },
  );
  return {
    current: found.model,
    upgrade: comparison.operations,
    downgrade: comparison.downgrade,
    findings: [],
    comments: new Map(),
    unmanaged: [...unmanaged, ...found.unmodelled],
    notes: comparison.notes,
    warnings: metadata.warnings,
  };
}
