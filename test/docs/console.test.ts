/**
 * What the pages show is what happens: their console blocks run in a project, on a database, and print what the page
 * says. `npm run docs` writes the output anew.
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readPage, type Page, type Span, type Step } from "./page";
import { openSession, type Session } from "./session";

const root = resolve(__dirname, "../..");
const update = process.env["REVISE_UPDATE_DOCS"] === "1";
const pages = [
  "README.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => `docs/${name}`),
];

describe.concurrent.each(pages)("%s", (name) => {
  const page = readPage(readFileSync(join(root, name), "utf8"));
  if (page.steps.some(({ kind }) => kind === "command")) {
    it("shows what its commands print", async () => {
      const lines = await play(page);
      if (update) writeFileSync(join(root, name), lines.join("\n"));
      else expect(comparable(lines)).toBe(comparable(page.lines));
    }, 300_000);
  }

  it("leaves few blocks out, each for a reason", () => {
    expect(page.notRun.length).toBeLessThanOrEqual(4);
    for (const { reason } of page.notRun) expect(reason).toMatch(/\w+ \w+/);
  });
});

/** Runs a page and gives its lines with what there was to show. */
async function play(page: Page): Promise<string[]> {
  const ids = [...page.ids];
  const lines: string[] = [];
  let copied = 0;
  const show = ({ from, to }: Span, shown: readonly string[]): void => {
    const before = page.lines.slice(from, to);
    lines.push(...page.lines.slice(copied, from), ...(same(before, shown) ? before : shown));
    copied = to;
  };
  let session: Session | null = null;
  try {
    for (const [index, step] of page.steps.entries()) {
      if (step.kind === "project") {
        await session?.close();
        session = await openSession(step.name, ids);
      } else if (session === null) {
        throw new Error("The page does not say `<!-- project: … -->`");
      } else if (step.kind === "command") {
        const { output, code } = await session.run(step.command);
        if (code !== 0 && !asksForCode(page.steps[index + 1])) {
          throw new Error(
            `line ${String(step.line)}: ${step.command} ended with ${String(code)}:\n${output}`,
          );
        }
        show(step.output, linesOf(output));
      } else if (step.kind === "file") {
        show(step.text, linesOf(session.read(step.path)));
      } else {
        await between(session, step, page);
      }
    }
  } finally {
    await session?.close();
  }
  return [...lines, ...page.lines.slice(copied)];
}

type Aside = Exclude<Step, { readonly kind: "project" | "command" | "file" }>;

async function between(session: Session, step: Aside, page: Page): Promise<void> {
  if (step.kind === "sql") {
    await session.sql(step.command);
  } else if (step.kind === "run") {
    const { output, code } = await session.run(step.command);
    expect({ line: step.line, code }, output).toEqual({ line: step.line, code: 0 });
  } else {
    const text = page.lines.slice(step.text.from, step.text.to);
    if (step.kind === "write") session.write(step.path, `${text.join("\n")}\n`);
    else expect(comparable([session.read(step.path)])).toContain(comparable(text));
  }
}

function linesOf(text: string): string[] {
  const trimmed = text.trimEnd();
  return trimmed === "" ? [] : trimmed.split("\n");
}

function asksForCode(next: Step | undefined): boolean {
  return next?.kind === "command" && next.command === "echo $?";
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return comparable(left) === comparable(right);
}

/** Without what no two runs share: dates, durations, and who ran it. */
function comparable(lines: readonly string[]): string {
  return lines
    .join("\n")
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/g, "<date>")
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ, \d+ ms, by \S+ as \S+/g, "<run>")
    .replace(/\bin \d+(?:\.\d+)? m?s\b/g, "in <duration>");
}
