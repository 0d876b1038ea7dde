import type { Sequence, SequenceOptions } from "../../../model/sequence";
import type { UnmodelledObject } from "../../../dialect/introspection";
import type { QualifiedName } from "../../../model/names";
import { byName } from "./order";
import { catalogQuery, type CatalogQuery } from "./query";
import { memberOfExtension, type ReadScope } from "./scope";

export interface SequenceRow {
  readonly namespace: number;
  readonly name: string;
  readonly type: SequenceOptions["type"];
  readonly start: string;
  readonly increment: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly cache: string;
  readonly cycle: boolean;
  /** `a` for `OWNED BY`, `i` for an identity column, null for one that stands alone. */
  readonly ownership: "a" | "i" | null;
  /** The column that owns it. */
  readonly relation: number | null;
  readonly position: number | null;
  /** The default that a serial column with this sequence has, as `pg_get_expr` prints it: a backslash stays one. */
  readonly serial_default: string;
}

export function sequenceQuery(scope: ReadScope): CatalogQuery<SequenceRow> {
  return catalogQuery(`
    SELECT c.relnamespace AS namespace, c.relname::text AS name, format_type(s.seqtypid, NULL) AS type,
           s.seqstart::text AS start, s.seqincrement::text AS increment, s.seqmin::text AS minimum,
           s.seqmax::text AS maximum, s.seqcache::text AS cache, s.seqcycle AS cycle,
           d.deptype::text AS ownership, d.refobjid AS relation, d.refobjsubid AS position,
           'nextval(''' || replace(c.oid::regclass::text, '''', '''''') || '''::regclass)' AS serial_default
    FROM pg_sequence s
    JOIN pg_class c ON c.oid = s.seqrelid
    LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
      AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
    WHERE c.relnamespace IN (${scope.oids}) AND c.relpersistence <> 't' AND NOT ${memberOfExtension("pg_class", "c.oid")}`);
}

/** The sequences that no column owns. */
export function toSequences(rows: readonly SequenceRow[], scope: ReadScope): readonly Sequence[] {
  return byName(
    rows
      .filter((row) => row.ownership === null)
      .map((row) => ({ name: scope.name(row.namespace, row.name), options: toOptions(row) })),
  );
}

export interface OwnedSequenceRow extends SequenceRow {
  readonly relation: number;
  readonly position: number;
}

/** The sequences that a column owns. */
export function ownedSequences(rows: readonly SequenceRow[]): readonly OwnedSequenceRow[] {
  return rows.filter((row): row is OwnedSequenceRow => row.relation !== null && row.position !== null);
}

/** Those among them that make no serial of the column: the model has no place for the ownership. */
export function heldSequences(
  owned: readonly OwnedSequenceRow[],
  ownerOf: (row: OwnedSequenceRow) => { table: QualifiedName; serial: boolean } | null,
  scope: ReadScope,
): readonly UnmodelledObject[] {
  return owned.flatMap((row) => {
    if (row.ownership !== "a") return [];
    const owner = ownerOf(row);
    if (owner === null || owner.serial) return [];
    return [{ kind: "owned sequence", name: scope.name(row.namespace, row.name), table: owner.table }];
  });
}

export function toOptions(row: SequenceRow): SequenceOptions {
  const { type, start, increment, minimum, maximum, cache, cycle } = row;
  return { type, start, increment, minimum, maximum, cache, cycle };
}

const greatest = {
  smallint: "32767",
  integer: "2147483647",
  bigint: "9223372036854775807",
} as const;

const least = {
  smallint: "-32768",
  integer: "-2147483648",
  bigint: "-9223372036854775808",
} as const;

/** What `CREATE SEQUENCE AS type INCREMENT n` means (PostgreSQL manual, `CREATE SEQUENCE`). */
function defaultOptions(type: SequenceOptions["type"], increment: string): SequenceOptions {
  const descending = increment.startsWith("-");
  const minimum = descending ? least[type] : "1";
  const maximum = descending ? "-1" : greatest[type];
  return {
    type,
    increment,
    minimum,
    maximum,
    start: descending ? maximum : minimum,
    cache: "1",
    cycle: false,
  };
}

/** What of the options of an identity column's sequence is not the default for a column of type `columnType`. */
export function ownOptions(options: SequenceOptions, columnType: string): Partial<SequenceOptions> {
  const plain = { ...defaultOptions(options.type, options.increment), increment: "1", type: columnType };
  // The default start follows from a minimum or maximum of one's own.
  plain.start = options.increment.startsWith("-") ? options.maximum : options.minimum;
  return Object.fromEntries(
    Object.entries(options).filter(([key, value]) => value !== plain[key as keyof SequenceOptions]),
  );
}
