import { mentions } from "../../model/expression-text";
import { objectKey, sameName } from "../../model/names";
import { findTable } from "../../model/schema-model";
import type { View } from "../../model/view";
import type { Operation } from "../../operations/operation";
import type { Situation } from "./situation";
import { makeAnew } from "../view";

/** Views that read a column which goes or gets another type, and views that read a view which is made anew. */
export function recreatedViews(situation: Situation): readonly Operation[] {
  const { current, desired, wounds } = situation;
  return current.views.flatMap((view): readonly Operation[] => {
    if (wounds.dropped.has(objectKey("view", view.name)) || !isTorn(view, situation)) return [];
    const wanted = desired.views.find(({ name }) => sameName(name, view.name)) ?? view;
    const indexes = view.indexes.map((index) => ({
      ...index,
      name: wounds.newNames.get(objectKey("index", view.name, index.name)) ?? index.name,
    }));
    return makeAnew(view, wanted, indexes);
  });
}

/** The query as the server spells it names every column, so a mention of the name is what counts. */
function isTorn(view: View, { current, wounds }: Situation): boolean {
  return view.dependsOn.some((name) => {
    const source = objectKey("view", name);
    if (wounds.dropped.has(source)) return wounds.added.has(source);
    const columns = findTable(current, name)?.columns ?? [];
    return columns.some((column) => {
      const key = objectKey("column", name, column.name);
      const torn = wounds.dropped.has(key) || wounds.retyped.has(key);
      return torn && mentions(view.definition, column.name);
    });
  });
}
