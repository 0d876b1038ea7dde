/** Statements of the catalogue that know the shape of their rows, sent together. */
import type { Connection } from "../../../dialect/connection";

declare const rowShape: unique symbol;

/** A statement without parameters; `Row` is what its columns come back as. */
export interface CatalogQuery<Row> {
  readonly sql: string;
  readonly [rowShape]?: Row;
}

export function catalogQuery<Row>(sql: string): CatalogQuery<Row> {
  return { sql };
}

export type RowsOf<Queries> = {
  readonly [Name in keyof Queries]: Queries[Name] extends CatalogQuery<infer Row> ? readonly Row[] : never;
};

/**
 * Runs all `queries` in one round trip, between the statements of `around`.
 *
 * The values pass through the parsers of the driver, which an application may have replaced; the statements therefore
 * give text, boolean, smallint, integer and oid only, and lists as text.
 */
export async function readAll<Queries extends Readonly<Record<string, CatalogQuery<unknown>>>>(
  connection: Connection,
  queries: Queries,
  around: { readonly before?: readonly string[]; readonly after?: readonly string[] } = {},
): Promise<RowsOf<Queries>> {
  const { before = [], after = [] } = around;
  const entries = Object.entries(queries);
  const results = await connection.batch([...before, ...entries.map(([, query]) => query.sql), ...after]);
  return Object.fromEntries(
    entries.map(([name], index) => [name, results[before.length + index] ?? []]),
  ) as unknown as RowsOf<Queries>;
}

/** `"1 2 5"` → `[1, 2, 5]`: how `int2vector` prints and how statements here join an array. */
export function numbers(text: string | null): readonly number[] {
  if (text === null || text === "") return [];
  return text.includes(" ") ? text.split(" ").map(Number) : [Number(text)];
}

/** A JSON array of strings as text. */
export function strings(json: string | null): readonly string[] {
  return json === null ? [] : (JSON.parse(json) as readonly string[]);
}

/** Groups rows under a key, in their order. */
export function groupBy<Row, Key>(
  rows: readonly Row[],
  key: (row: Row) => Key,
): ReadonlyMap<Key, readonly Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** What belongs to columns, by the oid of the table and the position in it, with holes where there is nothing. */
export type ByColumn<Item> = ReadonlyMap<number, readonly (Item | undefined)[]>;

interface OfColumn {
  readonly relation: number;
  readonly position: number;
}

/** What the rows become, in their order, by column. */
export function byColumn<Row extends OfColumn, Item>(
  rows: readonly Row[],
  convert: (row: Row) => Item,
): ByColumn<Item> {
  const tables = new Map<number, (Item | undefined)[]>();
  for (const row of rows) {
    let columns = tables.get(row.relation);
    if (columns === undefined) tables.set(row.relation, (columns = []));
    columns[row.position] = convert(row);
  }
  return tables;
}
