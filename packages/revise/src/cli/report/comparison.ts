import type { ComparisonReport, ReportedFinding } from "../../commands/comparison-report";
import { plural, showOnLine } from "../../util/text";
import type { Style, Terminal } from "../terminal";

/** The detected changes on stdout; what they put at stake, and what was left alone, beside them. */
export function reportComparison(report: ComparisonReport, terminal: Terminal): void {
  if (report.changes.length === 0) {
    terminal.result(
      report.notes.length === 0
        ? "No changes: the database is as the entities say."
        : "No changes in what could be compared.",
    );
  } else {
    terminal.result(`Detected ${plural(report.changes.length, "change")}:`);
    for (const { kind, description } of report.changes) {
      const { sign, style } = markOf(kind);
      terminal.result(`  ${terminal.paint(style, sign)} ${description}`);
    }
  }
  reportFindings(report, terminal);
  reportUnmanaged(report, terminal);
  reportEdited(report.edited, terminal);
  for (const note of report.notes) terminal.note(`Not compared: ${note}`);
}

const severityWords = { destructive: "DESTROYS DATA", risky: "CAREFUL", note: "NOTE" } as const;

function reportFindings({ findings }: ComparisonReport, terminal: Terminal): void {
  if (findings.length === 0) return;
  for (const [index, { severity, code, message, hint, rows }] of findings.entries()) {
    const word = terminal.paint(severity === "destructive" ? "red" : "yellow", severityWords[severity]);
    terminal.result(`${index === 0 ? "\n" : ""}${word}: ${showOnLine(message)} (${code}).`);
    if (rows !== undefined) terminal.result(`  ${rowsText(rows)}`);
    if (hint !== null) terminal.result(`  ${showOnLine(hint)}`);
  }
}

/** `3 rows are concerned.`, `About 1,200,000 rows are concerned.`, `No row is concerned.` */
function rowsText({ rows, exact }: NonNullable<ReportedFinding["rows"]>): string {
  if (rows === 0 && exact) return "No row is concerned.";
  const count = `${rows.toLocaleString("en")} ${rows === 1 ? "row is" : "rows are"} concerned.`;
  return exact ? count : `About ${count}`;
}

function reportUnmanaged({ unmanaged }: ComparisonReport, terminal: Terminal): void {
  if (unmanaged.length === 0) return;
  terminal.note(
    `\nLeft alone, because no entity and no revision claims them (${plural(unmanaged.length, "object")}):`,
  );
  const kinds = [...new Set(unmanaged.map(({ kind }) => kind))];
  for (const kind of kinds) {
    const names = unmanaged.filter((object) => object.kind === kind).map(({ name }) => name);
    terminal.note(`  ${kind}: ${showOnLine(names.join(", "))}`);
  }
}

function markOf(kind: string): { sign: string; style: Style } {
  if (/^(create|add)/.test(kind)) return { sign: "+", style: "green" };
  if (kind.startsWith("drop")) return { sign: "-", style: "red" };
  return { sign: "~", style: "yellow" };
}

/** What runs elsewhere is then not what ran here. */
export function reportEdited(files: readonly string[], terminal: Terminal): void {
  for (const file of files) {
    const warning = terminal.paint("yellow", "Warning:");
    terminal.note(
      `${warning} ${file} was changed after it had been applied. Put it back, and write a new revision.`,
    );
  }
}
