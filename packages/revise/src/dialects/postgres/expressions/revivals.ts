/**
 * Whether what columns are read by makes sense once they have other types: it is made on empty temporary tables with the
 * columns as they will be. What can't be made on tables with the columns of now either tells nothing.
 */
import type { Connection } from "../../../dialect/connection";
import type { Change, Revival } from "../../../dialect/revival";
import { sameType } from "../../../model/column-type";
import { mapQualifiedNames } from "../../../model/expression-text";
import { nameKey, sameName, type QualifiedName } from "../../../model/names";
import { findTable, type SchemaModel } from "../../../model/schema-model";
import type { Table } from "../../../model/table";
import type { View } from "../../../model/view";
import { compile } from "../ddl/compile";
import { quoteName } from "../identifiers";
import { type Attempt, outcomesOf } from "./scratch/program";
import { standInTypes } from "./scratch/stand-in-types";
import { createStandIn } from "./scratch/view";

/**
 * One round trip, and none without revivals.
 *
 * @returns the server's message for each that it will refuse, null for the others
 */
export async function refusedRevivals(
  connection: Connection,
  revivals: readonly Revival[],
  change: Change,
): Promise<readonly (string | null)[]> {
  const trials = revivals.map((revival) => trialOf(revival, revivals, change));
  const outcomes = await outcomesOf(
    connection,
    trials.flatMap((trial) => trial ?? []),
  );
  let next = 0;
  return trials.map((trial) => {
    if (trial === null) return null;
    const [now, then] = [outcomes[next], outcomes[next + 1]];
    next += trial.length;
    if (now === undefined || "code" in now || then === undefined || !("code" in then)) return null;
    return isAboutTypes(then.code) ? then.reason : null;
  });
}

/** What the server says of expressions in whose types something does not fit. */
function isAboutTypes(code: string): boolean {
  return code.startsWith("22") || aboutTypes.has(code);
}

const aboutTypes: ReadonlySet<string> = new Set([
  "42883", // undefined_function, and operators
  "42804", // datatype_mismatch
  "42846", // cannot_coerce
  "42725", // ambiguous_function
  "42704", // undefined_object: no operator class for the type
  "42P13", // invalid_function_definition: what it returns
  "42P17", // invalid_object_definition: not immutable any more
  "42P21", // collation_mismatch
  "42P22", // indeterminate_collation
]);

interface Scenery {
  readonly tables: readonly QualifiedName[];
  /** Views that are made anew themselves; those that read others come after them. */
  readonly views: readonly View[];
}

/** In the types of now, and in those to come; null where names without their schemas would say too little. */
function trialOf(
  revival: Revival,
  revivals: readonly Revival[],
  change: Change,
): readonly [Attempt, Attempt] | null {
  const scenery = sceneryOf(revival, revivals, change);
  if (scenery.tables.length === 0) return null;
  const { made, reads } = revival;
  const standIns = [...scenery.tables, ...scenery.views.map(({ name }) => name)];
  const own = ownTable(made);
  // Nothing may ever be made on the table itself.
  if (!own.every((name) => findTable(change.before, name) && findTable(change.after, name))) return null;
  const names = new Map([...reads, ...own, ...standIns].map((name) => [nameKey(name), name.name]));
  if (new Set(names.values()).size < names.size) return null;
  const enter = (sql: string): string =>
    mapQualifiedNames(sql, (said, name) => {
      const schema = said === change.defaultSchema ? null : said;
      return standIns.some((each) => sameName(each, { schema, name }))
        ? quoteName(temporary({ name }))
        : null;
    });
  const steps = stepsFor(made, enter);
  if (steps === null) return null;
  const attempt = (model: SchemaModel): Attempt => {
    const types = standInTypes(change.before, model);
    const tables = scenery.tables.flatMap((name) => findTable(model, name) ?? []);
    return {
      steps: [
        "SELECT set_config('search_path', 'pg_catalog, pg_temp, ' || current_setting('search_path'), true)",
        ...types.create(
          tables.flatMap(({ columns }) => columns.map((column) => types.replace(column))),
          steps,
        ),
        ...tables.map((table) => createStandIn(table, temporary(table.name), types)),
        ...scenery.views.map(
          ({ name, definition }) => `CREATE VIEW ${quoteName(temporary(name))} AS ${enter(definition)}`,
        ),
        ...steps,
      ],
      query: "SELECT '{}'::json",
    };
  };
  return [attempt(change.before), attempt(change.after)];
}

/** The tables whose columns change that it reads, itself or through views that are made anew. */
function sceneryOf({ made, reads }: Revival, revivals: readonly Revival[], change: Change): Scenery {
  const remade = revivals.flatMap((revival) => ("definition" in revival.made ? [revival.made] : []));
  const read = [...reads];
  const views: View[] = [];
  // The list grows while it is walked.
  for (const name of read) {
    const view = remade.find((each) => each !== made && sameName(each.name, name));
    if (view === undefined || views.includes(view)) continue;
    views.unshift(view);
    read.push(...view.dependsOn);
  }
  const own = ownTable(made);
  const tables = new Map([...own, ...read].map((name) => [nameKey(name), name]));
  return {
    tables: [...tables.values()].filter(
      (name) => own.some((table) => sameName(table, name)) || changes(name, change),
    ),
    views,
  };
}

function ownTable(made: Revival["made"]): readonly QualifiedName[] {
  return "table" in made && made.table !== null ? [made.table] : [];
}

function changes(name: QualifiedName, { before, after }: Change): boolean {
  const [now, then] = [findTable(before, name), findTable(after, name)];
  return now !== undefined && then !== undefined && !sameTypes(now, then);
}

function sameTypes(left: Table, right: Table): boolean {
  return left.columns.every((column) => {
    const other = right.columns.find(({ name }) => name === column.name);
    return other !== undefined && sameType(column.type, other.type);
  });
}

function temporary({ name }: Pick<QualifiedName, "name">): QualifiedName {
  return { schema: "pg_temp", name };
}

function stepsFor(made: Revival["made"], enter: (sql: string) => string): readonly string[] | null {
  if ("definition" in made) {
    return [`CREATE VIEW ${quoteName(temporary({ name: "revise_view" }))} AS ${enter(made.definition)}`];
  }
  if ("kind" in made) {
    return compile([{ ...made, table: temporary(made.table) }]).map(({ sql }) => sql);
  }
  const sql = made.sql.startsWith(publication) ? conditionOf(made.sql, made.table) : nameless(made.sql);
  return sql === null ? null : [enter(sql)];
}

const word = '(?:"(?:[^"]|"")+"|[\\p{L}_][\\p{L}\\p{N}_$]*)';
const standsAlone = new RegExp(
  `^(CREATE STATISTICS|CREATE OR REPLACE FUNCTION|CREATE OR REPLACE PROCEDURE) (?:${word}\\.)?(${word})`,
  "u",
);

const publication = "ALTER PUBLICATION ";

/** A publication is of tables that stay, so its condition is tried as a check. */
function conditionOf(sql: string, table: QualifiedName | null): string | null {
  const at = sql.indexOf(" WHERE (");
  if (at < 0 || table === null) return null;
  return `ALTER TABLE ${quoteName(temporary(table))} ADD CHECK ${sql.slice(at + " WHERE ".length)}`;
}

/** What has a name in a schema gets another one, so that it is in nobody's way; the rest has the name of its table besides. */
function nameless(sql: string): string | null {
  if (/^CREATE (?:STATISTICS|OR REPLACE)/.test(sql)) {
    return standsAlone.test(sql) ? sql.replace(standsAlone, "$1 pg_temp.$2") : null;
  }
  return sql;
}
