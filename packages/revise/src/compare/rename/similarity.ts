/** How much two names resemble each other: 1 for equal ones, 0 for ones that share nothing. */
export function nameSimilarity(left: string, right: string): number {
  const [a, b] = [plain(left), plain(right)];
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return left === right ? 1 : 0;
  const edits = 1 - editDistance(a, b) / longest;
  const shortest = Math.min(a.length, b.length);
  const contained = shortest >= 3 && (a.includes(b) || b.includes(a)) ? 0.75 : 0;
  return Math.max(edits, contained);
}

/** `firstName` and `first_name` are one name in two spellings. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** The Levenshtein distance. */
export function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= right.length; to += 1) {
      const substitution = (row[to - 1] ?? 0) + (left[at - 1] === right[to - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
