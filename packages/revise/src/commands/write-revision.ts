/** Writes a revision file: everything is checked first, the file appears whole or not at all. */
import { join, relative } from "node:path";
import type { Configuration } from "../config/config";
import { ReviseError } from "../errors";
import type { Operation } from "../operations/operation";
import { createDate } from "../revisions/date-parts";
import { unfindable } from "../revisions/directory";
import { fileName } from "../revisions/file-name";
import type { RevisionGraph } from "../revisions/graph";
import { newId } from "../revisions/id";
import { chooseLocation, prepareRevision, type NewRevision } from "../revisions/new-revision";
import { writeRevisionFile } from "../revisions/write";
import { revisionText } from "./revision-text";
import { runWriteHooks } from "./write-hooks";

/** What is said of a new revision besides what it does. */
export interface RevisionHeader {
  /** What the revision does, for its header and the name of its file. */
  readonly message?: string;
  /** The parents, as targets; `head` by default. */
  readonly heads?: readonly string[];
  /** Allow a parent that is no head. */
  readonly splice?: boolean;
  /** A label for the branch that starts with it. */
  readonly branchLabel?: string;
  /** Several at once; instead of `branchLabel`. */
  readonly branchLabels?: readonly string[];
  /** The version location to write to; that of the parent by default. */
  readonly versionPath?: string;
  /** Its id; twelve random hexadecimal digits by default. */
  readonly revisionId?: string;
  /** Revisions that must have been applied before, besides the parents, as targets. */
  readonly dependsOn?: readonly string[];
}

export interface RevisionBody {
  readonly upgrade: readonly Operation[];
  readonly downgrade: readonly Operation[];
  /** Lines above an operation. */
  readonly comments: ReadonlyMap<Operation, readonly string[]>;
}

export const emptyBody: RevisionBody = { upgrade: [], downgrade: [], comments: new Map() };

export interface WrittenRevision {
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  /** From the working directory, for people. */
  readonly displayPath: string;
}

/** What the header will say, checked against the graph. Throws the errors of `prepareRevision`. */
export function prepare(
  graph: RevisionGraph,
  header: RevisionHeader,
  rows: readonly string[] | null = null,
): NewRevision {
  return prepareRevision(
    graph,
    {
      id: header.revisionId ?? newId(),
      heads: header.heads ?? [],
      splice: header.splice ?? false,
      branchLabels: header.branchLabels ?? (header.branchLabel === undefined ? [] : [header.branchLabel]),
      dependsOn: header.dependsOn ?? [],
    },
    rows,
  );
}

export interface RevisionPlace {
  readonly configuration: Configuration;
  readonly graph: RevisionGraph;
  /** The working directory. */
  readonly cwd: string;
}

/** A file that has been thought through to its last letter and is not written yet. */
export interface PlannedFile {
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** @throws `usage` for a version path that is none and a name that nobody would read, `hook-failed`, `config-invalid` for the template */
export async function planFile(
  { configuration, graph }: RevisionPlace,
  revision: NewRevision,
  header: Pick<RevisionHeader, "message" | "versionPath">,
  body: RevisionBody,
): Promise<PlannedFile> {
  const date = new Date();
  const message = header.message ?? "";
  const { versionLocations, fileTemplate, timezone, truncateSlugLength } = configuration;
  const location = chooseLocation(
    graph,
    versionLocations,
    revision.downRevisions,
    header.versionPath ?? null,
  );
  const options = { fileTemplate, timezone, truncateSlugLength, extension: ".ts" };
  const name = fileName({ id: revision.id, message, date }, options);
  checkFindable(configuration, name);
  const path = join(location, name);
  const content = {
    revision: revision.id,
    downRevision: one(revision.downRevisions),
    branchLabels: one(revision.branchLabels),
    dependsOn: one(revision.dependsOn),
    message,
    createDate: createDate(date, timezone),
    language: "typescript",
    ...body,
  } as const;
  return { id: revision.id, path, text: await revisionText(configuration, content, path) };
}

/** A file that no later command finds would be a revision that never runs. */
function checkFindable({ recursiveVersionLocations, fileTemplate, file }: Configuration, name: string): void {
  const problem = unfindable(name, recursiveVersionLocations);
  if (problem === null) return;
  throw new ReviseError(
    "usage",
    `The revision file ${JSON.stringify(name)} ${problem}, and so would never be read.`,
    {
      hint: "Choose another --rev-id or message, or correct fileTemplate and recursiveVersionLocations.",
      details: { name, fileTemplate, file },
    },
  );
}

/**
 * Writes the files, then runs the write hooks on each.
 *
 * @throws `revision-exists`, `directory-not-writable`, `hook-failed`
 */
export async function writeFiles(
  { configuration, cwd }: RevisionPlace,
  files: readonly PlannedFile[],
): Promise<WrittenRevision[]> {
  for (const { path, text } of files) writeRevisionFile(path, text);
  const written = files.map(({ id, path }) => ({
    id,
    path,
    displayPath: relative(cwd, path).replaceAll("\\", "/"),
  }));
  for (const file of written) await runWriteHooks(configuration, file);
  return written;
}

/** None is null, one is itself, several are a list: as the constants of a revision file are written. */
function one(names: readonly string[]): string | string[] | null {
  if (names.length > 1) return [...names];
  return names[0] ?? null;
}
