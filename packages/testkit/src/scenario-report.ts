import type { ComparisonReport } from "../../revise/src/commands/comparison-report";

/** What autogenerate reports, as the text of `report.txt`: sections with two blanks of indentation, empty ones left out. */
export function reportText({ changes, findings, unmanaged, notes }: ComparisonReport): string {
  const sections = [
    section(
      "Changes",
      changes.map(({ description }) => description),
    ),
    section(
      "Findings",
      findings.flatMap(({ code, severity, message, hint }) => [
        `${severity} ${code}: ${message}`,
        ...(hint === null ? [] : [`  ${hint}`]),
      ]),
    ),
    section(
      "Unmanaged",
      unmanaged.map(({ kind, name }) => `${kind} ${name}`),
    ),
    section("Notes", notes),
  ];
  const text = sections.filter((lines) => lines !== "").join("\n");
  return text === "" ? "Nothing to do\n" : text;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${title}\n${lines.map((line) => `  ${line}\n`).join("")}`;
}
