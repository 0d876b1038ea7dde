/**
 * Views over columns that get another type are made anew, and mean what they say in the new types: so their query and the
 * one of the database are both read against empty tables and views in place of everything that this touches, those of
 * other schemas too. A qualified name never finds a temporary table, so it is read without its schema.
 */
import { nameKey, type ObjectKey, type QualifiedName } from "../../../../model/names";
import type { SchemaModel } from "../../../../model/schema-model";
import type { View } from "../../../../model/view";
import type { Answers, Trial } from "./ask";
import { escaped, mentions, type Question, question, type ViewQuestions } from "./question";
import { type Origins, retypedColumns } from "./retyping";
import type { StandInTypes } from "./stand-in-types";
import { afterwards, type StandIns, viewAttempt } from "./view";
import { printedWords } from "./words";

export interface RetypedViews {
  readonly standIns: StandIns;
  /** The queries of the database that have to be asked about, by the keys of the views. */
  readonly dependants: ReadonlyMap<ObjectKey, Question>;
  /** A query as it is read there. */
  readonly unqualified: (query: string) => string;
  /** False where several objects have a name that the query mentions, so that one without a schema says too little. */
  readonly isCertain: (view: View) => boolean;
}

/**
 * @param asked the views whose texts differ
 * @param changed what stands in for the rest of what the revision changes
 */
export function collectRetypedViews(
  current: SchemaModel,
  desired: SchemaModel,
  asked: readonly ViewQuestions[],
  changed: StandIns,
): RetypedViews {
  const counterparts = new Map(current.tables.map((table) => [nameKey(table.name), table]));
  const tables = (asked.length === 0 ? [] : desired.tables).flatMap((table) => {
    const found = counterparts.get(nameKey(table.name));
    return found === undefined || retypedColumns(table, found).length === 0 ? [] : [afterwards(table, found)];
  });
  const views = tables.length === 0 ? [] : readersOf(tables, desired.views);
  const touched = new Set(views.map(({ name }) => nameKey(name)));
  const former = new Map(current.views.map((view) => [nameKey(view.name), view]));
  const dependants = asked.flatMap(({ view, desired: { name } }) => {
    const found = former.get(nameKey(name));
    if (view === null || view.fresh || found === undefined || !touched.has(nameKey(name))) return [];
    return [[view.key, question(view.key, { kind: "view", view: found, current: null })] as const];
  });
  const all = [...desired.tables, ...desired.views].map(({ name }) => name.name);
  const names = [...tables, ...views].map(({ name }) => name);
  const shared = names.filter(({ name }) => all.filter((other) => other === name).length > 1);
  return {
    standIns: {
      tables: [...changed.tables.filter(({ name }) => !has(tables, name)), ...tables],
      views: [...changed.views.filter(({ name }) => !has(views, name)), ...views],
    },
    dependants: new Map(dependants),
    unqualified: withoutSchemas(names.filter((name) => !shared.includes(name))),
    isCertain: ({ definition }) => !shared.some(({ name }) => mentions([definition], name)),
  };
}

/** The views that read one of the tables, directly or through each other. */
function readersOf(
  tables: readonly { readonly name: QualifiedName }[],
  views: readonly View[],
): readonly View[] {
  const sources = tables.map(({ name }) => name.name);
  const found = new Set<View>();
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const view of views) {
      if (found.has(view) || !sources.some((name) => mentions([view.definition], name))) continue;
      found.add(view);
      sources.push(view.name.name);
    }
  }
  return [...found];
}

function has(items: readonly { readonly name: QualifiedName }[], name: QualifiedName): boolean {
  return items.some((item) => nameKey(item.name) === nameKey(name));
}

function withoutSchemas(names: readonly QualifiedName[]): (query: string) => string {
  const either = (name: string): string =>
    `(?:"${escaped(name.replaceAll('"', '""'))}"|\\b${escaped(name)}\\b)`;
  const patterns = names.map(
    ({ schema, name }) => new RegExp(`${either(schema ?? "public")}\\s*\\.\\s*(?=${either(name)})`, "gu"),
  );
  return (query) => patterns.reduce((text, pattern) => text.replaceAll(pattern, ""), query);
}

/** Each view in an attempt of its own: it has the name of what stands in for it where others read it. */
export function retypedViewTrials(
  questions: readonly Question[],
  { standIns, unqualified }: RetypedViews,
  types: StandInTypes,
): readonly Trial[] {
  const plain = (view: View): View => ({ ...view, definition: unqualified(view.definition) });
  return questions.map((asked) => ({
    questions: [asked],
    attempt: (part) => {
      const read = part.flatMap((each) => (each.part.kind === "view" ? [plain(each.part.view)] : []));
      const others = standIns.views.filter(({ name }) => !has(read, name)).map(plain);
      return viewAttempt(read, { ...standIns, views: [...others, ...read] }, types);
    },
  }));
}

/** Of each view, by its key: the query of the database comes to be printed as it is read there. */
export function viewOrigins(
  { dependants, isCertain }: RetypedViews,
  answers: Answers,
): readonly (readonly [ObjectKey, Origins])[] {
  return [...dependants.values()].map((dependant) => {
    const { part } = dependant;
    const [answer] = answers.get(dependant) ?? [];
    if (part.kind !== "view" || answer === undefined || "code" in answer || !isCertain(part.view)) {
      return [dependant.key, () => []];
    }
    const [print] = printedWords(part, answer.text);
    return [dependant.key, (text) => (text === print ? [part.view.definition] : [])];
  });
}
