import { resolve } from "node:path";
import type { RevisionDirective } from "../config/callbacks";
import type { Configuration } from "../config/config";
import type { Dialect } from "../dialect/dialect";
import { ReviseError } from "../errors";
import type { Operation } from "../operations/operation";
import type { RevisionGraph } from "../revisions/graph";
import type { ProjectComparison } from "./compare-project";
import type { ComparisonReport } from "./comparison-report";
import { directedFiles } from "./directives";
import { openProject, type CommandOptions } from "./project";
import { questionerOf, readRename, requireDecisions, type AskRenames } from "./rename-options";
import { statementText } from "./statement-text";
import {
  emptyBody,
  prepare,
  writeFiles,
  type PlannedFile,
  type RevisionHeader,
  type RevisionPlace,
  type WrittenRevision,
} from "./write-revision";

/** The options of {@link revision}. */
export interface RevisionOptions extends CommandOptions, Omit<RevisionHeader, "heads" | "branchLabels"> {
  /** Fill it with the difference between entities and database. */
  readonly autogenerate?: boolean;
  /** Give the statements of the new revision as well. */
  readonly sql?: boolean;
  /** The revision to follow; `head` by default. */
  readonly head?: string;
  /** `old:new` for a table, `table.old:new` for a column, `type.old:new` for a value of an enum. */
  readonly renames?: readonly string[];
  /** The same for what is no rename, and stays drop and add without a remark. */
  readonly notRenames?: readonly string[];
  /** A JSON file with such answers under `renames` and `notRenames`; that of the configuration by default. */
  readonly decisions?: string;
  /** Write nothing, and fail with `decision-open`, where a likely rename is undecided. */
  readonly strict?: boolean;
  /** Decides about renames that no option decides about; without it they become drop and add, with a comment. */
  readonly ask?: AskRenames;
  /** Drop what neither an entity nor a revision claims, this once. */
  readonly dropUnmanaged?: boolean;
  /** Write a file also when nothing differs. */
  readonly allowEmpty?: boolean;
}

/** What {@link revision} has written. */
export interface RevisionResult {
  /** Of the first file; null where nothing was written. */
  readonly id: string | null;
  /** Absolute; null where nothing was written. */
  readonly path: string | null;
  /** The same from the working directory, for people. */
  readonly displayPath: string | null;
  /** All files; more than one where `processRevisionDirectives` made more of it. */
  readonly written: readonly WrittenRevision[];
  /** What autogenerate found; null without it. */
  readonly comparison: ComparisonReport | null;
  /** The statements of `upgrade`, where they were asked for. */
  readonly sql: string | null;
}

/** A revision that has been thought through and is not written. */
export interface ProducedRevision {
  /** Path and text of each file; more than one where `processRevisionDirectives` made more of it, none where nothing differs. */
  readonly files: readonly PlannedFile[];
  /** The operations of each file, as data. */
  readonly directives: readonly RevisionDirective[];
  /** What autogenerate found; null without it. */
  readonly comparison: ComparisonReport | null;
  /** The statements of `upgrade`, where they were asked for. */
  readonly sql: string | null;
}

/**
 * Writes a new revision file; with `autogenerate` one that brings the database to what the entities say, or none when
 * it is there already. Nothing is written before everything has been checked.
 */
export async function revision(options: RevisionOptions = {}): Promise<RevisionResult> {
  const { place, produced } = await produce(options);
  const written = await writeFiles(place, produced.files);
  return {
    ...(written[0] ?? { id: null, path: null, displayPath: null }),
    written,
    comparison: produced.comparison,
    sql: produced.sql,
  };
}

/** What {@link revision} would write, with the operations as data. Writes nothing and runs no write hooks. */
export async function produceRevision(options: RevisionOptions = {}): Promise<ProducedRevision> {
  return (await produce(options)).produced;
}

async function produce(
  options: RevisionOptions,
): Promise<{ readonly place: RevisionPlace; readonly produced: ProducedRevision }> {
  const { configuration, graph: readGraph } = await openProject(options, "revision");
  const graph = readGraph({ missing: "empty" });
  if (options.autogenerate !== true) rejectAutogenerateOptions(options);
  const header = { ...options, heads: options.head === undefined ? [] : [options.head] };
  const planned = prepare(graph, header);

  const autogenerate = options.autogenerate ?? false;
  const compared = autogenerate ? await compareFor(options, configuration, graph) : null;
  const place = { configuration, graph, cwd: cwdOf(options) };
  const keepsEmpty = !autogenerate || options.allowEmpty === true;
  const directed = await directedFiles(place, planned, header, compared?.result ?? emptyBody, {
    autogenerate,
    keepsEmpty,
  });
  const sql = compared === null ? null : sqlOf(options, compared.dialect, directed.directives);
  return { place, produced: { ...directed, comparison: compared?.report ?? null, sql } };
}

function sqlOf(
  { sql }: RevisionOptions,
  dialect: Dialect,
  directives: readonly { readonly upgrade: readonly Operation[] }[],
): string | null {
  if (sql !== true) return null;
  return statementText(
    dialect,
    directives.flatMap(({ upgrade }) => upgrade),
  );
}

async function compareFor(
  options: RevisionOptions,
  configuration: Configuration,
  graph: RevisionGraph,
): Promise<ProjectComparison> {
  const { compareProject } = await import("./compare-project.js");
  const compared = await compareProject(configuration, graph, {
    writesFile: true,
    renames: [
      ...(options.renames ?? []).map((text) => readRename(text)),
      ...(options.notRenames ?? []).map((text) => readRename(text, "--not-rename", false)),
    ],
    decisions: options.decisions === undefined ? undefined : resolve(cwdOf(options), options.decisions),
    dropUnmanaged: options.dropUnmanaged ?? false,
    onEvent: options.onEvent,
    ...(options.ask === undefined ? {} : { questioner: questionerOf(options.ask) }),
  });
  if (options.strict === true) requireDecisions(compared.result.open);
  return compared;
}

function cwdOf({ cwd }: CommandOptions): string {
  return cwd ?? process.cwd();
}

function rejectAutogenerateOptions(options: RevisionOptions): void {
  const given = [
    ...((options.renames ?? []).length > 0 ? ["--rename"] : []),
    ...((options.notRenames ?? []).length > 0 ? ["--not-rename"] : []),
    ...(options.decisions === undefined ? [] : ["--decisions"]),
    ...(options.strict === true ? ["--strict"] : []),
    ...(options.dropUnmanaged === true ? ["--drop-unmanaged"] : []),
    ...(options.sql === true ? ["--sql"] : []),
  ];
  if (given.length === 0) return;
  throw new ReviseError("usage", `${given.join(" and ")} says something only with --autogenerate.`, {
    hint: "Add --autogenerate, or leave it away.",
  });
}
