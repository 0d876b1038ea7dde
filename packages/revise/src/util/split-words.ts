/**
 * The words of a command line. Single and double quotes keep spaces together; inside double quotes and outside of
 * quotes a backslash takes the next quote, space or backslash as it is, so that paths of Windows stay what they are.
 */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  const pattern = /(?:[^\s"'\\]|\\[\s"'\\]|\\|"(?:[^"\\]|\\["\\]|\\)*"|'[^']*'|["'])+/g;
  for (const [word] of line.matchAll(pattern)) words.push(unquote(word));
  return words;
}

function unquote(word: string): string {
  return word.replace(
    /'([^']*)'|"((?:[^"\\]|\\["\\]|\\)*)"|\\([\s"'\\])/g,
    (_whole, single?: string, double?: string, escaped?: string) =>
      single ?? double?.replace(/\\(["\\])/g, "$1") ?? escaped ?? "",
  );
}
