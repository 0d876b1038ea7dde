/** What is read: the schemas in scope, by oid, and the conditions that every statement shares. */
import type { Scope } from "../../../dialect/dialect";
import { ReviseError } from "../../../errors";
import type { QualifiedName } from "../../../model/names";
import { catalogQuery } from "./query";

export interface ServerRow {
  readonly default_schema: string | null;
  readonly server_version: number;
  readonly search_path: string;
}

export interface NamespaceRow {
  readonly oid: number;
  readonly name: string;
  /** Made by an extension, as `topology` is by PostGIS. */
  readonly owned_by_extension: boolean;
}

export const serverQuery = catalogQuery<ServerRow>(`
  SELECT current_schema()::text AS default_schema,
         current_setting('server_version_num')::int AS server_version,
         current_setting('search_path') AS search_path`);

export const namespaceQuery = catalogQuery<NamespaceRow>(`
  SELECT n.oid, n.nspname::text AS name, ${memberOfExtension("pg_namespace", "n.oid")} AS owned_by_extension
  FROM pg_namespace n`);

/** What one introspection reads, and how it names what it finds. */
export interface ReadScope {
  readonly defaultSchema: string;
  readonly serverVersion: number;
  /** The existing schemas in scope, the default one included. */
  readonly namespaces: readonly NamespaceRow[];
  /** Their oids, as SQL for `IN (…)`. */
  readonly oids: string;
  /** A name with the default schema folded to null. */
  name(namespace: number, name: string): QualifiedName;
  /** The same for what is found through the search path in `pg_catalog` too: collations, types. */
  catalogName(namespace: number, name: string): QualifiedName;
}

export function readScope(server: ServerRow, namespaces: readonly NamespaceRow[], scope: Scope): ReadScope {
  const defaultSchema = server.default_schema;
  if (defaultSchema === null) {
    throw new ReviseError(
      "database-error",
      `The connection has no default schema: no schema of the search path (${server.search_path}) exists.`,
      { hint: "Create one of them, or name an existing schema in search_path." },
    );
  }
  const names = new Map(namespaces.map((namespace) => [namespace.oid, namespace.name]));
  const inScope = namespaces.filter(
    (namespace) =>
      namespace.name === defaultSchema ||
      (scope.schemas === "all"
        ? !isSystemSchema(namespace.name) && !namespace.owned_by_extension
        : scope.schemas.includes(namespace.name)),
  );
  const fold = (namespace: number, also: string | null): string | null => {
    const name = names.get(namespace) ?? null;
    return name === defaultSchema || name === also ? null : name;
  };
  return {
    defaultSchema,
    serverVersion: server.server_version,
    namespaces: inScope,
    oids: inScope.map((namespace) => String(namespace.oid)).join(", "),
    name: (namespace, name) => ({ schema: fold(namespace, null), name }),
    catalogName: (namespace, name) => ({ schema: fold(namespace, "pg_catalog"), name }),
  };
}

function isSystemSchema(name: string): boolean {
  return name.startsWith("pg_") || name === "information_schema";
}

/** SQL: whether the object belongs to an extension. Such objects come and go with it. */
export function memberOfExtension(catalog: string, oid: string): string {
  return depends(catalog, oid, "e");
}

/** SQL: whether the object came with another one, as the constructors of a range type do. */
export function partOfAnother(catalog: string, oid: string): string {
  return depends(catalog, oid, "i");
}

function depends(catalog: string, oid: string, kind: "e" | "i"): string {
  return `EXISTS (SELECT 1 FROM pg_depend dep WHERE dep.classid = '${catalog}'::regclass AND dep.objid = ${oid} AND dep.deptype = '${kind}')`;
}

/** What may have indexes: tables, partitioned tables and materialized views. */
export const relations = "'r', 'p', 'm'";

/**
 * SQL: whether the relation `alias` may be a table of the model. Partitions are told here, because there may be
 * thousands of them; children by inheritance and tables of extensions in `table.ts`, where each table is looked at once.
 */
export function isTable(scope: ReadScope, alias: string, kinds = "'r', 'p'"): string {
  return `${alias}.relnamespace IN (${scope.oids}) AND ${alias}.relkind IN (${kinds}) AND ${alias}.relpersistence <> 't' AND NOT ${alias}.relispartition`;
}
