/** What people put beside the tables of entities by hand: no entity speaks of it, and every change has to leave it as it is. */
import fc, { type Arbitrary } from "fast-check";
import type { TestDatabase } from "@revise/testkit";
import { quote } from "./names";

/** `table`, `column` and `other` count through what the database has. */
export interface Bystander {
  readonly kind: keyof typeof kinds;
  readonly table: number;
  readonly column: number;
  readonly other: number;
  /** Whether it stands in a schema that no entity names. */
  readonly apart: boolean;
}

/** One that is there, and what it needs: each a table or column, by name and by number. */
export interface Made {
  readonly name: string;
  readonly sql: string;
  readonly needs: readonly (readonly string[])[];
}

interface Place {
  /** As SQL takes them. */
  readonly table: string;
  readonly column: string;
  readonly other: string;
  readonly type: string;
  /** Of an enum. */
  readonly value: string | null;
  readonly name: string;
  readonly path: string;
  /** The bystander before it. */
  readonly former: string | null;
}

const kinds = {
  view: ({ path, table, column, other }: Place) =>
    `CREATE VIEW ${path} AS SELECT ${column}, ${other} AS another FROM ${table} WHERE ${column} IS NOT NULL`,
  "view of a view": ({ path, former }: Place) =>
    former === null ? null : `CREATE VIEW ${path} AS SELECT * FROM ${former}`,
  "view of rows": ({ path, table }: Place) =>
    `CREATE VIEW ${path} AS SELECT count(t) AS rows FROM ${table} t`,
  "view of a value": ({ path, table, column, value }: Place) =>
    value === null ? null : `CREATE VIEW ${path} AS SELECT ${column} = ${value} AS is_it FROM ${table}`,
  "materialized view": ({ path, table, column, other, name }: Place) =>
    `CREATE MATERIALIZED VIEW ${path} AS SELECT ${column} AS one, ${other} AS another FROM ${table};
     CREATE INDEX ${name}_index ON ${path} ((one IS NULL))`,
  trigger: ({ table, column, other, name }: Place) =>
    `CREATE TRIGGER ${name} AFTER UPDATE OF ${column} ON ${table} FOR EACH ROW WHEN (new.${other} IS NOT NULL) EXECUTE FUNCTION beside.nothing()`,
  policy: ({ table, column, name }: Place) =>
    `CREATE POLICY ${name} ON ${table} USING (${column} IS NOT NULL)`,
  "policy of a value": ({ table, column, name, value }: Place) =>
    value === null ? null : `CREATE POLICY ${name} ON ${table} USING (${column} <> ${value})`,
  rule: ({ table, column, name }: Place) =>
    `CREATE RULE ${name} AS ON DELETE TO ${table} WHERE old.${column} IS NULL DO INSTEAD NOTHING`,
  statistics: ({ table, column, other, path }: Place) =>
    `CREATE STATISTICS ${path} ON ${column}, ${other} FROM ${table}`,
  "statistics of an expression": ({ table, column, path }: Place) =>
    `CREATE STATISTICS ${path} ON (${column} IS NULL) FROM ${table}`,
  publication: ({ table, name }: Place) => `CREATE PUBLICATION ${name} FOR TABLE ${table}`,
  "publication of rows": ({ table, column, name }: Place) =>
    `CREATE PUBLICATION ${name} FOR TABLE ${table} (${column}) WHERE (${column} IS NOT NULL)`,
  "function with a body": ({ path, table, column }: Place) =>
    `CREATE FUNCTION ${path}() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM ${table} WHERE ${column} IS NULL; END`,
  "function of rows": ({ path, table }: Place) =>
    `CREATE FUNCTION ${path}(one ${table}) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  "function of a type": ({ path, type, value }: Place) =>
    `CREATE FUNCTION ${path}(one ${type}${value === null ? "" : ` DEFAULT ${value}`}) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  "index on an expression": ({ table, column, name }: Place) =>
    `CREATE INDEX ${name} ON ${table} ((${column} IS NULL))`,
  "index that TypeORM has no words for": ({ table, column, other, name }: Place) =>
    `CREATE INDEX ${name} ON ${table} (${column} DESC NULLS LAST) INCLUDE (${other}) WHERE ${other} IS NOT NULL`,
  "foreign key": ({ path, table, column, type, name }: Place) =>
    `CREATE TABLE ${path} (own int, ref ${type}, CONSTRAINT ${name}_key FOREIGN KEY (ref) REFERENCES ${table} (${column}))`,
  "column of rows": ({ path, table }: Place) => `CREATE TABLE ${path} (own int, held ${table})`,
  "column of a type": ({ path, type, value }: Place) =>
    `CREATE TABLE ${path} (own int, held ${type}${value === null ? "" : ` DEFAULT ${value}`})`,
  domain: ({ path, type }: Place) => `CREATE DOMAIN ${path} AS ${type}`,
} as const satisfies Record<string, (place: Place) => string | null>;

export const bystander: Arbitrary<Bystander> = fc.record<Bystander>({
  kind: fc.constantFrom(...(Object.keys(kinds) as Bystander["kind"][])),
  table: fc.nat({ max: 11 }),
  column: fc.nat({ max: 23 }),
  other: fc.nat({ max: 23 }),
  apart: fc.boolean(),
});

interface ColumnRow {
  readonly table: string;
  readonly relation: number;
  readonly position: number;
  readonly column: string;
  readonly type: string;
  readonly label: string | null;
}

/** Makes those that the server takes; what it does not take there is not made. */
export async function place(
  database: TestDatabase,
  bystanders: readonly Bystander[],
): Promise<readonly Made[]> {
  await database.query(
    `CREATE SCHEMA beside;
     CREATE FUNCTION beside.nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
  );
  const made: Made[] = [];
  let former: string | null = null;
  const tables = await tablesOf(database);
  for (const [at, one] of bystanders.entries()) {
    const columns = tables[one.table % tables.length] ?? [];
    const [column, other] = [one.column, one.other].map((which) => columns[which % columns.length]);
    if (column === undefined || other === undefined) continue;
    const name = `by_${String(at)}`;
    const path = one.apart ? `beside.${name}` : `public.${name}`;
    const sql = kinds[one.kind]({
      ...column,
      column: quote(column.column),
      other: quote(other.column),
      value: column.label === null ? null : `${literal(column.label)}::${column.type}`,
      name,
      path,
      former,
    });
    if (sql === null) continue;
    const taken = await database.query(sql).then(
      () => true,
      () => false,
    );
    if (!taken) continue;
    if (one.kind === "view" || one.kind === "view of a view") former = path;
    made.push({ name, sql, needs: [tableKeys(column), columnKeys(column), columnKeys(other)] });
  }
  return made;
}

async function tablesOf(database: TestDatabase): Promise<readonly (readonly ColumnRow[])[]> {
  const rows = await database.query<ColumnRow>(
    `SELECT c.oid::regclass::text AS table, c.oid::int AS relation, a.attnum AS position, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
       (SELECT min(v.enumlabel) FROM pg_enum v WHERE v.enumtypid = a.atttypid) AS label
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
       AND c.relname NOT LIKE 'revise\\_version%' AND c.relname <> 'typeorm_metadata'
     ORDER BY n.nspname, c.relname, a.attnum`,
  );
  const tables = new Map<string, ColumnRow[]>();
  for (const row of rows) tables.set(row.table, [...(tables.get(row.table) ?? []), row]);
  return [...tables.values()];
}

/** The tables and columns that there are, as {@link Made.needs} knows them. */
export async function placesOf(database: TestDatabase): Promise<ReadonlySet<string>> {
  const columns = (await tablesOf(database)).flat();
  return new Set(columns.flatMap((column) => [...tableKeys(column), ...columnKeys(column)]));
}

/** The name outlives what is made anew, and the number outlives a rename. */
function tableKeys({ table, relation }: ColumnRow): readonly string[] {
  return [table, String(relation)];
}

function columnKeys({ table, relation, column, position }: ColumnRow): readonly string[] {
  return [`${table}.${column}`, `${String(relation)}.${String(position)}`];
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
