/** Extended statistics: what the planner shall know about columns together. */
import { objectKey, type QualifiedName } from "../model/names";
import { fields, filledListOf, invalid, listOf, oneOf, text, withDefault, type Reader } from "./arguments";
import {
  anyRoutine,
  builtOn,
  changedShape,
  formerRoutine,
  formerShape,
  schemaOf,
  tableKey,
  tornDownFrom,
} from "./footprint";
import { encodeName, objectName } from "./object-name";
import {
  createStandalone,
  dropStandalone,
  type CreateStandalone,
  type DropStandalone,
  type StandaloneWords,
} from "./standalone";
import type { TraitsFor } from "./traits";

export interface Statistics {
  readonly name: QualifiedName;
  readonly table: QualifiedName;
  readonly columns: readonly string[];
  readonly expressions: readonly string[];
  /** Empty for all that the server knows. */
  readonly kinds: readonly ("ndistinct" | "dependencies" | "mcv")[];
}

export type CreateStatistics = CreateStandalone<"createStatistics", Statistics>;
export type DropStatistics = DropStandalone<"dropStatistics", Statistics>;

export interface StatisticsOperationMap {
  createStatistics: CreateStatistics;
  dropStatistics: DropStatistics;
}

const readFields = fields({
  table: objectName,
  columns: withDefault(listOf(text), []),
  expressions: withDefault(listOf(text), []),
  kinds: withDefault(filledListOf(oneOf("ndistinct", "dependencies", "mcv")), []),
});

const readStatistics: Reader<Omit<Statistics, "name">> = (value, place) => {
  const statistics = readFields(value, place);
  if (statistics.columns.length + statistics.expressions.length === 0) {
    throw invalid(place, "names neither columns nor expressions");
  }
  return statistics;
};

const words: StandaloneWords<Statistics> = {
  create: "createStatistics",
  drop: "dropStatistics",
  noun: "statistics",
  guarded: true,
  keys: (name) => [objectKey("statistics", name)],
  read: readStatistics,
  encode: ({ table, columns, expressions, kinds }) => ({
    table: encodeName(table),
    ...(columns.length > 0 && { columns }),
    ...(expressions.length > 0 && { expressions }),
    ...(kinds.length > 0 && { kinds }),
  }),
  needs: ({ name, table, columns, expressions }) => [
    ...schemaOf(name),
    tableKey(table),
    ...builtOn(table, columns),
    ...(expressions.length > 0 ? [changedShape(table), anyRoutine] : []),
  ],
  releases: ({ table, columns, expressions }) => [
    ...tornDownFrom(table, columns),
    ...(expressions.length > 0 ? [formerShape(table), formerRoutine] : []),
  ],
};

export const statisticsTraits: TraitsFor<keyof StatisticsOperationMap> = {
  createStatistics: createStandalone(words),
  dropStatistics: dropStandalone(words),
};
