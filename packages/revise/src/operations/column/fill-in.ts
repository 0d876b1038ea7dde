/**
 * Where no cast leads from one type to another, a revision file offers an expression behind a mark. A person replaces
 * or confirms it and takes the mark away; until then the revision is not run. To SQL the mark is a comment, so that the
 * statement can be shown.
 */
export const fillInMark = "/* FILL IN */";

export function toFillIn(suggestion: string): string {
  return `${fillInMark} ${suggestion}`;
}

export function isToFillIn(text: string): boolean {
  return text.includes(fillInMark);
}
