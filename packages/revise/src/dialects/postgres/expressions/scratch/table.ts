/** Scratch tables: the columns that expressions mention, and the expressions on them. */
import type { QualifiedName } from "../../../../model/names";
import { quoteName } from "../../identifiers";
import { constraintOn, indexOn } from "./clause";
import type { Attempt } from "./program";
import { textsOf, type Question } from "./question";
import { unqualified, type Standing } from "./standing";
import type { StandInTypes } from "./stand-in-types";

/** One scratch table with all `standings`, which agree about it. */
export function tableAttempt(standings: readonly Standing[], types: StandInTypes): Attempt {
  const [first] = standings;
  if (first === undefined) throw new Error("A scratch table without a question");
  const { name, stored } = first.scratch;
  const columns = new Map(standings.flatMap((each) => each.columns.map((column) => [column.name, column])));
  const definitions = new Map(standings.flatMap((each) => [...each.definitions]));
  const constraints = standings.map(({ part }, place) => constraintOn(part, place));
  return {
    steps: [
      ...types.create(
        [...columns.values()],
        standings.flatMap(({ part }) => textsOf(part)),
      ),
      createScratchTable(name, [...definitions.values(), ...constraints.filter((each) => each !== null)], {
        stored,
      }),
      ...standings.flatMap(({ part }, place) => indexOn(name, part, place) ?? []),
    ],
    table: quoteName(name),
    columns: [...columns.keys()].map((column) =>
      standings.findIndex(({ part }) => "column" in part && part.column.name === column),
    ),
  };
}

/** Without storage it is a partitioned one, which has no file, nor a table for long values, nor have its indexes. */
export function createScratchTable(
  name: QualifiedName,
  definitions: readonly string[],
  { stored }: { readonly stored: boolean },
): string {
  return stored
    ? `CREATE TEMPORARY TABLE ${quoteName(name)} (${definitions.join(", ")})`
    : `CREATE TEMPORARY TABLE ${quoteName(name)} (${[...definitions, `"revise key" integer`].join(", ")}) PARTITION BY LIST ("revise key")`;
}

/** The indexes of a materialized view are asked about on an empty copy of its columns. */
export function materializedViewAttempt(view: QualifiedName, questions: readonly Question[]): Attempt {
  const scratch: QualifiedName = { schema: "pg_temp", name: view.name };
  return {
    steps: [
      `CREATE TEMPORARY TABLE ${quoteName(scratch)} (LIKE ${quoteName(view)})`,
      ...questions.flatMap(({ part }, place) => indexOn(scratch, unqualified(part, view), place) ?? []),
    ],
    table: quoteName(scratch),
    columns: [],
  };
}
