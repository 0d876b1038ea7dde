/** What a creation does where the object is there already, and a removal where it is not, or where others need it. */
import { fields, flag, withDefault, type Reader } from "./arguments";

/** On the data of a creation. */
export interface CreateOptions {
  readonly ifNotExists?: true;
}

/** On the data of a removal. */
export interface DropOptions {
  readonly ifExists?: true;
  readonly cascade?: true;
}

/** Reads an object of flags, of which only those that are set remain; all of it may be missing. */
export function flags<const Name extends string>(
  ...names: readonly Name[]
): Reader<Partial<Record<Name, true>>> {
  const read = withDefault(
    fields(Object.fromEntries(names.map((name) => [name, withDefault(flag, false)]))),
    {},
  );
  return (value, place) => {
    const set = Object.entries(read(value, place)).filter(([, isSet]) => isSet);
    return Object.fromEntries(set) as Partial<Record<Name, true>>;
  };
}

export const createOptions: Reader<CreateOptions> = flags("ifNotExists");
export const dropOptions: Reader<DropOptions> = flags("ifExists", "cascade");

/** The last argument of a call that may have options: none where there are none. */
export function trailing(options: object): readonly unknown[] {
  const given = Object.entries(options).filter(
    ([, value]: [string, unknown]) => value !== undefined && value !== false,
  );
  return given.length === 0 ? [] : [Object.fromEntries(given)];
}

/** The options of a removal or creation, as {@link trailing} takes them. */
export function existenceOptions({
  ifNotExists,
  ifExists,
  cascade,
}: CreateOptions & DropOptions): CreateOptions & DropOptions {
  return {
    ...(ifNotExists && { ifNotExists }),
    ...(ifExists && { ifExists }),
    ...(cascade && { cascade }),
  };
}

/** What may be there already is removed if it is there, and the other way round. */
export function mirrored({ ifNotExists, ifExists }: CreateOptions & DropOptions): {
  ifExists?: true;
  ifNotExists?: true;
} {
  return { ...(ifNotExists && { ifExists: ifNotExists }), ...(ifExists && { ifNotExists: ifExists }) };
}
