/** Reads the arguments of a call in a revision file: small readers that are put together to larger ones. */
import { ReviseError } from "../errors";
import { nearest } from "../util/nearest";
import { list } from "../util/text";

/** Where a value stands, for messages: `op.addColumn`, `second argument, .type`. */
export interface Place {
  readonly operation: string;
  readonly path: string;
}

/** Reads one value, or throws `operation-invalid`. */
export type Reader<T> = (value: unknown, place: Place) => T;

type ReadBy<R> = R extends Reader<infer T> ? T : never;

/** Reads every argument of a call by the reader at its position; a reader of optional values reads a missing one. */
export function readArguments<const Readers extends readonly Reader<unknown>[]>(
  operation: string,
  args: readonly unknown[],
  ...readers: Readers
): { [Index in keyof Readers]: ReadBy<Readers[Index]> } {
  if (args.length > readers.length) {
    throw new ReviseError(
      "operation-invalid",
      `op.${operation} takes ${String(readers.length)} ${readers.length === 1 ? "argument" : "arguments"}, not ${String(args.length)}`,
    );
  }
  const read = readers.map((reader, index) =>
    reader(args[index], { operation, path: ordinals[index] ?? `argument ${String(index + 1)}` }),
  );
  return read as { [Index in keyof Readers]: ReadBy<Readers[Index]> };
}

const ordinals = ["first argument", "second argument", "third argument"];

/** The error for a value that is not what the operation understands. */
export function invalid(place: Place, problem: string, hint?: string): ReviseError {
  return new ReviseError(
    "operation-invalid",
    `op.${place.operation}: the ${place.path} ${problem}`,
    hint === undefined ? {} : { hint },
  );
}

/** The place of a member or an element of what stands at `place`. */
export function within(place: Place, member: string | number): Place {
  const step = typeof member === "number" ? `[${String(member)}]` : `.${member}`;
  const separator = place.path.endsWith("argument") ? ", " : "";
  return { operation: place.operation, path: `${place.path}${separator}${step}` };
}

/** A word for what somebody passed instead. */
export function nameOf(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint")
    return String(value);
  return `a ${typeof value}`;
}

function expected(wanted: string, value: unknown, place: Place): ReviseError {
  return value === undefined
    ? invalid(place, `is missing; it must be ${wanted}`)
    : invalid(place, `must be ${wanted}, not ${nameOf(value)}`);
}

export const string: Reader<string> = (value, place) => {
  if (typeof value !== "string") throw expected("a string", value, place);
  return value;
};

/** A string with something in it: names, expressions. */
export const text: Reader<string> = (value, place) => {
  if (typeof value !== "string") throw expected("a string", value, place);
  if (value === "") throw invalid(place, "must not be empty");
  return value;
};

export const flag: Reader<boolean> = (value, place) => {
  if (typeof value !== "boolean") throw expected("true or false", value, place);
  return value;
};

/** A whole number of any size, as decimal text. */
export const integer: Reader<string> = (value, place) => {
  if (typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value))) {
    return String(value);
  }
  if (typeof value === "string" && /^-?\d+$/.test(value)) return value;
  throw expected("a whole number", value, place);
};

/** Anything at all: values of rows and parameters. */
export const anything: Reader<unknown> = (value) => value;

export function oneOf<const Choice extends string>(...choices: readonly Choice[]): Reader<Choice> {
  return (value, place) => {
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    const wanted = list(
      choices.map((choice) => JSON.stringify(choice)),
      "or",
    );
    throw expected(wanted, value, place);
  };
}

/** Undefined where the value is missing. */
export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value, place) => (value === undefined ? undefined : reader(value, place));
}

/** Null where the value is null. */
export function nullable<T>(reader: Reader<T>): Reader<T | null> {
  return (value, place) => (value === null ? null : reader(value, place));
}

/** `fallback` where the value is missing. */
export function withDefault<T>(reader: Reader<T>, fallback: T): Reader<T> {
  return (value, place) => (value === undefined ? fallback : reader(value, place));
}

export function listOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) throw expected("an array", value, place);
    return Array.from(value, (element: unknown, index) => reader(element, within(place, index)));
  };
}

/** A list with something in it: the columns of a key. */
export function filledListOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  const readList = listOf(reader);
  return (value, place) => {
    const read = readList(value, place);
    if (read.length === 0) throw invalid(place, "must not be empty");
    return read;
  };
}

/** An object with any keys. */
export function recordOf<T>(reader: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, place) =>
    Object.fromEntries(
      Object.entries(plainObject(value, place)).map(([key, member]) => [
        key,
        reader(member, within(place, key)),
      ]),
    );
}

export type Fields = Readonly<Record<string, Reader<unknown>>>;
/** What {@link fields} of a shape reads. */
export type Read<Shape extends Fields> = { readonly [Key in keyof Shape]: ReadBy<Shape[Key]> };

/** An object with the keys of `shape` and no others. */
export function fields<Shape extends Fields>(shape: Shape): Reader<Read<Shape>> {
  const known = Object.keys(shape);
  return (value, place) => {
    const given = plainObject(value, place);
    for (const key of Object.keys(given)) {
      if (!Object.hasOwn(shape, key)) throw unknownKey(key, known, place);
    }
    const read = known.map((key) => [
      key,
      shape[key]?.(Object.hasOwn(given, key) ? given[key] : undefined, within(place, key)),
    ]);
    return Object.fromEntries(read) as Read<Shape>;
  };
}

function plainObject(value: unknown, place: Place): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw expected("an object", value, place);
  }
  return value as Readonly<Record<string, unknown>>;
}

function unknownKey(key: string, known: readonly string[], place: Place): ReviseError {
  const meant = nearest(key, known);
  return invalid(
    place,
    `has the unknown key ${JSON.stringify(key)}`,
    `${meant === null ? "" : `Did you mean ${JSON.stringify(meant)}? `}Known keys: ${known.join(", ")}.`,
  );
}
