/** What a table has its form from: the key of its partitions, the type that it is of, a child that it shares. */
import type { Dependent } from "../../../dialect/dependent";
import { reads } from "./need";
import type { ReadScope } from "./scope";

interface Form {
  readonly kind: string;
  readonly name: string;
  /** The tables `c` that may have it, and which of them do. */
  readonly from: string;
  readonly where: string;
  /** The columns `a` of such a table that can't change because of it. */
  readonly fixes: string;
  readonly fixesForm?: NonNullable<Dependent["fixesForm"]>;
  /** Whether it belongs to the table, and goes with it. */
  readonly belongs: boolean;
  /** Whether it lets a column go. */
  readonly goesAlong?: boolean;
}

const forms: readonly Form[] = [
  {
    kind: "partition key",
    name: "pg_get_partkeydef(c.oid)",
    from: "pg_class c",
    where: "c.relkind = 'p' AND NOT c.relispartition",
    // The table holds on to the columns of its key.
    fixes: `EXISTS (
        SELECT FROM pg_depend d WHERE d.deptype = 'i' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = a.attnum
          AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.refobjsubid = 0)`,
    belongs: true,
  },
  {
    kind: "type",
    name: "c.reloftype::regtype::text",
    from: "pg_class c",
    where: "c.reloftype <> 0 AND NOT c.relispartition",
    fixes: "true",
    fixesForm: "columns",
    belongs: true,
  },
  {
    kind: "child table",
    name: `shared.child::regclass::text || ' of ' || (
        SELECT string_agg(i.inhparent::regclass::text, ' and ' ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = shared.child)`,
    from: "(SELECT DISTINCT above.child, above.oid FROM above) shared JOIN pg_class c ON c.oid = shared.oid",
    where: "true",
    // The child has the column from a parent, too, that does not have it from this table (`ATPrepAlterColumnType`).
    fixes: `EXISTS (
        SELECT FROM pg_inherits i JOIN pg_attribute other ON other.attrelid = i.inhparent AND other.attname = a.attname AND NOT other.attisdropped
        WHERE i.inhrelid = shared.child
          AND NOT EXISTS (SELECT FROM above WHERE above.child = shared.child AND above.parent = i.inhparent AND above.oid = c.oid))`,
    fixesForm: "names",
    belongs: false,
    goesAlong: true,
  },
];

/** SQL: `above`, for a `WITH RECURSIVE`: the parents of children that have several, and what these descend from. */
export const sharedChildren = `above (child, parent, oid) AS (
      SELECT i.inhrelid, i.inhparent, i.inhparent FROM pg_inherits i
      WHERE i.inhrelid IN (SELECT several.inhrelid FROM pg_inherits several WHERE several.inhseqno > 1)
      UNION SELECT above.child, above.parent, i.inhparent FROM above JOIN pg_inherits i ON i.inhrelid = above.oid)`;

/** SQL: rows of {@link HolderRow}, one for each form of a table. */
export function formsOf({ oids }: ReadScope): readonly string[] {
  return forms.map(
    ({ kind, name, from, where, fixes, fixesForm, belongs, goesAlong = false }) => `
    SELECT '${kind}', ${name}, NULL, NULL, false, false, ${belongs ? "c.relnamespace, c.relname::text" : "NULL, NULL"},
           ${fixesForm === undefined ? "NULL" : `'${fixesForm}'`}, ${String(goesAlong)}, fixed.reads::text, NULL, NULL, NULL
    FROM ${from}
    CROSS JOIN LATERAL (SELECT ${reads} AS reads FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND ${fixes}) fixed
    WHERE ${where} AND c.relnamespace IN (${oids}) AND fixed.reads IS NOT NULL`,
  );
}
