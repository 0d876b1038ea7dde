/**
 * Columns that go without a word. Before version 15 the server hangs a column `AUTO` on whatever its generation expression
 * uses (types, functions, operators, collations, columns), so that it is dropped with any of them, CASCADE or not; and it
 * forgets the columns alone of that when the column ceases to be generated (release notes of PostgreSQL 15, section E.1.3).
 */
import type { UnaskedDrops } from "../../dialect/unasked-drops";
import type { AlterEnum } from "../../operations/enum-type";
import type { Operation } from "../../operations/operation";
import { compile } from "./ddl/compile";
import { transactionOf } from "./expressions/outside-transaction";
import { splitStatements, statementWords } from "./expressions/statement-words";
import { quoteName } from "./identifiers";

interface HangingRow {
  readonly relation: number;
  readonly number: number;
  readonly type: number;
  readonly name: string;
  readonly column: string;
  readonly computed: boolean;
}

/** What drops something that an expression may use. */
const dropsObject =
  /^drop (?:type|domain|function|procedure|routine|aggregate|operator|collation|text search|extension|schema|owned|(?:foreign )?table|(?:materialized )?view)\b/;
const dropsMember =
  /^alter (?:(?:foreign )?table|type)\b.*\bdrop (?!constraint\b|default\b|not null\b|expression\b|identity\b)/;

const why =
  "before PostgreSQL 15 a column hangs on what its expression uses, and on what an expression that it once had used, and the server drops it with that";

/** What the server would take along is learnt by trying: it alone knows what a name, a list of arguments or an extension stands for. */
export function unaskedDrops(operation: Operation, serverVersion: number): UnaskedDrops | null {
  if (serverVersion >= 150_000) return null;
  if (operation.kind === "alterEnum") return hangingOnEnum(operation);
  const [statement, ...others] = compile([operation]);
  if (statement === undefined || others.length > 0 || statement.parameters.length > 0) return null;
  const { sql } = statement;
  const words = statementWords(sql).replace(/^[; ]+/, "");
  const dropsFromTable = dropsMember.test(words);
  if (!dropsFromTable && !dropsObject.test(words)) return null;
  if (splitStatements(sql).length > 1 || transactionOf(sql) !== true) return null;
  return {
    why,
    hanging: { sql: hanging(dropsFromTable ? "" : ofAnother), parameters: [] },
    trial: { sql, gone: (rows) => gone(rows as HangingRow[], sql, /\bcascade\b/.test(words)) },
  };
}

/** The columns of the type are led over to the new one, and let go of the old one. */
function hangingOnEnum({ name, usedBy }: AlterEnum): UnaskedDrops {
  const led = `SELECT FROM unnest($2::text[], $3::text[]) AS led (relation, name)
    WHERE a.atttypid = d.refobjid AND a.attrelid = to_regclass(led.relation) AND a.attname = led.name`;
  const condition = `AND d.refclassid = 'pg_type'::regclass AND NOT EXISTS (${led})
    AND d.refobjid IN (SELECT unnest(ARRAY[y.oid, y.typarray]) FROM pg_type y WHERE y.oid = to_regtype($1))`;
  const parameters = [
    quoteName(name),
    usedBy.map(({ table }) => quoteName(table)),
    usedBy.map(({ column }) => column),
  ];
  return { why, hanging: { sql: hanging(condition), parameters }, trial: null };
}

/** Columns go with those of their own table only when these are dropped by name. */
const ofAnother = "AND NOT (d.refclassid = 'pg_class'::regclass AND d.refobjid = d.objid)";

/** A partition has the columns of its table. */
function hanging(condition: string): string {
  return `SELECT DISTINCT a.attrelid AS relation, a.attnum AS number, a.atttypid AS type, a.attname::text AS name,
      a.attrelid::regclass::text || '.' || quote_ident(a.attname) AS "column", a.attgenerated <> '' AS computed
    FROM pg_depend d
    JOIN pg_attribute a ON a.attrelid = d.objid AND a.attnum = d.objsubid AND NOT a.attisdropped
    JOIN pg_class c ON c.oid = d.objid AND NOT c.relispartition
    WHERE d.classid = 'pg_class'::regclass AND d.objsubid > 0 AND d.deptype = 'a' ${condition}
    ORDER BY 1, 2`;
}

/**
 * Of those that hung on something, the ones that are no more while their table is. With CASCADE what is computed was meant to
 * go, and what has a type that goes; a column that only once used the object needs nothing of it.
 */
function gone(
  rows: readonly HangingRow[],
  sql: string,
  cascade: boolean,
): { readonly sql: string; readonly parameters: readonly unknown[] } {
  const named = namedColumns(sql);
  const asked = rows.filter(({ name, computed }) => !named.has(name) && !(cascade && computed));
  return {
    sql: `SELECT asked."column", asked.computed
      FROM unnest($1::oid[], $2::int2[], $3::oid[], $4::text[], $5::boolean[]) WITH ORDINALITY AS asked (relation, number, type, "column", computed, place)
      JOIN pg_attribute a ON a.attrelid = asked.relation AND a.attnum = asked.number AND a.attisdropped
      ${cascade ? "WHERE EXISTS (SELECT FROM pg_type t WHERE t.oid = asked.type)" : ""}
      ORDER BY asked.place`,
    parameters: [
      asked.map(({ relation }) => relation),
      asked.map(({ number }) => number),
      asked.map(({ type }) => type),
      asked.map(({ column }) => column),
      asked.map(({ computed }) => computed),
    ],
  };
}

/** The columns that `ALTER TABLE` drops by name; of other statements, what is no column. */
function namedColumns(sql: string): ReadonlySet<string> {
  if (!/^alter\b/.test(statementWords(sql))) return new Set();
  const drops = sql.matchAll(/\bdrop\s+(?:column\s+)?(?:if\s+exists\s+)?(?:"((?:[^"]|"")*)"|([\w$]+))/gi);
  return new Set(
    [...drops].map(([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain.toLowerCase()),
  );
}
