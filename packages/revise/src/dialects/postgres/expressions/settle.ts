/** Settles which expressions of the desired model mean the same as those of the database, by asking the database. */
import type { Connection } from "../../../dialect/connection";
import type { Settlement, Surroundings, Unsettled } from "../../../dialect/dialect";
import { sameType } from "../../../model/column-type";
import { sameName, type ObjectKey } from "../../../model/names";
import type { Column } from "../../../model/column";
import type { SchemaModel } from "../../../model/schema-model";
import type { Table } from "../../../model/table";
import { describeError } from "../errors";
import { adopt, respell } from "./scratch/adopt";
import { ask, type Answer, type Answers, type Trial } from "./scratch/ask";
import { collectDefaults, collectTables, collectViews } from "./scratch/collect";
import { columnsAttempt, columnsToATable, extensionsAttempt } from "./scratch/columns";
import { settleMoments } from "./scratch/moment";
import { collectNovelties } from "./scratch/novelty";
import type { Question, Spelling, TableQuestions, ViewQuestions } from "./scratch/question";
import { rereadTables, rereadViews } from "./scratch/reread";
import { isMissing, isRejected, isTooEarly, pendingObjects, type Pending } from "./scratch/rejection";
import { standInTypes, type StandInTypes } from "./scratch/stand-in-types";
import { materializedViewAttempt, neededColumns, tableAttempt } from "./scratch/table";
import { changedObjects, noStandIns, type StandIns, viewAttempt } from "./scratch/view";

/** What the judgement of an answer takes into account. */
interface Circumstances {
  readonly pending: Pending;
  readonly makesMore: boolean;
}

/**
 * Gives `desired` with every expression that means the same as its counterpart in `current` spelt like it. The server
 * reads the text of the entity into scratch objects and prints it as it prints what it has; equal print, equal meaning.
 * No round trip where all texts are equal, one as a rule, two where the server does not take one of them, and one more
 * for lists that it does not keep as it prints them. What the revision is going to make is tried in the same trips.
 *
 * What depends on objects that the revision is going to create is left as it is, without complaint: it differs.
 *
 * @param current what `desired` is compared with: the database after the renames of the revision
 * @param actual the database as it is
 * @throws the errors of the connection; those of the server become {@link Unsettled}
 */
export async function settle(
  connection: Connection,
  current: SchemaModel,
  desired: SchemaModel,
  { existing, wanted, makesMore, altersColumns }: Surroundings = {
    existing: current,
    wanted: desired,
    makesMore: false,
    altersColumns: true,
  },
): Promise<Settlement> {
  const moments = settleMoments(current, desired);
  const known = collectTables(current, desired);
  const novelties = collectNovelties(current, wanted, desired, altersColumns);
  const columns = [...collectDefaults(current, desired), ...novelties.columns];
  const tables = [...known, ...novelties.tables];
  const views = [...collectViews(current, desired), ...novelties.views];
  const questions = [
    ...novelties.extensions,
    ...columns,
    ...tables.flatMap((table) => table.questions),
    ...views.flatMap((view) => [...(view.view === null ? [] : [view.view]), ...view.indexes]),
  ];
  if (questions.length === 0) {
    return { desired: respell(desired, moments.spellings), unsettled: moments.unsettled };
  }
  const types = standInTypes(current, desired);
  const trialsOf = (someTables: readonly TableQuestions[], someViews: readonly ViewQuestions[]): Trial[] => [
    ...someTables.flatMap((table) => tableTrials(table, types)),
    ...viewTrials(someViews, changedObjects(current, desired, existing), types),
  ];
  const circumstances = { pending: pendingObjects(existing, desired), makesMore };
  const trials = [...sharedTrials(novelties.extensions, columns, types), ...trialsOf(tables, views)];
  const answers = await askOrExplain(connection, trials);
  const judged = judge(questions, answers, circumstances);
  const given = { answers, spellings: judged.spellings };
  const again = trialsOf(rereadTables(tables, given), rereadViews(views, given));
  const reread =
    again.length === 0 ? new Map<ObjectKey, Spelling>() : await readAgain(connection, again, circumstances);
  return {
    desired: respell(desired, new Map([...moments.spellings, ...judged.spellings, ...reread])),
    unsettled: [...moments.unsettled, ...judged.unsettled],
  };
}

/** What the server means by its own words; where it does not take them, the first reading stands. */
async function readAgain(
  connection: Connection,
  trials: readonly Trial[],
  circumstances: Circumstances,
): Promise<ReadonlyMap<ObjectKey, Spelling>> {
  const questions = [...new Set(trials.flatMap((trial) => trial.questions))];
  return judge(questions, await askOrExplain(connection, trials), circumstances).spellings;
}

/** What is asked apart from any table. */
function sharedTrials(
  extensions: readonly Question[],
  columns: readonly Question[],
  types: StandInTypes,
): readonly Trial[] {
  const parts = Array.from({ length: Math.ceil(columns.length / columnsToATable) }, (_, index) =>
    columns.slice(index * columnsToATable, (index + 1) * columnsToATable),
  );
  return [
    ...(extensions.length === 0 ? [] : [{ questions: extensions, attempt: extensionsAttempt }]),
    ...parts.map((questions): Trial => ({ questions, attempt: (part) => columnsAttempt(part, types) })),
  ];
}

/**
 * Expressions are read in the types that the columns are to have. The text of the database was read in the types that
 * they have now, and is read again by `ALTER COLUMN … TYPE`; so what mentions a column whose type changes is also
 * read in the types of now, and equality in either means equality after the revision. Not so where a column begins or
 * ceases to disregard case: the casts that the server printed for the old type stay, and decide how it compares.
 */
function tableTrials(table: TableQuestions, types: StandInTypes): readonly Trial[] {
  const { desired, current, questions } = table;
  const trial = (columns: readonly Column[], asked: readonly Question[]): Trial => ({
    questions: asked,
    attempt: (part) => tableAttempt(desired.name, columns, part, types),
  });
  if (current === null) return [trial(desired.columns, questions)];
  const before = columnsBefore(desired, current);
  const touched = questions.filter((question) => {
    if (question.fresh) return false;
    const needed = neededColumns(desired.name, desired.columns, [question]);
    return (
      needed.some((column) => !before.includes(column)) &&
      !needed.some((column) => changesCase(column, current))
    );
  });
  return [trial(desired.columns, questions), ...(touched.length === 0 ? [] : [trial(before, touched)])];
}

/** The desired columns in the types of now; a column whose type stays is the very same value. */
function columnsBefore(desired: Table, current: Table): readonly Column[] {
  const counterparts = new Map(current.columns.map((column) => [column.name, column]));
  return desired.columns.map((column) => {
    const found = counterparts.get(column.name);
    if (found === undefined || (sameType(column.type, found.type) && sameCollation(column, found)))
      return column;
    return { ...column, type: found.type, collation: found.collation };
  });
}

function changesCase(column: Column, current: Table): boolean {
  const found = current.columns.find(({ name }) => name === column.name);
  return found !== undefined && (found.type.name === "citext") !== (column.type.name === "citext");
}

function sameCollation(left: Column, right: Column): boolean {
  if (left.collation === null || right.collation === null) return left.collation === right.collation;
  return sameName(left.collation, right.collation);
}

/**
 * Views are read against the tables as they are to be. A view without `*` for all columns is also read against those of now: names
 * that are qualified with the default schema never reach the stand-ins, and print otherwise where one is in the way.
 */
function viewTrials(
  views: readonly ViewQuestions[],
  changed: StandIns,
  types: StandInTypes,
): readonly Trial[] {
  const trial = (asked: readonly Question[], standIns: StandIns): readonly Trial[] =>
    asked.length === 0
      ? []
      : [
          {
            questions: asked,
            attempt: (part) =>
              viewAttempt(
                part.flatMap((question) => (question.part.kind === "view" ? [question.part.view] : [])),
                standIns,
                types,
              ),
          },
        ];
  const bodies = views.flatMap(({ view }) => view ?? []);
  const explicit = bodies.filter(
    ({ part, fresh }) => part.kind === "view" && !fresh && !selectsAll(part.view.definition),
  );
  return [
    ...trial(bodies, changed),
    ...trial(explicit, noStandIns),
    ...views
      .filter(({ indexes }) => indexes.length > 0)
      .map(({ desired: view, indexes }) => ({
        questions: indexes,
        attempt: (part: readonly Question[]) => materializedViewAttempt(view.name, part),
      })),
  ];
}

/** Whether a query may hold `*` for all columns: not `count(*)`, nor a product. */
function selectsAll(query: string): boolean {
  return /(?:\b(?:select|all|distinct)|[,.)])\s*\*/i.test(query);
}

/** Where not even the transaction can be had (a standby, no right to temporary tables), that is the answer to all. */
async function askOrExplain(connection: Connection, trials: readonly Trial[]): Promise<Answers> {
  try {
    return await ask(connection, trials);
  } catch (error) {
    const failure = describeError(error);
    if (failure === null || isConnectionLoss(failure.code)) throw error;
    const answer: Answer = { code: unavailable, reason: failure.message };
    return new Map(
      trials.flatMap(({ questions }) => questions.map((question) => [question, [answer]] as const)),
    );
  }
}

/** In place of the code of what failed: it says nothing about the expressions. */
const unavailable = "XX000";

/** Classes 08 and 57P: the server is gone or going. */
function isConnectionLoss(code: string | null): boolean {
  return code !== null && /^(?:08|57P)/.test(code);
}

function judge(
  questions: readonly Question[],
  answers: Answers,
  { pending, makesMore }: Circumstances,
): { spellings: ReadonlyMap<ObjectKey, Spelling>; unsettled: readonly Unsettled[] } {
  const spellings = new Map<ObjectKey, Spelling>();
  const unsettled: Unsettled[] = [];
  for (const question of questions) {
    const given = answers.get(question) ?? [];
    const spelling = given
      .map((answer) => (question.fresh || "code" in answer ? null : adopt(question.part, answer.text)))
      .find((each) => each !== null);
    if (spelling !== undefined) {
      spellings.set(question.key, spelling);
      continue;
    }
    const [first] = given;
    if (first === undefined || !("code" in first) || isTooEarly(first, question.part, pending)) continue;
    const rejected = isRejected(first) && !(makesMore && isMissing(first));
    const { key, owner: table, what, fresh } = question;
    unsettled.push({ key, table, what, reason: first.reason, rejected, fresh });
  }
  return { spellings, unsettled };
}
