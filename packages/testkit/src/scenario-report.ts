import type { ComparisonReport } from "../../revise/src/commands/comparison-report";

/** What autogenerate reports, as the text of `report.txt`: sections with two blanks of indentation, empty ones left out. */
export function reportText(
  { changes, findings, unmanaged, notes }: ComparisonReport,
  warnings: readonly string[],
): string {
  const sections = [
    changes.length === 0
      ? "Nothing to do\n"
      : section(
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
    section("Warnings", warnings),
  ];
  return sections.filter((lines) => lines !== "").join("\n");
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${title}\n${lines.map((line) => `  ${line}\n`).join("")}`;
}
