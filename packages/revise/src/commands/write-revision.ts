/** Writes a revision file: everything is checked first, the file appears whole or not at all. */
import { join, relative } from "node:path";
import type { Configuration } from "../config/config";
import type { Operation } from "../operations/operation";
import { createDate } from "../revisions/date-parts";
import { fileName } from "../revisions/file-name";
import type { RevisionGraph } from "../revisions/graph";
import { newId } from "../revisions/id";
import { chooseLocation, prepareRevision, type NewRevision } from "../revisions/new-revision";
import { writeRevisionFile } from "../revisions/write";
import { fileFormat } from "./format-file";
import { runWriteHooks } from "./write-hooks";

export interface RevisionHeader {
  readonly message?: string;
  /** The parents, as targets; `head` by default. */
  readonly heads?: readonly string[];
  readonly splice?: boolean;
  readonly branchLabel?: string;
  readonly versionPath?: string;
  readonly revisionId?: string;
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
      branchLabels: header.branchLabel === undefined ? [] : [header.branchLabel],
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

/** @throws `revision-exists`, `directory-not-writable`, `usage` for a version path that is none, `hook-failed` */
export async function writeRevision(
  { configuration, graph, cwd }: RevisionPlace,
  revision: NewRevision,
  header: RevisionHeader,
  body: RevisionBody,
): Promise<WrittenRevision> {
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
  const path = join(location, fileName({ id: revision.id, message, date }, options));
  const { renderRevisionFile } = await import("../render/revision-file.js");
  const { style, format } = await fileFormat(path);
  const text = renderRevisionFile(
    {
      revision: revision.id,
      downRevision: one(revision.downRevisions),
      branchLabels: one(revision.branchLabels),
      dependsOn: one(revision.dependsOn),
      message,
      createDate: createDate(date, timezone),
      language: "typescript",
      ...body,
    },
    style,
  );
  writeRevisionFile(path, await format(text));
  const written = { id: revision.id, path, displayPath: relative(cwd, path).replaceAll("\\", "/") };
  await runWriteHooks(configuration, written);
  return written;
}

/** None is null, one is itself, several are a list: as the constants of a revision file are written. */
function one(names: readonly string[]): string | string[] | null {
  if (names.length > 1) return [...names];
  return names[0] ?? null;
}
