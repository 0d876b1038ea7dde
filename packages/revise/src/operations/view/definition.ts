/** A view as a revision file writes it. */
import type { View } from "../../model/view";
import {
  fields,
  flag,
  invalid,
  listOf,
  nullable,
  oneOf,
  optional,
  recordOf,
  string,
  text,
  withDefault,
  type Place,
  type Reader,
} from "../arguments";

/** The view without what other operations create: its indexes. */
export function bareView(view: View): View {
  return { ...view, indexes: [] };
}

const readView = fields({
  as: text,
  materialized: withDefault(flag, false),
  comment: withDefault(nullable(string), null),
  columns: withDefault(listOf(text), []),
  options: withDefault(recordOf(string), {}),
  checkOption: optional(oneOf("LOCAL", "CASCADED")),
  withData: withDefault(flag, true),
  tablespace: optional(text),
  using: optional(text),
  restore: withDefault(flag, false),
});

type ViewDetails = Omit<View, "name">;

export const createdView: Reader<{ readonly view: ViewDetails; readonly restore?: true }> = (
  value,
  place,
) => {
  const read = readView(value, place);
  return { view: detailsOf(read, place), ...(read.restore && { restore: true }) };
};

/** Of a view that stays, and so has lost nothing. */
export const viewDetails: Reader<ViewDetails> = (value, place) => {
  const read = readView(value, place);
  if (read.restore) throw invalid(place, "restores what nobody dropped");
  return detailsOf(read, place);
};

function detailsOf(read: ReturnType<typeof readView>, place: Place): ViewDetails {
  const { as: definition, materialized, comment, columns, options, checkOption } = read;
  const physical = [read.tablespace, read.using].some((one) => one !== undefined) || !read.withData;
  if (physical && !materialized)
    throw invalid(place, "says how to keep the rows of a view that has none", "Add materialized: true.");
  if (checkOption !== undefined && materialized)
    throw invalid(place, "has a check option and is materialized");
  const details = {
    ...(columns.length > 0 && { columns }),
    ...(Object.keys(options).length > 0 && { options }),
    ...(checkOption !== undefined && { checkOption }),
    ...(!read.withData && { withoutRows: true as const }),
    ...(read.tablespace !== undefined && { tablespace: read.tablespace }),
    ...(read.using !== undefined && { method: read.using }),
  };
  return {
    materialized,
    definition,
    indexes: [],
    dependsOn: [],
    comment,
    ...(Object.keys(details).length > 0 && { details }),
  };
}

export function encodeView({
  definition,
  materialized,
  comment,
  details,
}: View): Readonly<Record<string, unknown>> {
  const { columns, options, checkOption, withoutRows, tablespace, method } = details ?? {};
  return {
    ...(materialized && { materialized: true }),
    ...(columns && { columns }),
    ...(options && { options }),
    ...(method !== undefined && { using: method }),
    ...(tablespace !== undefined && { tablespace }),
    as: definition,
    ...(checkOption && { checkOption }),
    ...(withoutRows && { withData: false }),
    ...(comment !== null && { comment }),
  };
}
