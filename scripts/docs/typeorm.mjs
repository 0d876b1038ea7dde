/**
 * The table of `docs/typeorm.md`: for each scenario that carries the number of an issue, what TypeORM's generator made of
 * it (`typeorm.txt`) beside what we make of it (`report.txt`).
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../workspace.mjs";
import { runningTable } from "./typeorm-running.mjs";

const folder = join(root, "fixtures/scenarios");
const { version } = JSON.parse(readFileSync(join(root, "node_modules/typeorm/package.json"), "utf8"));
/** Of many statements or changes, so many are shown, each up to so many characters. */
const shown = { statements: 3, characters: 110 };

const introduction = `# Beside TypeORM's own generator

<!-- Written by \`npm run docs\` from fixtures/scenarios: edit scripts/docs/typeorm.mjs. -->

\`typeorm migration:generate\` compares entities and database as well. This is what it makes of changes that it gets wrong, and what
\`revise\` makes of the same. Every line is a scenario that runs on a real server: TypeORM ${version} is asked for its statements, they
are run, it is asked again, and its way back is run; ours passes the proofs of \`fixtures/scenarios\`: nothing left to do
afterwards, the rows still there, the downgrade exact.

Numbers lead to TypeORM's issues. A _finding_ has none: it turned up while we compared.
`;

const ignore = "<!-- prettier-ignore -->";

const running = `## Running

What both do with the files, each line with a test of its own.
`;

export function typeormPage() {
  const rows = scenarios().toSorted(byNumber).map(rowOf);
  const head = ["| issue | change | TypeORM | revise |", "| --- | --- | --- | --- |"];
  return [introduction, ignore, ...head, ...rows, "", running, ignore, runningTable(link), ""].join("\n");
}

function scenarios() {
  const folders = (directory) =>
    readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map(({ name }) => name);
  return folders(folder)
    .flatMap((noun) => folders(join(folder, noun)).map((phrase) => `${noun}/${phrase}`))
    .map(readScenario)
    .filter(({ issues }) => issues.length > 0);
}

function readScenario(name) {
  const read = (file) => {
    const path = join(folder, name, file);
    return existsSync(path) ? readFileSync(path, "utf8") : null;
  };
  const { issues = [], remark = null } = JSON.parse(read("scenario.json") ?? "{}");
  const [, named] = /^typeorm\/(\d+|finding-\d+)-/.exec(name) ?? [];
  const scenario = { name, remark, issues: [...(named === undefined ? [] : [named]), ...issues] };
  if (scenario.issues.length === 0) return scenario;
  const [generator, report] = [read("typeorm.txt"), read("report.txt")];
  if (generator === null || report === null) throw new Error(`${name} has no results yet: npm run docs`);
  const results = { generator: sections(generator), report: sections(report) };
  const empty = read("before.ts") === null && read("before.sql") === null;
  // In an empty database both create; what matters is what is found afterwards.
  return { ...scenario, ...results, onlyLater: empty && results.generator.has("Again") };
}

/** Title → lines, of a text whose titles stand at the margin. */
function sections(text) {
  const found = new Map();
  for (const line of text.split("\n").filter((one) => one !== "")) {
    if (!line.startsWith("  ")) found.set(line, []);
    else [...found.values()].at(-1).push(line.slice(2));
  }
  return found;
}

/** Findings first, then by the lowest number. */
function byNumber(left, right) {
  const rank = ({ issues }) => Math.min(...issues.map(numberOf));
  return rank(left) - rank(right) || (left.name < right.name ? -1 : 1);
}

function numberOf(issue) {
  const [, finding] = /^finding-(\d+)$/.exec(issue) ?? [];
  return finding === undefined ? 1000 + Number(issue) : Number(finding);
}

function rowOf(scenario) {
  const issues = scenario.issues.toSorted((left, right) => numberOf(left) - numberOf(right)).map(link);
  const cells = [issues.join(", "), phraseOf(scenario.name), typeormCell(scenario), reviseCell(scenario)];
  return `| ${cells.join(" | ")} |`;
}

function link(issue) {
  if (issue.startsWith("finding-")) return `finding ${String(numberOf(issue))}`;
  return `[#${issue}](https://github.com/typeorm/typeorm/issues/${issue})`;
}

/** `column/widen-varchar` is "column: widen varchar", `typeorm/3357-change-length` is "change length". */
function phraseOf(name) {
  const [noun, phrase] = name.split("/");
  const words = phrase.replace(/^(finding-)?\d+-/, "").replaceAll("-", " ");
  return noun === "typeorm" ? words : `${noun.replaceAll("-", " ")}: ${words}`;
}

function typeormCell({ generator, onlyLater, remark }) {
  const of = (title) => generator.get(title) ?? [];
  const [failure] = of("Failure");
  const parts = onlyLater ? [] : codes(of("Statements"));
  if (generator.has("Nothing")) parts.push("nothing");
  if (failure !== undefined) parts.push(`fails: ${code(failure)}`);
  if (of("Lost").length > 0) parts.push(`loses what was in ${of("Lost").map(column).join(", ")}`);
  if (of("Again").length > 0) parts.push("afterwards finds:", ...codes(of("Again")));
  if (of("Back").length > 0) parts.push("the way back is not one:", ...codes(of("Back")));
  if (remark !== null) parts.push(`_${remark}_`);
  return parts.join("<br>");
}

function reviseCell({ report, onlyLater }) {
  if (onlyLater) return "afterwards finds nothing";
  const changes = report.get("Changes") ?? ["nothing to do"];
  const marks = (report.get("Findings") ?? []).flatMap((line) => /^\w+ ([a-z-]+):/.exec(line)?.[1] ?? []);
  const marked = marks.length === 0 ? [] : [`marked ${[...new Set(marks)].map(code).join(", ")}`];
  const warned = report.get("Warnings") ?? report.get("Notes") ?? [];
  return [...some(changes.map(plain)), ...marked, ...warned.map((one) => `says: ${plain(one)}`)].join("<br>");
}

function codes(statements) {
  return some(statements.map((one) => code(one.length > shown.characters ? cut(one) : one)));
}

function cut(text) {
  return `${text.slice(0, shown.characters - 2)} …`;
}

function some(lines) {
  const rest = lines.length - shown.statements;
  return rest <= 1 ? lines : [...lines.slice(0, shown.statements), `… and ${String(rest)} more`];
}

function code(text) {
  const fence = text.includes("`") ? "``" : "`";
  return `${fence}${text.replaceAll("|", "\\|")}${fence}`;
}

/** `public.user.name` is a column of the schema that nobody names. */
function column(name) {
  return code(name.replace(/^public\./, ""));
}

function plain(text) {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("_", "\\_").replaceAll("*", "\\*");
}
