/** Puts rows into whatever tables there are, from the catalog alone. */
import type { TestDatabase } from "@revise/testkit";

interface TableShape {
  readonly path: string;
  readonly columns: readonly ColumnShape[];
}

interface ColumnShape {
  readonly name: string;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  /** As `CAST` takes it. */
  readonly type: string;
  /** The type without modifiers; of an array, the element. */
  readonly base: string;
  readonly array: boolean;
  readonly labels: readonly string[] | null;
  /** `SELECT` of the key that the column refers to, up to the row's number. */
  readonly reference: string | null;
}

const shapes = `
  SELECT c.oid::regclass::text AS path, json_agg(json_build_object(
    'name', a.attname, 'nullable', NOT a.attnotnull,
    'hasDefault', a.atthasdef OR a.attidentity <> '',
    'type', format_type(a.atttypid, a.atttypmod), 'array', t.typelem <> 0 AND t.typlen = -1 AND t.typcategory = 'A',
    'base', CASE WHEN t.typcategory = 'A' THEN format_type(t.typelem, NULL) ELSE format_type(a.atttypid, NULL) END,
    'labels', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e
       WHERE e.enumtypid = CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE t.oid END),
    'reference', (SELECT format('SELECT %I FROM %s ORDER BY ctid', ra.attname, k.confrelid::regclass)
       FROM pg_constraint k JOIN pg_attribute ra ON ra.attrelid = k.confrelid
         AND ra.attnum = k.confkey[array_position(k.conkey, a.attnum)]
       WHERE k.contype = 'f' AND k.conrelid = c.oid AND a.attnum = ANY (k.conkey) LIMIT 1)
    ) ORDER BY a.attnum) AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  JOIN pg_type t ON t.oid = a.atttypid
  WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    AND c.relname NOT LIKE 'revise\\_version%' AND c.relname <> 'typeorm_metadata'
  GROUP BY c.oid ORDER BY c.oid`;

/**
 * Tries to insert a few rows into every table. What a key, check or exclusion refuses is left out; two rounds let rows
 * refer to those of the first.
 */
export async function fillRows(database: TestDatabase): Promise<void> {
  const tables = await database.query<TableShape>(shapes);
  const inserts = [0, 1].flatMap((round) =>
    tables.flatMap((table) => [0, 1].map((row) => insert(table, 2 * round + row))),
  );
  const attempts = inserts.map(
    (statement) =>
      `BEGIN ${statement}; SET CONSTRAINTS ALL IMMEDIATE; EXCEPTION WHEN integrity_constraint_violation THEN NULL; END;`,
  );
  if (attempts.length === 0) return;
  await database.query(`DO $rows$ BEGIN\n${attempts.join("\n")}\nEND $rows$`);
}

function insert({ path, columns }: TableShape, row: number): string {
  // Every other row leaves to the database what the database can fill by itself.
  const given = columns.filter(({ hasDefault, nullable, reference }) =>
    hasDefault ? row % 2 === 1 && reference !== null : !(nullable && row === 2),
  );
  if (given.length === 0) return `INSERT INTO ${path} DEFAULT VALUES`;
  const names = given.map(({ name }) => `"${name}"`).join(", ");
  return `INSERT INTO ${path} (${names}) VALUES (${given.map((column) => value(column, row)).join(", ")})`;
}

function value({ type, base, array, labels, reference }: ColumnShape, row: number): string {
  if (reference !== null) return `(${reference} OFFSET ${String(row)} LIMIT 1)`;
  const one = labels === null ? sample(base, type, row) : (labels[row % labels.length] ?? "");
  const literal = `'${one.replaceAll("'", "''")}'`;
  return array ? `ARRAY[${literal}]::${type}` : `${literal}::${type}`;
}

function sample(base: string, type: string, row: number): string {
  const n = row + 1;
  const found = samples[base]?.(n);
  if (found !== undefined) return found;
  switch (base) {
    case "character":
      return type === "character(1)" ? String(row % 10) : `v${String(row)}`;
    case "bit": {
      const length = Number(/\((\d+)\)/.exec(type)?.[1] ?? 1);
      return n.toString(2).padStart(length, "0").slice(-length);
    }
    default:
      throw new Error(`No sample of the type ${base}`);
  }
}

type Sample = (n: number) => string;
const text: Sample = (n) => `v${String(n - 1)}`;
const number: Sample = (n) => String(n);
const clock: Sample = (n) => `2020-01-0${String(n)} 12:34:56.123456`;
const range: Sample = (n) => `[${String(10 * n)},${String(10 * n + 5)})`;
const dates: Sample = (n) => `[2020-0${String(n)}-01,2020-0${String(n)}-05)`;

const samples: Readonly<Record<string, Sample>> = {
  smallint: number,
  integer: number,
  bigint: number,
  numeric: (n) => `${String(n)}.5`,
  real: (n) => `${String(n)}.5`,
  "double precision": (n) => `${String(n)}.25`,
  money: number,
  "character varying": text,
  text,
  citext: text,
  uuid: (n) => `00000000-0000-0000-0000-00000000000${String(n)}`,
  boolean: (n) => String(n % 2 === 0),
  date: (n) => `2020-01-0${String(n)}`,
  "timestamp without time zone": clock,
  "timestamp with time zone": (n) => `${clock(n)}+00`,
  "time without time zone": (n) => `0${String(n)}:02:03.5`,
  "time with time zone": (n) => `0${String(n)}:02:03+02`,
  interval: (n) => `${String(n)} hours`,
  json: (n) => `{"a": ${String(n)}}`,
  jsonb: (n) => `{"a": ${String(n)}}`,
  jsonpath: () => "$.a",
  hstore: (n) => `a=>${String(n)}`,
  xml: () => "<a/>",
  bytea: (n) => `\\x0${String(n)}`,
  "bit varying": (n) => n.toString(2),
  inet: (n) => `10.0.0.${String(n)}`,
  cidr: (n) => `10.${String(n)}.0.0/16`,
  macaddr: (n) => `08:00:2b:01:02:0${String(n)}`,
  macaddr8: (n) => `08:00:2b:01:02:03:04:0${String(n)}`,
  point: (n) => `(${String(n)},1)`,
  line: (n) => `{1,2,${String(n)}}`,
  lseg: (n) => `[(0,0),(${String(n)},1)]`,
  box: (n) => `(${String(n)},1),(0,0)`,
  path: (n) => `((0,0),(${String(n)},1))`,
  polygon: (n) => `((0,0),(${String(n)},1),(1,0))`,
  circle: (n) => `<(0,0),${String(n)}>`,
  tsvector: (n) => `a${String(n)}`,
  tsquery: (n) => `a${String(n)}`,
  cube: (n) => `(${String(n)},2)`,
  ltree: (n) => `a.b${String(n)}`,
  int4range: range,
  int8range: range,
  numrange: range,
  tsrange: dates,
  tstzrange: dates,
  daterange: dates,
  int4multirange: (n) => `{${range(n)}}`,
  nummultirange: (n) => `{${range(n)}}`,
  datemultirange: (n) => `{${dates(n)}}`,
};
