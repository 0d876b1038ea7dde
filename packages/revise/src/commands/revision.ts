import { ReviseError } from "../errors";
import type { ComparisonReport } from "./comparison-report";
import { openProject, type CommandOptions } from "./project";
import { questionerOf, readRename, type AskRenames } from "./rename-options";
import { emptyBody, prepare, writeRevision, type RevisionBody } from "./write-revision";

export interface RevisionOptions extends CommandOptions {
  readonly message?: string;
  /** Fill it with the difference between entities and database. */
  readonly autogenerate?: boolean;
  /** Give the statements of the new revision as well. */
  readonly sql?: boolean;
  /** The revision to follow; `head` by default. */
  readonly head?: string;
  readonly splice?: boolean;
  readonly branchLabel?: string;
  readonly versionPath?: string;
  readonly revisionId?: string;
  readonly dependsOn?: readonly string[];
  /** `old:new` for a table, `table.old:new` for a column. */
  readonly renames?: readonly string[];
  /** Decides about renames that no option decides about; without it they become drop and add, with a comment. */
  readonly ask?: AskRenames;
  readonly dropUnmanaged?: boolean;
  /** Write a file also when nothing differs. */
  readonly allowEmpty?: boolean;
}

export interface RevisionResult {
  readonly id: string | null;
  /** Absolute; null where nothing was written. */
  readonly path: string | null;
  readonly displayPath: string | null;
  /** What autogenerate found; null without it. */
  readonly comparison: ComparisonReport | null;
  readonly sql: string | null;
}

/**
 * Writes a new revision file; with `autogenerate` one that brings the database to what the entities say, or none when
 * it is there already. Nothing is written before everything has been checked.
 */
export async function revision(options: RevisionOptions = {}): Promise<RevisionResult> {
  const { configuration, graph: readGraph } = await openProject(options, "revision");
  const graph = readGraph({ missing: "empty" });
  if (options.autogenerate !== true) rejectAutogenerateOptions(options);
  const header = { ...options, ...(options.head === undefined ? {} : { heads: [options.head] }) };
  const planned = prepare(graph, header);

  let body: RevisionBody = emptyBody;
  let comparison: ComparisonReport | null = null;
  let sql: string | null = null;
  if (options.autogenerate === true) {
    const { compareProject } = await import("./compare-project.js");
    const compared = await compareProject(configuration, graph, {
      renames: (options.renames ?? []).map(readRename),
      dropUnmanaged: options.dropUnmanaged ?? false,
      onEvent: options.onEvent,
      ...(options.ask === undefined ? {} : { questioner: questionerOf(options.ask) }),
    });
    comparison = compared.report;
    body = compared.result;
    sql = options.sql === true ? compared.sql : null;
    if (body.upgrade.length === 0 && options.allowEmpty !== true) {
      return { id: null, path: null, displayPath: null, comparison, sql };
    }
  }
  const place = { configuration, graph, cwd: options.cwd ?? process.cwd() };
  const { id, path, displayPath } = await writeRevision(place, planned, header, body);
  return { id, path, displayPath, comparison, sql };
}

function rejectAutogenerateOptions(options: RevisionOptions): void {
  const given = [
    ...((options.renames ?? []).length > 0 ? ["--rename"] : []),
    ...(options.dropUnmanaged === true ? ["--drop-unmanaged"] : []),
    ...(options.sql === true ? ["--sql"] : []),
  ];
  if (given.length === 0) return;
  throw new ReviseError("usage", `${given.join(" and ")} says something only with --autogenerate.`, {
    hint: "Add --autogenerate, or leave it away.",
  });
}
