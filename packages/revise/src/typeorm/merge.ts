/** Two declarations of one object become one; two that disagree are an error. */
import { ReviseError } from "../errors";

interface Declared<T> {
  readonly value: T;
  readonly origin: string;
}

/**
 * Keeps the first of several equal declarations of one name.
 *
 * @param what the kind of object for the message: `column`, `index`
 * @throws `metadata-invalid` where two declarations of one name differ
 */
export function mergeByName<T extends { readonly name: string }>(
  declared: readonly Declared<T>[],
  what: string,
  reconcile: (first: T, second: T) => T | null = () => null,
): T[] {
  const kept = new Map<string, Declared<T>>();
  for (const { value, origin } of declared) {
    const rival = kept.get(value.name);
    if (rival === undefined) {
      kept.set(value.name, { value, origin });
      continue;
    }
    if (JSON.stringify(rival.value) === JSON.stringify(value)) continue;
    const agreed = reconcile(rival.value, value);
    if (agreed === null) throw conflict(what, rival, { value, origin });
    kept.set(value.name, { value: agreed, origin: rival.origin });
  }
  return [...kept.values()].map(({ value }) => value);
}

function conflict<T extends { readonly name: string }>(
  what: string,
  first: Declared<T>,
  second: Declared<T>,
): ReviseError {
  const named = `${what} "${first.value.name}"`;
  const facets = differences(first.value, second.value);
  const alone = first.origin === second.origin;
  return new ReviseError(
    "metadata-invalid",
    alone
      ? `${first.origin} declares the ${named} twice, and not alike: ${facets}.`
      : `${first.origin} and ${second.origin} declare the same ${named} differently: ${facets}.`,
    {
      hint: alone
        ? "Give one of them another name."
        : `Declare it alike, or give one of them another name. Where two entities share a table, ` +
          `"synchronize: false" on one of them leaves the table to the other.`,
    },
  );
}

function differences(first: object, second: object): string {
  const right = new Map<string, unknown>(Object.entries(second));
  return Object.entries(first)
    .filter(([facet, value]) => JSON.stringify(value) !== JSON.stringify(right.get(facet)))
    .filter(([facet]) => right.has(facet))
    .map(([facet, value]) => `${facet} ${textOf(value)} and ${textOf(right.get(facet))}`)
    .join("; ");
}

/** The keys of an index by their columns, everything else as it is. */
function textOf(value: unknown): string {
  const columns = Array.isArray(value)
    ? value.map((one: unknown) =>
        typeof one === "object" && one !== null && "column" in one && one.column !== null ? one.column : one,
      )
    : value;
  return JSON.stringify(columns);
}
