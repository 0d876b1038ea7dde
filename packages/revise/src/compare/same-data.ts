const nothing: ReadonlySet<string> = new Set();

/**
 * Equality of plain data, whatever the order of the properties.
 *
 * @param ignored properties of the two themselves that may differ
 */
export function sameData(left: unknown, right: unknown, ignored = nothing): boolean {
  if (Object.is(left, right)) return true;
  if (Array.isArray(left) || Array.isArray(right)) return sameItems(left, right);
  if (!hasFields(left) || !hasFields(right)) return false;
  for (const key in left) {
    if (!ignored.has(key) && !(key in right && sameData(left[key], right[key]))) return false;
  }
  for (const key in right) if (!(key in left || ignored.has(key))) return false;
  return true;
}

function sameItems(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((item, at) => sameData(item, right[at]));
}

function hasFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
