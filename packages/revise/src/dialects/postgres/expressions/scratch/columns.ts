/** Attempts without a table of their own: types of new columns, defaults, and extensions. */
import type { Column } from "../../../../model/column";
import { columnDefinition } from "../../ddl/column-definition";
import { quoteName } from "../../identifiers";
import { quoteLiteral } from "../literal";
import type { Attempt } from "./program";
import type { Question } from "./question";
import type { StandInTypes } from "./stand-in-types";
import { createScratchTable } from "./table";

/** PostgreSQL takes 1,600 columns to a table, and more and more time to print what each of them holds. */
export const columnsToATable = 30;

const scratch = { schema: "pg_temp", name: "revise_columns" };

/** One empty table with a column for each question; one alone keeps its name, which the server's message may tell. */
export function columnsAttempt(questions: readonly Question[], types: StandInTypes): Attempt {
  const columns = questions.flatMap((question, index) => {
    const column = columnOf(question, types);
    if (column === null) return [];
    return questions.length === 1 ? [column] : [{ ...column, name: `c${String(index)}` }];
  });
  const texts = columns.flatMap((column) =>
    column.default?.kind === "expression" ? [column.default.sql] : [],
  );
  const definitions = columns.map((column) => columnDefinition(scratch, column));
  return {
    steps: [...types.create(columns, texts), createScratchTable(scratch, definitions, { stored: false })],
    table: quoteName(scratch),
    columns: columns.map((_, place) => place),
  };
}

/** What a question alone says to the server. */
export function columnWords(question: Question, types: StandInTypes): string {
  const column = columnOf(question, types);
  return column === null ? "" : columnDefinition(scratch, column);
}

function columnOf({ part }: Question, types: StandInTypes): Column | null {
  if (part.kind !== "type" && part.kind !== "default") return null;
  const { column } = part;
  return types.replace({
    ...column,
    nullable: true,
    generation: null,
    default: part.kind === "default" ? column.default : null,
  });
}

/** Looks for the files that `CREATE EXTENSION` would read; to run it could do anything. */
export function extensionsAttempt(questions: readonly Question[]): Attempt {
  return {
    steps: questions.flatMap(({ part }) =>
      part.kind === "extension" ? [requireExtension(part.extension)] : [],
    ),
    query: "SELECT '{}'",
  };
}

function requireExtension(name: string): string {
  const message = `extension "${name}" is not available on this server`;
  const body = `BEGIN
  IF NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = ${quoteLiteral(name)}) THEN
    RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = ${quoteLiteral(message)};
  END IF;
END`;
  return `DO LANGUAGE plpgsql ${quoteLiteral(body)}`;
}
