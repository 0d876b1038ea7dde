/** Revisions on one line, and as an entry of several. */
import type { RevisionHistory } from "../../commands/history";
import type { RevisionSummary } from "../../commands/revision-summary";
import type { Terminal } from "../terminal";

/** `86f384da7285 (label) (head)`. */
export function headLine(revision: RevisionSummary, terminal: Terminal): string {
  return `${terminal.paint("yellow", revision.id)}${labels(revision)}${marks(revision, ["head"])}`;
}

/** `27c6a30d7c24 (label) (branchpoint)`, as `branches` prints it and what follows it. */
export function branchLine(revision: RevisionSummary, terminal: Terminal): string {
  return `${headLine(revision, terminal)}${marks(revision, ["branch", "merge"])}`;
}

/** `5a5a17843e58 -> 86f384da7285 (head), Add a column`. */
export function historyLine(revision: RevisionSummary, terminal: Terminal): string {
  const from = revision.downRevisions.length === 0 ? "<base>" : revision.downRevisions.join(", ");
  const depends = revision.dependsOn.length === 0 ? "" : ` (${revision.dependsOn.join(", ")})`;
  const id = terminal.paint("yellow", revision.id);
  const text = revision.message === "" ? "" : `, ${revision.message}`;
  return `${from}${depends} -> ${id}${labels(revision)}${marks(revision, ["head", "current", "branch", "merge"])}${text}`;
}

/** `    upgrade 2026-11-20T12:36:45Z, 376 ms, by ada@build-7 as deploy (revise 0.1.0)`. */
export function runLine(run: RevisionHistory["runs"][number]): string {
  const took = run.milliseconds === null ? "by a script" : `${String(run.milliseconds)} ms`;
  return `    ${run.direction} ${run.startedAt}, ${took}, by ${run.client} as ${run.role} (revise ${run.tool})`;
}

/** `86f384da7285 (head)`, as `current` prints it. */
export function currentLine(revision: RevisionSummary, terminal: Terminal): string {
  return `${terminal.paint("yellow", revision.id)}${marks(revision, ["head", "branch", "merge"])}`;
}

/** Everything about one revision, as `show` and the verbose forms print it. */
export function revisionEntry(revision: RevisionSummary): string {
  // A head is one by its parents here, also where another revision depends on it.
  const all = marks({ ...revision, isEffectiveHead: false }, ["head", "branch", "merge", "current"]);
  const parents = revision.downRevisions.join(", ");
  const lines = [
    `Rev: ${revision.id}${all}`,
    revision.downRevisions.length > 1
      ? `Merges: ${parents}`
      : `Parent: ${parents === "" ? "<base>" : parents}`,
    ...(revision.dependsOn.length === 0 ? [] : [`Also depends on: ${revision.dependsOn.join(", ")}`]),
    ...(revision.children.length > 1 ? [`Branches into: ${revision.children.join(", ")}`] : []),
    ...(revision.branchLabels.length === 0 ? [] : [`Branch names: ${revision.branchLabels.join(", ")}`]),
    `Path: ${revision.path}`,
    "",
    ...documentation(revision).map((line) => (line === "" ? "" : `    ${line}`)),
    "",
  ];
  return lines.join("\n");
}

function documentation(revision: RevisionSummary): string[] {
  return [
    ...(revision.doc === "" ? [] : [...revision.doc.split("\n"), ""]),
    `Revision ID: ${revision.id}`,
    `Revises: ${revision.downRevisions.join(", ") || "<base>"}`,
    ...(revision.createDate === null ? [] : [`Create Date: ${revision.createDate}`]),
  ];
}

function labels(revision: RevisionSummary): string {
  return revision.branchLabels.length === 0 ? "" : ` (${revision.branchLabels.join(", ")})`;
}

type Mark = "head" | "current" | "branch" | "merge";

function marks(revision: RevisionSummary, wanted: readonly Mark[]): string {
  const text: Readonly<Record<Mark, string | null>> = {
    head: revision.isHead ? (revision.isEffectiveHead ? "effective head" : "head") : null,
    current: revision.isCurrent ? "current" : null,
    branch: revision.isBranchPoint ? "branchpoint" : null,
    merge: revision.isMergePoint ? "mergepoint" : null,
  };
  return wanted.map((mark) => (text[mark] === null ? "" : ` (${text[mark]})`)).join("");
}
