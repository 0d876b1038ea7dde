/** Values of enums and the columns that use them, as a revision file writes them. */
import {
  fields,
  flag,
  invalid,
  listOf,
  nullable,
  optional,
  recordOf,
  string,
  text,
  withDefault,
  type Reader,
} from "../arguments";
import { defaultValue, encodeDefault } from "../column/default-value";
import { decodeStorage, encodeStorage, storageFields } from "../column/storage";
import type { AddEnumValue, AlterEnum, EnumUse } from "../enum-type";
import { encodeName, objectName } from "../object-name";

const strings = listOf(string);

/** The values of a new enum; each can be there once. */
export const valueList: Reader<readonly string[]> = (value, place) => {
  const values = strings(value, place);
  const twice = values.find((item, index) => values.indexOf(item) !== index);
  if (twice !== undefined) throw invalid(place, `holds the value ${JSON.stringify(twice)} twice`);
  return values;
};

type Position = AddEnumValue["position"];

const neighbours = optional(fields({ before: optional(string), after: optional(string) }));

/** `{ before: "a" }`, `{ after: "a" }`, or nothing for the end. */
export const position: Reader<Position> = (value, place) => {
  const { before, after } = neighbours(value, place) ?? {};
  if (before !== undefined && after !== undefined) throw invalid(place, "has both before and after");
  if (before !== undefined) return { before };
  return after === undefined ? null : { after };
};

/** The values with one more, at its position; at the end where the neighbour is not there. */
export function placedBeside(values: readonly string[], value: string, beside: Position): readonly string[] {
  const others = values.filter((other) => other !== value);
  if (beside === null) return [...others, value];
  const neighbour = others.indexOf("before" in beside ? beside.before : beside.after);
  if (neighbour === -1) return [...others, value];
  return others.toSpliced("before" in beside ? neighbour : neighbour + 1, 0, value);
}

type Details = Pick<AlterEnum, "usedBy" | "mapping">;

/** The third argument of `op.alterEnum`; none where it would be empty. */
export function encodeDetails({ usedBy, mapping }: Details): readonly unknown[] {
  const details = {
    ...(usedBy.length > 0 && { usedBy: usedBy.map(encodeUse) }),
    ...(Object.keys(mapping).length > 0 && { mapping }),
  };
  return Object.keys(details).length === 0 ? [] : [details];
}

function encodeUse(use: EnumUse): unknown {
  return {
    table: encodeName(use.table),
    column: use.column,
    ...(use.dimensions > 0 && { array: true }),
    ...(use.default && { default: encodeDefault(use.default, null) }),
    ...encodeStorage(use.storage ?? {}),
  };
}

const readUse = fields({
  table: objectName,
  column: text,
  array: withDefault(flag, false),
  default: withDefault(nullable(defaultValue), null),
  ...storageFields,
});

const enumUse: Reader<EnumUse> = (value, place) => {
  const { array, storage, compression, ...use } = readUse(value, place);
  const stored = decodeStorage({ storage, compression });
  return { ...use, dimensions: array ? 1 : 0, ...(stored && { storage: stored }) };
};

const readDetails = optional(
  fields({ usedBy: withDefault(listOf(enumUse), []), mapping: withDefault(recordOf(nullable(string)), {}) }),
);

export const alterationDetails: Reader<Details> = (value, place) =>
  readDetails(value, place) ?? { usedBy: [], mapping: {} };
