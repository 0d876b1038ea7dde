/**
 * Every way from one kind of column to another: plain, with a default, numbered, given uuids, computed. A database for
 * each kind, with a table for each kind that its column becomes; all of them change in one revision, and go back in one.
 * Judged by the catalogs, by an empty second comparison, by the rows, and by rows that come after the change.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { describeCatalog, type TestDatabase } from "@revise/testkit";
import { Column, type ColumnOptions, Entity } from "typeorm";
import { describe, expect, it } from "vitest";
import { check, downgrade, revision, upgrade } from "../../packages/revise/src";
import { openProject } from "./entity-project";

/** A kind of the column `k`. In every row it holds the value of `n` in its own type. */
interface Kind {
  /** As it is beside a kind that is no uuid; without the default of those that have one. */
  readonly column: ColumnOptions;
  /** What a row gets that states nothing: the next number, one and the same value, any uuid, the value of `n`. */
  readonly fills: "nothing" | "next" | "same" | "uuid" | "computed";
}

const integers = ["smallint", "integer", "bigint"] as const;

function numbered(type: (typeof integers)[number], more: ColumnOptions): Kind {
  return { column: { type, ...more }, fills: "next" };
}

const uuidOf = (n: number): string => `00000000-0000-0000-0000-${n.toString(16).padStart(12, "0")}`;

const kinds: Readonly<Record<string, Kind>> = Object.fromEntries<Kind>([
  ...integers.flatMap((type): [string, Kind][] => [
    [`plain_${type}`, { column: { type }, fills: "nothing" }],
    [`${type}_default`, { column: { type }, fills: "same" }],
    [`${type}_serial`, numbered(type, { generated: "increment" })],
    [`${type}_always`, numbered(type, { generated: "identity", generatedIdentity: "ALWAYS" })],
    [`${type}_by_default`, numbered(type, { generated: "identity", generatedIdentity: "BY DEFAULT" })],
  ]),
  ["rowid", numbered("integer", { generated: "rowid" })],
  ["computed_integer", computed("integer", "n")],
  ["plain_uuid", { column: { type: "uuid" }, fills: "nothing" }],
  ["uuid_default", { column: { type: "uuid" }, fills: "same" }],
  ["uuid_generated", { column: { type: "uuid", generated: "uuid" }, fills: "uuid" }],
  ["computed_uuid", computed("uuid", "lpad(to_hex(n), 32, '0')::uuid")],
  ["plain_text", { column: { type: "text" }, fills: "nothing" }],
  ["text_default", { column: { type: "text" }, fills: "same" }],
  ["computed_text", computed("text", "n::text")],
]);

function computed(type: "integer" | "uuid" | "text", asExpression: string): Kind {
  return { column: { type, asExpression, generatedType: "STORED" }, fills: "computed" };
}

const isUuid = ({ column }: Kind): boolean => column.type === "uuid";
const isText = ({ column }: Kind): boolean => column.type === "text";

/** Whether it is the same sequence that fills the column before and after. */
function goesOn(before: Kind, after: Kind): boolean {
  if (before.fills !== "next" || after.fills !== "next") return false;
  return before.column.generatedIdentity === after.column.generatedIdentity;
}

/** The value that stands for a number; a text holds the uuid where the other kind of its table is one. */
function valueOf(kind: Kind, other: Kind, n: number): string {
  return isUuid(kind) || (isText(kind) && isUuid(other)) ? uuidOf(n) : String(n);
}

/** Defaults give all rows one value, so that the column is no key where it is or was one. */
const mayBeKey = (kind: Kind): boolean => kind.fills !== "same";

/**
 * A table for every kind, named after it; with `as`, all of them as they were before. Classes, because `EntitySchema`
 * cannot say of which kind an identity is.
 */
function entities(from: string, as?: string): (new () => object)[] {
  return Object.keys(kinds).map((to) => {
    const [before, after] = [kindOf(from), kindOf(to)];
    const now = kindOf(as ?? to);
    const key = mayBeKey(before) && mayBeKey(after);
    class Row {
      n: unknown;
      k: unknown;
    }
    Entity(to)(Row);
    Column({ type: "integer", primary: !key })(Row.prototype, "n");
    Column({ ...columnOf(now, now === before ? after : before), primary: key })(Row.prototype, "k");
    return Row;
  });
}

function columnOf(kind: Kind, other: Kind): ColumnOptions {
  if (kind.fills === "same") return { ...kind.column, default: valueOf(kind, other, 42) };
  if (!isText(kind) || !isUuid(other) || kind.fills !== "computed") return kind.column;
  return { ...kind.column, asExpression: "'00000000-0000-0000-0000-' || lpad(to_hex(n), 12, '0')" };
}

function kindOf(name: string): Kind {
  const kind = kinds[name];
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind;
}

/** What somebody would write where the file asks for the cast. */
function fillIn(path: string): void {
  const filled = readFileSync(path, "utf8").replaceAll(
    /'\/\* FILL IN \*\/ "k"::text::(\w+)'/g,
    (_, type: string) =>
      type === "uuid"
        ? `"lpad(to_hex(k::integer), 32, '0')::uuid"`
        : `"('x' || right(k::text, 3))::bit(12)::integer::${type}"`,
  );
  writeFileSync(path, filled);
}

/** A row that comes later, under the next number, filled as its kind fills it. */
async function insert(
  database: TestDatabase,
  table: string,
  kind: Kind,
  other: Kind,
  n: number,
): Promise<void> {
  const value = kind.fills === "nothing" ? `, ${quoted(valueOf(kind, other, n))}` : "";
  const [row] = await database.query<{ k: string }>(
    `INSERT INTO ${table} (n${value && ", k"}) VALUES (${String(n)}${value}) RETURNING k::text AS k`,
  );
  if (kind.fills !== "uuid") {
    expect.soft(row?.k, table).toBe(valueOf(kind, other, kind.fills === "same" ? 42 : n));
    return;
  }
  expect(row?.k, table).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  await database.query(`UPDATE ${table} SET k = ${quoted(uuidOf(n))} WHERE n = ${String(n)}`);
}

const quoted = (text: string): string => `'${text}'`;

/** All rows of all tables. */
async function rowsOf(database: TestDatabase): Promise<readonly string[]> {
  const all = Object.keys(kinds)
    .map((name) => `SELECT ${quoted(name)} || ' ' || t::text AS row FROM ${name} t`)
    .join(" UNION ALL ");
  return (await database.query<{ row: string }>(all)).map(({ row }) => row).toSorted();
}

const expectedRows = (now: (to: string) => readonly [Kind, Kind], numbers: readonly number[]): string[] =>
  Object.keys(kinds)
    .flatMap((to) => numbers.map((n) => `${to} (${String(n)},${valueOf(...now(to), n)})`))
    .toSorted();

const fresh = new Map<string, string>();

/** The same tables, made at once. */
async function freshCatalog(from: string): Promise<string> {
  const alike = `${String(mayBeKey(kindOf(from)))} ${String(isUuid(kindOf(from)))}`;
  const known = fresh.get(alike);
  if (known !== undefined) return known;
  const { database, cwd, use } = await openProject("generation_sweep");
  use(entities(from));
  await revision({ cwd, autogenerate: true, message: "create" });
  await upgrade({ cwd, target: "head" });
  const catalog = await describeCatalog(database.url);
  fresh.set(alike, catalog);
  return catalog;
}

describe("a column becomes of any other kind, and comes back,", () => {
  it.each(Object.keys(kinds))(
    "from %s",
    async (from) => {
      const before = kindOf(from);
      const { database, cwd, use } = await openProject("generation_sweep");
      await database.query(`CREATE EXTENSION "uuid-ossp"`);
      use(entities(from, from));
      await revision({ cwd, autogenerate: true, message: "create" });
      await upgrade({ cwd, target: "head" });
      for (const to of Object.keys(kinds)) {
        const rows = [41, 7].map((n) =>
          before.fills === "computed"
            ? `(${String(n)}, DEFAULT)`
            : `(${String(n)}, ${quoted(valueOf(before, kindOf(to), n))})`,
        );
        await database.query(`INSERT INTO ${to} (n, k) OVERRIDING SYSTEM VALUE VALUES ${rows.join(", ")}`);
        // Else the sequence that goes on as it is knows nothing of the rows.
        if (goesOn(before, kindOf(to)))
          await database.query(`SELECT setval(pg_get_serial_sequence('${to}', 'k'), 41)`);
      }
      const catalog = await describeCatalog(database.url);

      use(entities(from));
      const { path } = await revision({ cwd, autogenerate: true, message: "change" });
      fillIn(path ?? "");
      await upgrade({ cwd, target: "head" });
      expect((await check({ cwd })).comparison.changes).toEqual([]);
      expect(await describeCatalog(database.url)).toBe(await freshCatalog(from));
      expect(await rowsOf(database)).toEqual(expectedRows((to) => [kindOf(to), before], [41, 7]));
      for (const to of Object.keys(kinds)) await insert(database, to, kindOf(to), before, 42);

      await downgrade({ cwd, target: "-1" });
      expect(await describeCatalog(database.url)).toBe(catalog);
      expect(await rowsOf(database)).toEqual(expectedRows((to) => [before, kindOf(to)], [41, 7, 42]));
      for (const to of Object.keys(kinds)) await insert(database, to, before, kindOf(to), 43);
    },
    120_000,
  );
});
