/** A scenario as it lies on the disk: `fixtures/scenarios/<noun>/<imperative-phrase>/`. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scenarioRoot, type TypeormVersion } from "./entities";

/** `scenario.json`; every member may be left out. */
export interface ScenarioOptions {
  /** Answers to rename questions, as `--rename` takes them: `person:customer`, `user.mail:email`. */
  readonly renames?: readonly string[];
  readonly typeorm?: TypeormVersion;
  /** The oldest major version of PostgreSQL that knows what the scenario is about. */
  readonly serverMajor?: number;
  /**
   * What of TypeORM's generator the scenario shows to be wrong: numbers of its own issues, and `finding-07` for what has
   * none. A folder `typeorm/3357-…` or `typeorm/finding-07-…` need not repeat its number.
   */
  readonly issues?: readonly string[];
  /** What is wrong with TypeORM's statements, where they do not show it themselves. */
  readonly remark?: string;
  /** What becomes of objects that nobody claims; `keep` by default. */
  readonly unmanaged?: "keep" | "drop";
  /** Proofs that are left out, each with its reason. */
  readonly skip?: Partial<Record<Proof, string>>;
}

export const proofs = ["golden", "recording", "synchronize", "again", "rows", "downgrade"] as const;
export type Proof = (typeof proofs)[number];

/** Numbers as the table in `docs/typeorm.md` shows them: of the name of the folder, and of {@link ScenarioOptions.issues}. */
export function issuesOf({ name, options }: Pick<ScenarioFolder, "name" | "options">): readonly string[] {
  const [, named] = /^typeorm\/(\d+|finding-\d+)-/.exec(name) ?? [];
  return [...(named === undefined ? [] : [named]), ...(options.issues ?? [])];
}

export interface ScenarioFolder {
  /** `column/widen-varchar`. */
  readonly name: string;
  /** The desired state. */
  readonly entities: string;
  /** Entities of the state before, brought in by a revision of ours, so that its objects are managed. */
  readonly before: string | null;
  /** Statements of the state before that no revision made; run after the revision of {@link before}. */
  readonly beforeSql: string | null;
  /** Rows that are there before the upgrade. */
  readonly rowsSql: string | null;
  /** A query whose rows must be the same before and after; `{mail|email}` is `mail` before and `email` after. */
  readonly keepSql: string | null;
  readonly options: ScenarioOptions;
  readonly golden: { readonly revision: string | null; readonly report: string | null };
  /** What TypeORM's generator made of it when it was last asked; see `typeorm-generator.ts`. */
  readonly generator: string | null;
}

/** Names of all scenarios, sorted; `REVISE_SCENARIOS=column/,view/drop` keeps those that begin so. */
export function listScenarios(): string[] {
  const only = (process.env["REVISE_SCENARIOS"] ?? "").split(",").filter((prefix) => prefix !== "");
  return folders(scenarioRoot)
    .flatMap((noun) => folders(join(scenarioRoot, noun)).map((phrase) => `${noun}/${phrase}`))
    .filter((name) => only.length === 0 || only.some((prefix) => name.startsWith(prefix)))
    .sort();
}

function folders(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => entry.name);
}

export function readScenario(name: string): ScenarioFolder {
  const path = (file: string): string => join(scenarioRoot, name, file);
  const text = (file: string): string | null =>
    existsSync(path(file)) ? readFileSync(path(file), "utf8") : null;
  return {
    name,
    entities: path("entities.ts"),
    before: existsSync(path("before.ts")) ? path("before.ts") : null,
    beforeSql: text("before.sql"),
    rowsSql: text("rows.sql"),
    keepSql: text("keep.sql"),
    options: JSON.parse(text("scenario.json") ?? "{}") as ScenarioOptions,
    golden: { revision: text("revision.ts"), report: text("report.txt") },
    generator: text("typeorm.txt"),
  };
}

/** @param golden the text of both files; a revision that is null is no file */
export function writeGolden(
  name: string,
  golden: { readonly revision: string | null; readonly report: string },
): void {
  const revision = join(scenarioRoot, name, "revision.ts");
  if (golden.revision === null) rmSync(revision, { force: true });
  else writeFileSync(revision, golden.revision);
  writeFileSync(join(scenarioRoot, name, "report.txt"), golden.report);
}
