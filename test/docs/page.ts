/**
 * A page of the documentation as a script. What a reader sees is what runs: console blocks, files that are written,
 * files that are shown. What would only be in the way of reading stands in comments.
 *
 *     <!-- project: demo -->            the folder of fixtures/projects that the page starts from, with a database
 *     <!-- ids: 1975ea83b712 … -->      ids of the revisions that the page makes, in order
 *     <!-- run: command -->             a step between two blocks
 *     <!-- sql: statement -->           the same, in the database of the page
 *     <!-- write: path -->              the next block is the new text of a file
 *     <!-- file: path -->               the next block is the text of a file
 *     <!-- part of: path -->            the next block stands in a file
 *     <!-- not run: reason -->          the next console block is not run
 */

export type Step =
  | { readonly kind: "project"; readonly name: string }
  | { readonly kind: "run"; readonly line: number; readonly command: string }
  | { readonly kind: "sql"; readonly line: number; readonly command: string }
  | { readonly kind: "write" | "part of"; readonly path: string; readonly text: Span }
  | { readonly kind: "file"; readonly path: string; readonly text: Span }
  | { readonly kind: "command"; readonly line: number; readonly command: string; readonly output: Span };

/** Lines of the page, the first included, the last not. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Page {
  readonly lines: readonly string[];
  readonly steps: readonly Step[];
  readonly ids: readonly string[];
  readonly notRun: readonly { readonly line: number; readonly reason: string }[];
}

interface Reading {
  readonly lines: readonly string[];
  readonly steps: Step[];
  readonly ids: string[];
  readonly notRun: { line: number; reason: string }[];
  /** What the last comment says of the next block. */
  pending: { readonly word: string; readonly rest: string } | null;
}

export function readPage(text: string): Page {
  const reading: Reading = { lines: text.split("\n"), steps: [], ids: [], notRun: [], pending: null };
  for (let index = 0; index < reading.lines.length; index++) {
    const line = reading.lines[index] ?? "";
    const comment = /^<!-- (project|ids|run|sql|write|file|part of|not run): (.*) -->$/.exec(line);
    if (comment !== null) readComment(reading, index, comment[1] ?? "", comment[2] ?? "");
    const fence = /^```(\w+)$/.exec(line);
    if (fence === null) continue;
    const end = reading.lines.indexOf("```", index + 1);
    readBlock(reading, fence[1] ?? "", { from: index + 1, to: end });
    index = end;
  }
  const { lines, steps, ids, notRun } = reading;
  return { lines, steps, ids, notRun };
}

function readComment(reading: Reading, line: number, word: string, rest: string): void {
  if (word === "project") reading.steps.push({ kind: "project", name: rest });
  else if (word === "ids") reading.ids.push(...rest.split(" "));
  else if (word === "run" || word === "sql")
    reading.steps.push({ kind: word, line: line + 1, command: rest });
  else reading.pending = { word, rest };
}

function readBlock(reading: Reading, language: string, span: Span): void {
  const { pending, lines } = reading;
  reading.pending = null;
  const line = span.from + 1;
  if (pending?.word === "not run") reading.notRun.push({ line, reason: pending.rest });
  else if (pending !== null) {
    const kind = pending.word as "write" | "file" | "part of";
    reading.steps.push({ kind, path: pending.rest, text: span });
  } else if (language === "console") reading.steps.push(...commandsOf(lines, span));
}

function commandsOf(lines: readonly string[], { from, to }: Span): Step[] {
  const starts = Array.from({ length: to - from }, (_, offset) => from + offset).filter((index) =>
    lines[index]?.startsWith("$ "),
  );
  if (starts[0] !== from) throw new Error(`line ${String(from + 1)}: a console block starts with "$ "`);
  return starts.map((index, nth) => ({
    kind: "command",
    line: index + 1,
    command: withoutRemark(lines[index]?.slice(2) ?? ""),
    output: { from: index + 1, to: starts[nth + 1] ?? to },
  }));
}

function withoutRemark(command: string): string {
  return command.replace(/\s{2,}# .*$/, "");
}
