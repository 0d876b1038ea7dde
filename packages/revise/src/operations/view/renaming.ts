import { sameName, type QualifiedName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import { placed, without } from "../model-edit";

/** Views over the view follow; their text stays as it is. */
export function renamedView(model: SchemaModel, from: QualifiedName, to: QualifiedName): SchemaModel {
  const view = model.views.find(({ name }) => sameName(name, from));
  if (view === undefined) return model;
  const views = placed(without(model.views, from), { ...view, name: to });
  const follow = (name: QualifiedName): QualifiedName => (sameName(name, from) ? to : name);
  return { ...model, views: views.map((one) => ({ ...one, dependsOn: one.dependsOn.map(follow) })) };
}
