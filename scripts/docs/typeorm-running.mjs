/** What TypeORM's commands do with migrations, and what ours do: each line names the test that shows the latter. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../workspace.mjs";

const lines = [
  {
    issues: ["4588", "6388"],
    case: "two processes run at once",
    typeorm: "both run the migration",
    revise: "one runs it, the others wait",
    test: ["test/runtime/migrate.test.ts", "lets any number of runs at once apply each revision once"],
  },
  {
    issues: ["755", "1315", "1364"],
    case: "a merge brings a file that is older than those that have run",
    typeorm: "runs it after them, without a word",
    revise: "files name their parents; what is missing runs in that order",
    test: [
      "test/revisions/plan.test.ts",
      "applies what is missing, dependencies first, one branch after the other",
    ],
  },
  {
    issues: ["3591", "4766", "11315"],
    case: "back by several, or to a given one",
    typeorm: "one at a time, by the order of rows",
    revise: "`downgrade <target>`",
    test: ["test/cli/main-job.test.ts", "goes back by one, and to base, exactly"],
  },
  {
    issues: ["5184", "8531", "11305"],
    case: "back below a chosen one",
    typeorm: "impossible",
    revise: "with what needs it, and no more",
    test: ["test/revisions/plan.test.ts", "takes down all children of the target and what needs them"],
  },
  {
    issues: ["1265", "4632"],
    case: "generate twice without running",
    typeorm: "the same statements in two files",
    revise: "refused until the first has run",
    test: ["test/cli/main-job.test.ts", "refuses a second autogenerate while a revision is not applied"],
  },
  {
    issues: ["1169"],
    case: "a new value of an enum, used at once",
    typeorm: "fails in its transaction",
    revise: "runs outside of it, and can be repeated",
    test: ["test/runtime/transaction.test.ts", "uses a new enum value in the revision that adds it"],
  },
];

/** @param link what turns the number of an issue into a link */
export function runningTable(link) {
  const rows = lines.map((line) => {
    const [file, title] = line.test;
    if (!readFileSync(join(root, file), "utf8").includes(`it("${title}"`)) {
      throw new Error(`${file} has no test "${title}"`);
    }
    const cells = [line.issues.map(link).join(", "), line.case, line.typeorm, line.revise];
    return `| ${cells.join(" | ")} |`;
  });
  return ["| issue | case | TypeORM | revise |", "| --- | --- | --- | --- |", ...rows].join("\n");
}
