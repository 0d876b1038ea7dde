/** What is read: the schemas in scope, by oid, and the conditions that every statement shares. */
import type { Scope } from "../../../dialect/introspection";
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

/** Objects with smaller oids came with the server (`FirstNormalObjectId` in `src/include/access/transam.h`). */
export const firstOwnOid = "16384";

/**
 * SQL: whether the object belongs to an extension. Such objects come and go with it. They are few and found by the
 * extension, which takes less than to look for each object.
 */
export function memberOfExtension(catalog: string, oid: string): string {
  return `${oid} IN (SELECT dep.objid FROM pg_depend dep
      WHERE dep.refclassid = 'pg_extension'::regclass AND dep.classid = '${catalog}'::regclass AND dep.deptype = 'e')`;
}

/** SQL: whether the object came with another one, as the constructors of a range type do. */
export function partOfAnother(catalog: string, oid: string): string {
  return `EXISTS (SELECT 1 FROM pg_depend dep WHERE dep.classid = '${catalog}'::regclass AND dep.objid = ${oid} AND dep.deptype = 'i')`;
}

/**
 * SQL: whether the relation `alias` may be a table of the model. Partitions are told here, because there may be
 * thousands of them; children by inheritance and tables of extensions in `table.ts`, where each table is looked at once.
 */
export function isTable(scope: ReadScope, alias: string, kinds = "'r', 'p'"): string {
  return `${alias}.relnamespace IN (${scope.oids}) AND ${alias}.relkind IN (${kinds}) AND ${alias}.relpersistence <> 't' AND NOT ${alias}.relispartition`;
}

/** SQL: the views of any schema that read a relation in scope, in as many steps as it takes. */
export function readers(scope: ReadScope): string {
  const rules = `pg_depend d JOIN pg_rewrite r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
      AND d.refclassid = 'pg_class'::regclass AND r.ev_class <> d.refobjid AND r.rulename = '_RETURN'`;
  return `WITH RECURSIVE reader (oid) AS (
      SELECT r.ev_class FROM ${rules} JOIN pg_class source ON source.oid = d.refobjid WHERE source.relnamespace IN (${scope.oids})
      UNION SELECT r.ev_class FROM ${rules} JOIN reader ON reader.oid = d.refobjid)
    SELECT reader.oid FROM reader JOIN pg_class one ON one.oid = reader.oid
    WHERE one.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`;
}

/** SQL: whether columns and indexes of the relation `c` are of interest: see {@link isTable}, and {@link readers} that keep rows. */
export function keepsRows(scope: ReadScope): string {
  return `(${isTable(scope, "c", "'r', 'p', 'm'")} OR c.relkind = 'm' AND c.oid IN (${readers(scope)}))`;
}
