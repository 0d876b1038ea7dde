/** Settles which expressions of the desired model mean the same as those of the database, by asking the database. */
import type { Connection } from "../../../dialect/connection";
import type { Settlement, Surroundings, Unsettled } from "../../../dialect/settlement";
import { nameKey, type ObjectKey, ownerOf } from "../../../model/names";
import type { SchemaModel } from "../../../model/schema-model";
import type { Table } from "../../../model/table";
import { describeError } from "../errors";
import { adopt, respell } from "./scratch/adopt";
import { ask, type Answer, type Answers, type Trial } from "./scratch/ask";
import { collectDefaults, collectTables, collectViews } from "./scratch/collect";
import { settleMoments } from "./scratch/moment";
import { collectNovelties } from "./scratch/novelty";
import type { Question, Spelling, TableQuestions, ViewQuestions } from "./scratch/question";
import { valueRenames } from "./scratch/renamed-values";
import { rereadTables, rereadViews } from "./scratch/reread";
import {
  backTrials,
  collectRetypings,
  type Origins,
  tableOrigins,
  thereTrials,
  unsteadyAmong,
  waysBack,
} from "./scratch/retyping";
import { collectRetypedViews, retypedViewTrials, viewOrigins } from "./scratch/retyped-views";
import { isMissing, isRejected, isTooEarly, pendingObjects, type Pending } from "./scratch/rejection";
import { standInTypes } from "./scratch/stand-in-types";
import { expressionTrials, sharedTrials, viewTrials } from "./scratch/trials";
import { changedObjects, noStandIns } from "./scratch/view";

/** What the judgement of an answer takes into account. */
interface Circumstances {
  readonly pending: () => Pending;
  readonly makesMore: boolean;
  /** By `nameKey` of tables and key of views; for those that are left out no type changes. */
  readonly origins: ReadonlyMap<string, Origins>;
}

/**
 * Gives `desired` with every expression that means the same as its counterpart in `current` spelt like it. The server
 * reads the text of the entity into scratch objects and prints it as it prints what it has; equal print, equal meaning.
 * No round trip where all texts are equal, one as a rule, two where the server does not take one of them, and as many
 * again for lists that it does not keep as it prints them, and for the way back of what a change of types makes of the
 * database's own. What the revision is going to make is tried in the same trips.
 *
 * What depends on objects that the revision is going to create is left as it is, without complaint: it differs.
 *
 * @param current what `desired` is compared with: the database after the renames of the revision
 * @param surroundings of both: the database as it is, and what the comparison is going to make of `desired`
 * @throws the errors of the connection; those of the server become {@link Unsettled}
 */
export async function settle(
  connection: Connection,
  current: SchemaModel,
  desired: SchemaModel,
  surroundings: Surroundings = { existing: current, wanted: desired, makesMore: false, altersColumns: true },
): Promise<Settlement> {
  const { existing, wanted, makesMore, altersColumns, alike = new Map<Table, Table>() } = surroundings;
  const open = withoutTables(desired, alike);
  const moments = settleMoments(current, open);
  const novelties = collectNovelties(current, withoutTables(wanted, alike), open, altersColumns);
  const columns = [...collectDefaults(current, open), ...novelties.columns];
  const retypings = collectRetypings(current, open);
  const tables = [...collectTables(current, open), ...novelties.tables];
  const views = [...collectViews(current, desired), ...novelties.views];
  const questions = [...novelties.extensions, ...columns, ...questionsOf(tables, views)];
  if (questions.length === 0 && retypings.length === 0) {
    const { spellings, unsettled } = moments;
    return { desired: respell(desired, spellings), unsettled, unsteady: new Map() };
  }
  const types = standInTypes(current, desired);
  const changed = views.length === 0 ? noStandIns : changedObjects(current, desired, existing);
  const retypedViews = collectRetypedViews(current, desired, altersColumns ? views : [], changed);
  const undecided = new Map(altersColumns ? [] : retypings.map((each) => [nameKey(each.desired.name), each]));
  const trialsOf = (someTables: readonly TableQuestions[], someViews: readonly ViewQuestions[]): Trial[] => [
    ...expressionTrials(someTables, undecided, types),
    ...viewTrials(someViews, changed, retypedViews, types),
  ];
  const preparations = valueRenames(surroundings.renames);
  const answers = await askOrExplain(connection, preparations, [
    ...sharedTrials(novelties.extensions, columns, types),
    ...trialsOf(tables, views),
    ...thereTrials(retypings, types),
    ...retypedViewTrials([...retypedViews.dependants.values()], retypedViews, types),
  ]);
  let pending: Pending | undefined;
  const circumstances: Circumstances = {
    pending: () => (pending ??= pendingObjects(existing, desired)),
    makesMore,
    origins: new Map([
      ...tableOrigins(retypings, answers, altersColumns),
      ...viewOrigins(retypedViews, answers),
    ]),
  };
  const judged = judge(questions, answers, circumstances);
  const given = { answers, spellings: judged.spellings };
  const again = trialsOf(rereadTables(tables, given), rereadViews(views, given));
  const ways = waysBack(retypings, answers);
  const more = [...again, ...backTrials(ways, types)];
  const second: Answers = more.length === 0 ? new Map() : await askOrExplain(connection, preparations, more);
  // What the server means by its own words; where it does not take them, the first reading stands.
  const reread = judge([...new Set(again.flatMap((trial) => trial.questions))], second, circumstances);
  return {
    desired: respell(desired, new Map([...moments.spellings, ...judged.spellings, ...reread.spellings])),
    unsettled: [...moments.unsettled, ...judged.unsettled],
    unsteady: unsteadyAmong(ways, second),
  };
}

function withoutTables(model: SchemaModel, tables: ReadonlyMap<Table, unknown>): SchemaModel {
  return { ...model, tables: model.tables.filter((table) => !tables.has(table)) };
}

function questionsOf(
  tables: readonly TableQuestions[],
  views: readonly ViewQuestions[],
): readonly Question[] {
  return [
    ...tables.flatMap(({ questions }) => questions),
    ...views.flatMap(({ view, indexes }) => [...(view === null ? [] : [view]), ...indexes]),
  ];
}

/** Where not even the transaction can be had (a standby, no right to temporary tables), that is the answer to all. */
async function askOrExplain(
  connection: Connection,
  preparations: readonly string[],
  trials: readonly Trial[],
): Promise<Answers> {
  try {
    return await ask(connection, trials, preparations);
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
  { pending, makesMore, origins }: Circumstances,
): { spellings: ReadonlyMap<ObjectKey, Spelling>; unsettled: readonly Unsettled[] } {
  const spellings = new Map<ObjectKey, Spelling>();
  const unsettled: Unsettled[] = [];
  for (const question of questions) {
    const given = answers.get(question) ?? [];
    const from = origins.get(question.part.kind === "view" ? question.key : nameKey(ownerOf(question.key)));
    const spelling = given
      .map((answer) => (question.fresh || "code" in answer ? null : adopt(question.part, answer.text, from)))
      .find((each) => each !== null);
    if (spelling !== undefined) {
      spellings.set(question.key, spelling);
      continue;
    }
    const [first] = given;
    if (first === undefined || !("code" in first) || isTooEarly(first, question.part, pending())) continue;
    const rejected = isRejected(first) && !(makesMore && isMissing(first));
    const { key, role, fresh } = question;
    unsettled.push({ key, role, reason: first.reason, rejected, fresh });
  }
  return { spellings, unsettled };
}
