/** Defaults that are a moment: `'now'` as a value, not as a function. */
import type { Unsettled } from "../../../../dialect/settlement";
import type { ColumnType } from "../../../../model/column-type";
import { nameKey, objectKey, type ObjectKey } from "../../../../model/names";
import type { SchemaModel } from "../../../../model/schema-model";
import type { Spelling } from "./question";

const dateTimeTypes: ReadonlySet<string> = new Set(["date", "time", "timetz", "timestamp", "timestamptz"]);

/**
 * Whether a literal is replaced by the moment at which the default is set: `'now'`, and so `'now()'` in quotes, is
 * read by the input function of the type, once (PostgreSQL manual, section 8.5.1.4).
 */
export function foldsTheMoment(type: ColumnType, text: string): boolean {
  return dateTimeTypes.has(type.name) && /\b(?:now|today|tomorrow|yesterday)\b/i.test(text);
}

/**
 * Takes the moment that the database holds for the one that the entity means: read again it would be another one each
 * time. It is reported, because hardly anybody wants such a default.
 */
export function settleMoments(
  current: SchemaModel,
  desired: SchemaModel,
): { spellings: ReadonlyMap<ObjectKey, Spelling>; unsettled: readonly Unsettled[] } {
  const spellings = new Map<ObjectKey, Spelling>();
  const unsettled: Unsettled[] = [];
  const counterparts = new Map(current.tables.map((table) => [nameKey(table.name), table.columns]));
  for (const table of desired.tables) {
    for (const column of table.columns) {
      const wanted = column.default;
      if (wanted?.kind !== "literal" || !foldsTheMoment(column.type, wanted.text)) continue;
      const found = counterparts.get(nameKey(table.name))?.find(({ name }) => name === column.name)?.default;
      if (found?.kind !== "literal") continue;
      const key = objectKey("column", table.name, column.name);
      spellings.set(key, { ...column, default: found });
      unsettled.push({
        key,
        role: "default",
        reason: `the text '${wanted.text}' stands for the moment at which the default was set, now '${found.text}'; a function () => "now()" gives the time of each row`,
        rejected: false,
        fresh: false,
      });
    }
  }
  return { spellings, unsettled };
}
