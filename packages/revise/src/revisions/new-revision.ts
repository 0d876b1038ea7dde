/** What a new revision will say in its header, checked against the graph before a file is written. */
import { dirname, resolve } from "node:path";
import { ReviseError } from "../errors";
import { list } from "../util/text";
import { inLoadOrder, nodeOf, overlapping } from "./ancestry";
import type { RevisionGraph } from "./graph";
import { invalidId, invalidLabel } from "./names";
import { resolveTarget } from "./resolve";
import { parseTarget } from "./target";

export interface RevisionRequest {
  readonly id: string;
  /** Targets to follow: `head` by default, `base` for a new root, several for a merge. */
  readonly heads: readonly string[];
  /** Whether a parent may have children already. */
  readonly splice: boolean;
  readonly branchLabels: readonly string[];
  /** Ids, starts of ids or labels. */
  readonly dependsOn: readonly string[];
}

export interface NewRevision {
  readonly id: string;
  readonly downRevisions: readonly string[];
  readonly branchLabels: readonly string[];
  /** Full ids, and labels as they are. */
  readonly dependsOn: readonly string[];
}

/**
 * Resolves and checks a request.
 *
 * @param rows rows of the version table where `current` may be asked for, else null
 * @throws `usage` for an id or label that can't be one; `revision-exists`; the errors of a target; `multiple-heads`;
 * `invalid-target` for a parent that is no head without `splice`
 */
export function prepareRevision(
  graph: RevisionGraph,
  request: RevisionRequest,
  rows: readonly string[] | null = null,
): NewRevision {
  checkId(graph, request.id);
  const branchLabels = [...new Set(request.branchLabels)];
  for (const label of branchLabels) checkLabel(graph, label, request.id);
  const downRevisions = parents(graph, request, rows);
  const dependsOn = request.dependsOn.map((name) => dependency(graph, name));
  return { id: request.id, downRevisions, branchLabels, dependsOn: [...new Set(dependsOn)] };
}

/**
 * The directory that takes a new revision: the one asked for, else that of its first parent, else the first location.
 *
 * @param versionPath absolute, or null
 * @throws `usage` for a path that is no location
 */
export function chooseLocation(
  graph: RevisionGraph,
  locations: readonly string[],
  downRevisions: readonly string[],
  versionPath: string | null,
): string {
  if (versionPath !== null) {
    const found = locations.find((location) => resolve(location) === resolve(versionPath));
    if (found !== undefined) return found;
    throw new ReviseError("usage", `--version-path ${versionPath} is none of the version locations.`, {
      hint: `The version locations of the configuration are ${list(locations)}.`,
    });
  }
  const [parent] = downRevisions;
  const directory = parent === undefined ? null : dirname(nodeOf(graph, parent).revision.path);
  const above = (location: string): boolean =>
    directory !== null && `${directory}/`.startsWith(`${resolve(location)}/`);
  const chosen = [...locations].sort((left, right) => right.length - left.length).find(above);
  const [only, ...others] = locations;
  if (chosen !== undefined) return chosen;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) {
    throw new ReviseError("usage", `The revision could go to any of ${list(locations)}.`, {
      hint: `Say to which: --version-path ${only}`,
      details: { locations },
    });
  }
  throw new ReviseError("config-invalid", "The configuration names no version location.", {
    hint: "Set `directory` or `versionLocations`.",
  });
}

function checkId(graph: RevisionGraph, id: string): void {
  const problem = invalidId(id);
  if (problem !== null) {
    throw new ReviseError("usage", `"${id}" can't be a revision id: it ${problem}.`, {
      hint: "Use letters, digits and underscores, or leave --rev-id away for a random id.",
    });
  }
  const known = graph.nodes.get(id);
  if (known !== undefined) {
    throw new ReviseError("revision-exists", `Revision "${id}" exists already: ${known.revision.path}.`, {
      hint: "Choose another --rev-id, or leave it away for a random id.",
      details: { revision: id, file: known.revision.path },
    });
  }
  const owner = graph.labels.get(id);
  if (owner === undefined) return;
  throw new ReviseError("revision-exists", `"${id}" is the branch label of revision ${owner} already.`, {
    hint: "Choose another --rev-id.",
    details: { label: id, revision: owner },
  });
}

function checkLabel(graph: RevisionGraph, label: string, id: string): void {
  const problem = label === id ? "is the id of the revision itself" : invalidLabel(label);
  if (problem !== null) {
    throw new ReviseError("usage", `"${label}" can't be a branch label: it ${problem}.`, {
      hint: "Use letters, digits, hyphens and underscores.",
    });
  }
  const owner = graph.nodes.get(graph.labels.get(label) ?? label);
  if (owner === undefined) return;
  throw new ReviseError(
    "revision-exists",
    `"${label}" is taken by revision ${owner.id} (${owner.revision.path}).`,
    {
      hint: "Choose another branch label.",
      details: { label, revision: owner.id, file: owner.revision.path },
    },
  );
}

function parents(graph: RevisionGraph, request: RevisionRequest, rows: readonly string[] | null): string[] {
  const targets = request.heads.length === 0 ? ["head"] : request.heads;
  const found = targets.flatMap((target) => parentsNamed(graph, target, rows));
  const repeated = found.find((id, index) => found.indexOf(id) !== index);
  if (repeated !== undefined) {
    throw new ReviseError("invalid-target", `Revision "${repeated}" is named twice as a parent.`, {
      hint: "Name each parent once.",
    });
  }
  // Heads of which one depends on the other are two all the same, and become one by a merge.
  const below = overlapping(graph, found).filter((id) => nodeOf(graph, id).children.length > 0);
  if (below.length > 0 && !request.splice) {
    throw new ReviseError(
      "invalid-target",
      `${list(below)} can't be merged: another parent follows it already.`,
      {
        hint: "Name revisions of different branches.",
      },
    );
  }
  const inner = found.find((id) => nodeOf(graph, id).children.length > 0);
  if (inner !== undefined && !request.splice) {
    throw new ReviseError(
      "invalid-target",
      `Revision "${inner}" is not a head: ${list(nodeOf(graph, inner).children)} follows it.`,
      {
        hint: "Add --splice to start a new branch there, or follow a head.",
        details: { revision: inner, heads: graph.heads },
      },
    );
  }
  return inLoadOrder(graph, found);
}

/** `heads` are all that `revise heads` lists: those that another head depends on keep `head` ambiguous too. */
function parentsNamed(
  graph: RevisionGraph,
  target: string,
  rows: readonly string[] | null,
): readonly string[] {
  const { target: parsed, ids, branch } = resolveTarget({ graph, rows }, target);
  return parsed.symbol === "heads" && parsed.offset === null && branch === null ? graph.heads : ids;
}

/** A label stays a label: it follows the branch when the revision that declares it changes. */
function dependency(graph: RevisionGraph, name: string): string {
  if (graph.labels.has(name)) return name;
  const { ids } = resolveTarget({ graph, rows: null }, name);
  const [id] = ids;
  if (id !== undefined && ids.length === 1) return id;
  throw new ReviseError(
    "invalid-target",
    `"${parseTarget(name).text}" must stand for one revision to depend on.`,
    {
      hint: "Name a revision id or a branch label.",
      details: { target: name, revisions: ids },
    },
  );
}
