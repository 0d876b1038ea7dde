/** The errors of a graph that does not hold together: each names the files and the ids. */
import { ReviseError } from "../errors";
import { list } from "../util/text";
import { didYouMean } from "./nearest";
import type { BrokenRevision, Revision } from "./revision";

export function duplicateId(id: string, first: string, second: string): ReviseError {
  return new ReviseError(
    "revision-graph",
    `Revision "${id}" is declared by two files: ${first} and ${second}.`,
    {
      hint: "Delete one of them, or give one a new id and make it follow the other.",
      details: { problem: "duplicate-id", revision: id, files: [first, second] },
    },
  );
}

export function missingParent(
  revision: Revision,
  parent: string,
  known: readonly string[],
  broken: readonly BrokenRevision[],
): ReviseError {
  return new ReviseError(
    "revision-graph",
    `Revision "${revision.id}" (${revision.path}) follows "${parent}", which no file declares.${unreadable(broken)}`,
    {
      hint: `${didYouMean(parent, known)}Restore the missing file, or set downRevision to the full id of an existing revision.`,
      details: { problem: "missing-parent", revision: revision.id, missing: parent, file: revision.path },
    },
  );
}

export function missingDependency(
  revision: Revision,
  name: string,
  known: readonly string[],
  broken: readonly BrokenRevision[],
): ReviseError {
  return new ReviseError(
    "revision-graph",
    `Revision "${revision.id}" (${revision.path}) depends on "${name}", which is neither a revision nor a branch label.${unreadable(broken)}`,
    {
      hint: `${didYouMean(name, known)}Restore the missing file, or set dependsOn to a full id or a branch label.`,
      details: { problem: "missing-dependency", revision: revision.id, missing: name, file: revision.path },
    },
  );
}

export function duplicateLabel(label: string, first: Revision, second: Revision): ReviseError {
  return new ReviseError(
    "revision-graph",
    `Branch label "${label}" is declared by two revisions: ${first.id} (${first.path}) and ${second.id} (${second.path}).`,
    {
      hint: "Keep the label in one of them: a label names one branch.",
      details: { problem: "duplicate-label", label, files: [first.path, second.path] },
    },
  );
}

export function labelIsRevision(label: string, declaring: Revision, named: Revision): ReviseError {
  return new ReviseError(
    "revision-graph",
    `Branch label "${label}" of revision ${declaring.id} (${declaring.path}) is also the id of the revision in ${named.path}.`,
    {
      hint: "Rename the label.",
      details: { problem: "label-is-revision", label, files: [declaring.path, named.path] },
    },
  );
}

export type CycleKind = "self-loop" | "dependency-self-loop" | "cycle" | "dependency-cycle";

const cycleSentences: Readonly<Record<CycleKind, (ids: string) => string>> = {
  "self-loop": (ids) => `Revision ${ids} names itself as its downRevision`,
  "dependency-self-loop": (ids) => `Revision ${ids} names itself in dependsOn`,
  cycle: (ids) => `The revisions ${ids} are on or behind a cycle of downRevision`,
  "dependency-cycle": (ids) => `The revisions ${ids} are on or behind a cycle of downRevision and dependsOn`,
};

export function cyclic(kind: CycleKind, revisions: readonly Revision[]): ReviseError {
  const ids = revisions.map((revision) => revision.id);
  const files = revisions.map((revision) => revision.path);
  return new ReviseError("revision-graph", `${cycleSentences[kind](list(ids))} (${list(files)}).`, {
    hint: "Correct the header of one of these files so that every revision follows an older one.",
    details: { problem: kind, revisions: ids, files },
  });
}

/** Where the file would stand in the graph nobody knows, so nothing that depends on that is run or written. */
export function unreadableHeader({ path, reason }: BrokenRevision, hint = ""): ReviseError {
  return new ReviseError("revision-file-invalid", `The header of ${path} can't be read: ${reason}.`, {
    hint: `Correct the file, or move it away. ${hint}\`revise history\` and \`revise heads\` work without it.`,
    details: { file: path },
  });
}

function unreadable(broken: readonly BrokenRevision[]): string {
  if (broken.length === 0) return "";
  return ` It may be in a file whose header can't be read: ${list(broken.map((file) => `${file.path} (${file.reason})`))}.`;
}
