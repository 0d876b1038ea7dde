/** Entities without decorator syntax: the test transformer emits no decorator metadata, so every type is stated. */
import type * as typeorm from "typeorm";

/** TypeORM 1.x, or 0.3 where both agree. One version per test file: the versions share a global store. */
export type Orm = typeof typeorm;

type Entity = new () => object;

export interface ClassOptions {
  readonly parent?: Entity;
  readonly decorators?: readonly ClassDecorator[];
}

/** A class named `name` whose properties carry the decorators given. */
export function entityClass(
  name: string,
  properties: Readonly<Record<string, PropertyDecorator | readonly PropertyDecorator[]>>,
  { parent = Object, decorators = [] }: ClassOptions = {},
): Entity {
  const target = { [name]: class extends parent {} }[name] ?? parent;
  const prototype = target.prototype as object;
  for (const [property, given] of Object.entries(properties)) {
    for (const decorate of [given].flat().reverse()) decorate(prototype, property);
  }
  for (const decorate of [...decorators].reverse()) decorate(target);
  return target;
}
