/** A project as classes with decorators: what is built for TypeORM and what is printed for people. */

/** A literal, or `{ sql }` for a function that gives SQL, or `{ class }` for a function that gives a class. */
export type Argument = unknown;

export interface DecoratorCall {
  readonly decorator: string;
  readonly args: readonly Argument[];
}

export interface PropertyDeclaration {
  readonly name: string;
  readonly decorators: readonly DecoratorCall[];
}

export interface ClassDeclaration {
  readonly name: string;
  readonly parent: string | null;
  /** Whether it goes into the entities of the DataSource. */
  readonly listed: boolean;
  readonly decorators: readonly DecoratorCall[];
  readonly properties: readonly PropertyDeclaration[];
}

export interface ProjectDeclaration {
  readonly options: Readonly<Record<string, unknown>>;
  /** A parent before its children. */
  readonly classes: readonly ClassDeclaration[];
}

export function call(decorator: string, ...args: readonly Argument[]): DecoratorCall {
  return { decorator, args: args.filter((argument) => !isEmpty(argument)) };
}

function isEmpty(argument: Argument): boolean {
  return (
    argument === undefined ||
    (typeof argument === "object" &&
      argument !== null &&
      !Array.isArray(argument) &&
      Object.keys(argument).length === 0)
  );
}

/** An object without the members that say nothing. */
export function options(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== null && value !== undefined && value !== false),
  );
}

export function isSql(argument: Argument): argument is { readonly sql: string } {
  return hasOnly(argument, "sql");
}

export function isClass(argument: Argument): argument is { readonly class: string } {
  return hasOnly(argument, "class");
}

function hasOnly(argument: Argument, key: string): boolean {
  if (typeof argument !== "object" || argument === null) return false;
  const keys = Object.keys(argument);
  return keys.length === 1 && keys[0] === key;
}
