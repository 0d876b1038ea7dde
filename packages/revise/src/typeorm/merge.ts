/** Two declarations of one object become one; two that disagree are an error. */
import { ReviseError } from "../errors";

interface Declared<T, Source> {
  readonly value: T;
  /** What of the metadata declares it. */
  readonly source: Source;
}

/** How declarations of one kind of object are told from each other. */
interface Merging<T, Source> {
  /** The kind for the message: `column`, `index`. */
  readonly what: string;
  readonly originOf: (source: Source) => string;
  /** Whether what it declares counts only where nothing else declares it. */
  readonly yields?: (source: Source) => boolean;
  /** What two that are not equal come down to; null where they disagree. */
  readonly reconcile?: (first: Declared<T, Source>, second: Declared<T, Source>) => T | null;
}

/**
 * Keeps the first of several equal declarations of one name. Those that yield come last.
 *
 * @throws `metadata-invalid` where two declarations of one name differ
 */
export function mergeByName<T extends { readonly name: string }, Source>(
  declared: readonly Declared<T, Source>[],
  { what, originOf, yields = () => false, reconcile = () => null }: Merging<T, Source>,
): T[] {
  const kept = new Map<string, Declared<T, Source>>();
  for (const one of declared) {
    const { name } = one.value;
    const rival = kept.get(name);
    if (rival === undefined) {
      kept.set(name, one);
      continue;
    }
    if (yields(one.source) && !yields(rival.source)) continue;
    const agreed = reconcile(rival, one) ?? (sameJson(rival.value, one.value) ? rival.value : null);
    if (agreed === null) {
      throw conflict(what, [rival.value, one.value], [originOf(rival.source), originOf(one.source)]);
    }
    kept.set(name, { value: agreed, source: rival.source });
  }
  return Array.from(kept.values(), ({ value }) => value);
}

function sameJson(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function conflict(
  what: string,
  [first, second]: readonly [{ readonly name: string }, { readonly name: string }],
  [firstOrigin, secondOrigin]: readonly [string, string],
): ReviseError {
  const named = `${what} "${first.name}"`;
  const facets = differences(first, second);
  const alone = firstOrigin === secondOrigin;
  return new ReviseError(
    "metadata-invalid",
    alone
      ? `${firstOrigin} declares the ${named} twice, and not alike: ${facets}.`
      : `${firstOrigin} and ${secondOrigin} declare the same ${named} differently: ${facets}.`,
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
    .filter(([facet, value]) => !sameJson(value, right.get(facet)))
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
