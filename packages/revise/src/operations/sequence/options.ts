/** The options of a sequence: what is left out, and how a revision file writes them. */
import type { SequenceOptions } from "../../model/sequence";
import { fields, flag, integer, oneOf, optional, type Reader } from "../arguments";

const largest = { smallint: 32767n, integer: 2147483647n, bigint: 9223372036854775807n };

/** Fills in what SQL gives a sequence that says nothing else: it counts up by one from one. */
export function completeOptions(options: Partial<SequenceOptions>): SequenceOptions {
  const type = options.type ?? "bigint";
  const increment = options.increment ?? "1";
  const ascending = BigInt(increment) > 0n;
  const minimum = options.minimum ?? (ascending ? "1" : String(-largest[type] - 1n));
  const maximum = options.maximum ?? (ascending ? String(largest[type]) : "-1");
  return {
    type,
    increment,
    minimum,
    maximum,
    start: options.start ?? (ascending ? minimum : maximum),
    cache: options.cache ?? "1",
    cycle: options.cycle ?? false,
  };
}

/** Leaves out what {@link completeOptions} would fill in. */
export function withoutDefaults(options: SequenceOptions): Partial<SequenceOptions> {
  const { type, increment, minimum, maximum, start, cache, cycle } = options;
  const plain = completeOptions({ type, increment });
  const ascending = BigInt(increment) > 0n;
  return {
    ...(type === "bigint" ? {} : { type }),
    ...(start === (ascending ? minimum : maximum) ? {} : { start }),
    ...(increment === "1" ? {} : { increment }),
    ...(minimum === plain.minimum ? {} : { minimum }),
    ...(maximum === plain.maximum ? {} : { maximum }),
    ...(cache === "1" ? {} : { cache }),
    ...(cycle ? { cycle } : {}),
  };
}

/** Whole numbers as numbers where JavaScript can hold them exactly, else as text. */
export function encodeOptions(options: Partial<SequenceOptions>): Readonly<Record<string, unknown>> {
  const entries = order.flatMap((key) => {
    const value = options[key];
    return value === undefined ? [] : [[key, plainNumber(value)] as const];
  });
  return Object.fromEntries(entries);
}

const order = ["type", "start", "increment", "minimum", "maximum", "cache", "cycle"] as const;

function plainNumber(value: string | boolean): string | number | boolean {
  if (typeof value === "boolean") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) && String(number) === value ? number : value;
}

const given = fields({
  type: optional(oneOf("smallint", "integer", "bigint")),
  start: optional(integer),
  increment: optional(integer),
  minimum: optional(integer),
  maximum: optional(integer),
  cache: optional(integer),
  cycle: optional(flag),
});

export const sequenceOptions: Reader<Partial<SequenceOptions>> = (value, place) => {
  const read = Object.entries(given(value, place)).filter(([, member]) => member !== undefined);
  return Object.fromEntries(read);
};
