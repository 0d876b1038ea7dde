/** Declarations → classes and a DataSource, new ones every time: building metadata changes what it was built from. */
import * as typeorm from "typeorm";
import { entityClass } from "../typeorm/entity-class";
import type { DataSource, DataSourceOptions } from "typeorm";
import { isClass, isSql, type Argument, type DecoratorCall, type ProjectDeclaration } from "./declaration";

type EntityClass = new () => object;

export interface BuiltProject {
  readonly dataSource: DataSource;
  /** Takes the classes out of TypeORM's global store, through which every build searches. */
  forget(): void;
}

export function build(project: ProjectDeclaration, url: string): BuiltProject {
  const classes = new Map<string, EntityClass>();
  const all: EntityClass[] = [];
  const entities: EntityClass[] = [];
  for (const { name, parent, listed, decorators, properties } of project.classes) {
    const superclass = parent === null ? undefined : classes.get(parent);
    const built = entityClass(
      name,
      Object.fromEntries(
        properties.map((property) => [
          property.name,
          property.decorators.map((one) => apply(one, classes) as PropertyDecorator),
        ]),
      ),
      {
        ...(superclass === undefined ? {} : { parent: superclass }),
        decorators: decorators.map((one) => apply(one, classes) as ClassDecorator),
      },
    );
    classes.set(name, built);
    all.push(built);
    if (listed) entities.push(built);
  }
  const options = {
    type: "postgres",
    url,
    ...project.options,
    entities,
    logging: false,
  } as DataSourceOptions;
  return {
    dataSource: new typeorm.DataSource(options),
    forget: () => {
      forget(new Set(all));
    },
  };
}

function apply({ decorator, args }: DecoratorCall, classes: ReadonlyMap<string, EntityClass>): unknown {
  const decorators = typeorm as unknown as Record<string, (...args: unknown[]) => unknown>;
  const found = decorators[decorator];
  if (found === undefined) throw new Error(`TypeORM has no decorator ${decorator}`);
  return found(...args.map((argument) => value(argument, classes)));
}

function value(argument: Argument, classes: ReadonlyMap<string, EntityClass>): unknown {
  if (isSql(argument)) return () => argument.sql;
  if (isClass(argument)) return () => classes.get(argument.class);
  if (Array.isArray(argument)) return argument.map((one) => value(one, classes));
  if (typeof argument !== "object" || argument === null) return argument;
  return Object.fromEntries(Object.entries(argument).map(([key, one]) => [key, value(one, classes)]));
}

function forget(classes: ReadonlySet<unknown>): void {
  for (const args of Object.values(typeorm.getMetadataArgsStorage()) as unknown[]) {
    if (!Array.isArray(args)) continue;
    const kept = (args as { target?: unknown; entity?: unknown }[]).filter(
      ({ target, entity }) => !classes.has(target) && !classes.has(entity),
    );
    args.splice(0, args.length, ...(kept as unknown[]));
  }
}
