/** Pairs what is with what shall be. One answer for every noun, so that the comparers differ only in their tests. */

export interface Matching<Item> {
  /** `[current, desired]`, in the order of the desired side. */
  readonly kept: readonly (readonly [current: Item, desired: Item])[];
  readonly added: readonly Item[];
  readonly removed: readonly Item[];
}

/** Pairs items of equal key. Keys are unique on each side; of several equal ones the last counts. */
export function matchByKey<Item>(
  current: readonly Item[],
  desired: readonly Item[],
  key: (item: Item) => string,
): Matching<Item> {
  if (sameKeys(current, desired, key)) {
    return { kept: current.map((item, at) => [item, desired[at] as Item]), added: [], removed: [] };
  }
  const byKey = new Map(current.map((item) => [key(item), item]));
  const desiredKeys = new Set(desired.map(key));
  const kept: [Item, Item][] = [];
  const added: Item[] = [];
  for (const item of desired) {
    const counterpart = byKey.get(key(item));
    if (counterpart === undefined) added.push(item);
    else kept.push([counterpart, item]);
  }
  return { kept, added, removed: current.filter((item) => !desiredKeys.has(key(item))) };
}

/** Whether the two lists agree in keys and order, as they do in a database that is up to date. */
export function sameKeys<Item>(
  current: readonly Item[],
  desired: readonly Item[],
  key: (item: Item) => string,
): boolean {
  if (current.length !== desired.length) return false;
  return current.every((item, at) => key(item) === key(desired[at] as Item));
}

/**
 * Pairs items by the first test that holds: all pairs of the first test, then of what is left all pairs of the
 * second, and so on. Every item is paired at most once.
 */
export function matchByTests<Item>(
  current: readonly Item[],
  desired: readonly Item[],
  tests: readonly ((current: Item, desired: Item) => boolean)[],
): Matching<Item> {
  const counterpart = new Map<Item, Item>();
  const left = new Set(current);
  for (const test of tests) {
    for (const item of desired) {
      if (left.size === 0) break;
      if (counterpart.has(item)) continue;
      for (const candidate of left) {
        if (!test(candidate, item)) continue;
        counterpart.set(item, candidate);
        left.delete(candidate);
        break;
      }
    }
  }
  const kept: [Item, Item][] = [];
  const added: Item[] = [];
  for (const item of desired) {
    const found = counterpart.get(item);
    if (found === undefined) added.push(item);
    else kept.push([found, item]);
  }
  return { kept, added, removed: current.filter((item) => left.has(item)) };
}

/** Drops what repeats an earlier item; a later item replaces the one it repeats where `prefer` says so. */
export function distinct<Item>(
  items: readonly Item[],
  same: (left: Item, right: Item) => boolean,
  prefer: (earlier: Item, later: Item) => boolean,
): readonly Item[] {
  const result: Item[] = [];
  for (const item of items) {
    const at = result.findIndex((earlier) => same(earlier, item));
    const earlier = result[at];
    if (earlier === undefined) result.push(item);
    else if (prefer(earlier, item)) result[at] = item;
  }
  return result;
}

interface Named {
  readonly name: string;
  /** Whether somebody chose the name. */
  readonly givenName: boolean;
}

/**
 * Whether what is kept keeps its name, too: a generated one is no reason to take a given one away, unless something
 * else on the desired side is to have it.
 *
 * @param wanted what the desired side names
 */
export function keepsName(
  current: Named,
  desired: Named,
  ...wanted: readonly (readonly Pick<Named, "name">[])[]
): boolean {
  if (current.name === desired.name) return true;
  if (!current.givenName || desired.givenName) return false;
  return !wanted.some((items) => items.some(({ name }) => name === current.name));
}

interface Commented {
  readonly name: string;
  readonly comment?: string | undefined;
}

/** What is made anew under its name keeps its comment, which no entity can say. */
export function withComments<Item extends Commented>(
  added: readonly Item[],
  removed: readonly Item[],
): readonly Item[] {
  return added.map((item) => {
    const comment = removed.find(({ name }) => name === item.name)?.comment;
    return comment === undefined ? item : { ...item, comment };
  });
}
