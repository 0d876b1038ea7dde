/** Where stand-ins for tables and views stand while they get other names, and what a query is like there. */
import { mapQualifiedNames, wordsOf } from "../../../../model/expression-text";
import { nameKey, type QualifiedName } from "../../../../model/names";
import type { Operation } from "../../../../operations/operation";
import { quoteIdentifier, quoteName } from "../../identifiers";
import { quoteLiteral } from "../literal";
import type { FollowedNames } from "./followed-names";

export interface Stage {
  /** The statements that make it. */
  readonly steps: readonly string[];
  /** What stands in for a table or view. */
  place(name: QualifiedName): QualifiedName;
  /** The query as it reads the stand-ins. */
  readonly query: string;
  /** What gives the stand-ins their new names. */
  readonly renames: readonly Operation[];
  /** SQL: the print of the query, from the SQL that gives it, as one of what they stand in for. */
  leave(print: string): string;
}

/** A query that reads what gets another name. */
export interface Play {
  readonly query: string;
  /** All that it reads. */
  readonly read: readonly QualifiedName[];
  /** What of that is stood in for. */
  readonly standIns: readonly QualifiedName[];
  readonly names: FollowedNames;
  /** What a schema of null stands for. */
  readonly defaultSchema: string;
}

/**
 * Temporary tables do where no name has a schema, and under marks that the print tells apart where no two names are
 * alike. Else it takes schemas, and the right to make them in the database.
 */
export function stageFor(play: Play): Stage {
  const { standIns, names } = play;
  const schemas = new Set(
    [...standIns, ...standIns.map((name) => names.after(name))].map(({ schema }) => schema),
  );
  const isQualified = enteredQuery(play, null) !== play.query;
  if ([...schemas].every((schema) => schema === null) && !isQualified) return temporaryStage(play);
  return !isQualified && standIns.every((name) => isUnmistakable(name, play))
    ? markedStage(play)
    : schemaStage(play, [...schemas.add(null)]);
}

const temporary = "pg_temp";

function inTemporary({ name }: QualifiedName): QualifiedName {
  return { schema: temporary, name };
}

function temporaryStage({ query, standIns, names }: Play): Stage {
  return {
    steps: [],
    place: inTemporary,
    query,
    renames: names.within(standIns).map((rename) => onStage(rename, inTemporary)),
    leave: (print) => print,
  };
}

/** Whether the name, and the one after the renames, stand for nothing else in the query. */
function isUnmistakable(name: QualifiedName, { query, read, names }: Play): boolean {
  const after = names.after(name);
  if (after.name !== name.name && wordsOf(query).has(after.name)) return false;
  // `FOR UPDATE OF` takes a name without its schema.
  if (/\bFOR (?:NO KEY |KEY )?(?:UPDATE|SHARE)\b/.test(query)) return false;
  const others = read.filter((other) => nameKey(other) !== nameKey(name));
  return others.every((other) => other.name !== name.name && names.after(other).name !== after.name);
}

/** In the end each stand-in has a name that nothing else has, which gives way to the new one in the print. */
function markedStage(play: Play): Stage {
  const { standIns, names } = play;
  const marks = standIns.map((name, index) => ({ name, mark: `revise ${String(index)}` }));
  return {
    steps: [],
    place: inTemporary,
    query: enteredQuery(play, inTemporary),
    renames: [
      ...standIns.flatMap((name) =>
        names.columnsOf(name).map((rename) => onStage({ ...rename, table: name }, inTemporary)),
      ),
      ...marks.map(({ name, mark }) => ({ kind: "renameTable", from: inTemporary(name), to: mark }) as const),
    ],
    leave: (print) =>
      marks.reduce((sql, { name, mark }) => {
        const after = names.after(name);
        const own = `quote_ident(${quoteLiteral(after.name)})`;
        const whole =
          after.schema === null ? own : `quote_ident(${quoteLiteral(after.schema)}) || '.' || ${own}`;
        const said = quoteIdentifier(mark);
        // As a name of its own beside the table's, before a column, and as the table's.
        return [
          [`${said} ${said}`, `${whole} || ' ' || ${own}`],
          [`${said}.`, `${own} || '.'`],
          [said, whole],
        ].reduce((text, [from = "", to = ""]) => `replace(${text}, ${quoteLiteral(from)}, ${to})`, sql);
      }, print),
  };
}

function schemaStage(play: Play, schemas: readonly (string | null)[]): Stage {
  const scratch = new Map(schemas.map((schema, index) => [schema, `revise ${String(index)}`]));
  const inScratch = ({ schema, name }: QualifiedName): QualifiedName => ({
    schema: scratch.get(schema) ?? temporary,
    name,
  });
  const first = `pg_catalog, ${quoteIdentifier(scratch.get(null) ?? temporary)}, `;
  return {
    steps: [
      ...[...scratch.values()].map((name) => `CREATE SCHEMA ${quoteIdentifier(name)}`),
      `SELECT set_config('search_path', ${quoteLiteral(first)} || current_setting('search_path'), true)`,
    ],
    place: inScratch,
    query: enteredQuery(play, inScratch),
    renames: play.names.within(play.standIns).map((rename) => onStage(rename, inScratch)),
    leave: (print) =>
      [...scratch].reduce((sql, [schema, name]) => {
        const own = `quote_ident(${quoteLiteral(schema ?? play.defaultSchema)}) || '.'`;
        return `replace(${sql}, ${quoteLiteral(`${quoteIdentifier(name)}.`)}, ${own})`;
      }, print),
  };
}

/** @param place null to change what is named with the default schema alone, which a query seldom does */
function enteredQuery({ query, standIns, defaultSchema }: Play, place: Stage["place"] | null): string {
  const keys = new Set(standIns.map(nameKey));
  return mapQualifiedNames(query, (said, name) => {
    const schema = said === defaultSchema ? null : said;
    if (!keys.has(nameKey({ schema, name }))) return null;
    if (place === null) return schema === null ? quoteName({ schema, name }) : null;
    return quoteName(place({ schema, name }));
  });
}

/** No stand-in is materialized. */
function onStage(rename: Operation, place: Stage["place"]): Operation {
  switch (rename.kind) {
    case "renameTable":
      return { ...rename, from: place(rename.from) };
    case "renameColumn":
      return { ...rename, table: place(rename.table) };
    case "renameObject":
    case "setSchema": {
      const { kind, name } = rename.object;
      const object = { kind: kind === "table" ? kind : "view", name: place(name) } as const;
      if (rename.kind === "renameObject") return { ...rename, object };
      return { ...rename, object, to: place({ schema: rename.to, name: name.name }).schema };
    }
    default:
      return rename;
  }
}
