/**
 * The types that every server has, and those of the extensions that TypeORM knows. A canonical name is the short
 * one of PostgreSQL's manual, table 8.1; SQL's long spellings and the internal names are aliases of it.
 */

/** `name: aliases` */
const withAliases: Readonly<Record<string, readonly string[]>> = {
  smallint: ["int2"],
  integer: ["int", "int4"],
  bigint: ["int8"],
  numeric: ["decimal", "dec"],
  real: ["float4"],
  "double precision": ["float8", "float"],
  varchar: ["character varying", "char varying", "national character varying", "nchar varying"],
  char: ["character", "national character", "national char", "nchar"],
  boolean: ["bool"],
  timestamp: ["timestamp without time zone"],
  timestamptz: ["timestamp with time zone"],
  time: ["time without time zone"],
  timetz: ["time with time zone"],
  varbit: ["bit varying"],
  smallserial: ["serial2"],
  serial: ["serial4"],
  bigserial: ["serial8"],
};

const plain = `
  bpchar "char" name text bytea bit date interval uuid json jsonb jsonpath xml money
  point line lseg box path polygon circle cidr inet macaddr macaddr8 tsvector tsquery
  int4range int8range numrange tsrange tstzrange daterange
  int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange
  oid xid xid8 cid tid pg_lsn pg_snapshot txid_snapshot oidvector int2vector refcursor
  regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype
`
  .trim()
  .split(/\s+/);

/**
 * Types of extensions. They are found through the search path, as TypeORM prints them, whatever schema the extension
 * was put in; their schema is therefore not part of the canonical form.
 */
export const extensionTypes: ReadonlySet<string> = new Set(
  "citext hstore cube ltree lquery ltxtquery geometry geography raster vector halfvec sparsevec".split(" "),
);

const intervalFields =
  /^interval (?:year|month|day|hour|minute|second|year to month|day to (?:hour|minute|second)|hour to (?:minute|second)|minute to second)$/;

const canonicalNames: ReadonlyMap<string, string> = new Map([
  ...plain.map((name) => [name, name] as const),
  ...[...extensionTypes].map((name) => [name, name] as const),
  ...Object.entries(withAliases).flatMap(([name, aliases]) =>
    [name, ...aliases].map((alias) => [alias, name] as const),
  ),
]);

/** Spellings that only SQL's grammar knows: quoted, they would be the name of another type. */
const grammarOnly: ReadonlySet<string> = new Set([
  "smallint",
  "integer",
  "bigint",
  "real",
  "boolean",
  "int",
  "decimal",
  "dec",
  "float",
  "character",
  "nchar",
  "serial",
  "serial2",
  "serial4",
  "serial8",
  "smallserial",
  "bigserial",
]);

/** The canonical name of a spelling in lower case with single spaces, or null for a type that is not built in. */
export function builtinName(spelling: string): string | null {
  return canonicalNames.get(spelling) ?? (intervalFields.test(spelling) ? spelling : null);
}

/** The same for a quoted name, which is looked up in `pg_type.typname` and never in SQL's grammar. */
export function builtinTypname(typname: string): string | null {
  if (typname === "char") return '"char"';
  if (grammarOnly.has(typname) || typname.includes(" ")) return null;
  return canonicalNames.get(typname) ?? null;
}
