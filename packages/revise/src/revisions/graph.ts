/**
 * The revision graph: immutable, indexed by id, built once per command.
 *
 * There are two kinds of edges. Versioned edges come from `downRevision`; all edges are those and `dependsOn`. A head
 * has no versioned child, a real head has no child at all; a base has no parent, a real base neither parent nor
 * dependency.
 */
import type { ReviseError } from "../errors";
import { labelRevisions } from "./branch";
import { rejectCycles } from "./cycle";
import { duplicateId, missingDependency, missingParent } from "./graph-errors";
import type { Draft, GraphNode } from "./graph-node";
import type { BrokenRevision, Revision } from "./revision";

export interface RevisionGraph {
  /** In the order in which the files are read. */
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly heads: readonly string[];
  readonly realHeads: readonly string[];
  readonly bases: readonly string[];
  readonly realBases: readonly string[];
  /** Label to the id of the revision that declares it. */
  readonly labels: ReadonlyMap<string, string>;
  /** The directories the revisions were read from, for messages. */
  readonly locations: readonly string[];
  /** Files whose header can't be read; they are in no other field. */
  readonly broken: readonly BrokenRevision[];
  /**
   * Revisions that follow or need one that no file declares, and the error of that. Only where there are broken files,
   * in one of which it may be; they count as having no such parent, and `unreadable.ts` keeps plans away from them.
   */
  readonly incomplete: ReadonlyMap<string, ReviseError>;
}

export interface GraphOptions {
  readonly broken?: readonly BrokenRevision[];
  readonly locations?: readonly string[];
}

/**
 * Builds the graph.
 *
 * @throws `revision-graph` for a repeated id, a parent or dependency that no file declares, a label used twice, and
 * for cycles; always with the files and ids. With broken files a missing parent makes a revision incomplete.
 */
export function buildGraph(revisions: readonly Revision[], options: GraphOptions = {}): RevisionGraph {
  const broken = options.broken ?? [];
  const drafts = draftNodes(revisions);
  const incomplete = new Map<string, ReviseError>();
  const lacks: Lacks = (id, error) => {
    if (broken.length === 0) throw error;
    incomplete.set(id, error);
  };
  linkParents(drafts, broken, lacks);
  const labels = labelRevisions(drafts, "declare");
  linkDependencies(drafts, labels, broken, lacks);
  rejectCycles(drafts);
  for (const draft of drafts.values()) normalize(draft, drafts);
  labelRevisions(drafts, "spread");

  const nodes = [...drafts.values()];
  const ids = (chosen: readonly Draft[]): string[] => chosen.map((node) => node.id);
  return {
    nodes: drafts,
    heads: ids(nodes.filter((node) => node.children.length === 0)),
    realHeads: ids(nodes.filter((node) => node.successors.length === 0)),
    bases: ids(nodes.filter(({ revision }) => revision.downRevisions.length === 0)),
    realBases: ids(
      nodes.filter(({ revision }) => revision.downRevisions.length + revision.dependsOn.length === 0),
    ),
    labels,
    locations: options.locations ?? [],
    broken,
    incomplete,
  };
}

/** Takes a revision of which a parent or dependency is missing, and the error of that. */
type Lacks = (id: string, error: ReviseError) => void;

function draftNodes(revisions: readonly Revision[]): Map<string, Draft> {
  const drafts = new Map<string, Draft>();
  for (const [position, revision] of revisions.entries()) {
    const known = drafts.get(revision.id);
    if (known !== undefined) throw duplicateId(revision.id, known.revision.path, revision.path);
    drafts.set(revision.id, {
      id: revision.id,
      revision,
      position,
      parents: [...new Set(revision.downRevisions)],
      dependencies: [],
      normalizedDependencies: [],
      predecessors: [],
      children: [],
      successors: [],
      labels: [],
    });
  }
  return drafts;
}

function linkParents(
  drafts: ReadonlyMap<string, Draft>,
  broken: readonly BrokenRevision[],
  lacks: Lacks,
): void {
  for (const draft of drafts.values()) {
    for (const id of draft.parents) {
      const parent = drafts.get(id);
      if (parent === undefined)
        lacks(draft.id, missingParent(draft.revision, id, [...drafts.keys()], broken));
      parent?.children.push(draft.id);
      parent?.successors.push(draft.id);
    }
    draft.parents = draft.parents.filter((id) => drafts.has(id));
  }
}

function linkDependencies(
  drafts: ReadonlyMap<string, Draft>,
  labels: ReadonlyMap<string, string>,
  broken: readonly BrokenRevision[],
  lacks: Lacks,
): void {
  for (const draft of drafts.values()) {
    if (draft.revision.dependsOn.length === 0) continue;
    const resolved = new Set<string>();
    for (const name of draft.revision.dependsOn) {
      const dependency = drafts.get(name) ?? drafts.get(labels.get(name) ?? "");
      if (dependency === undefined) {
        lacks(
          draft.id,
          missingDependency(draft.revision, name, [...drafts.keys(), ...labels.keys()], broken),
        );
        continue;
      }
      resolved.add(dependency.id);
      if (!dependency.successors.includes(draft.id)) dependency.successors.push(draft.id);
    }
    draft.dependencies = [...resolved];
  }
}

/**
 * Drops the dependencies that a versioned ancestor declares as well: whoever removes this revision must not bring
 * them back as heads. Only a dependency that others declare too needs the walk.
 */
function normalize(draft: Draft, drafts: ReadonlyMap<string, Draft>): void {
  if (draft.dependencies.length > 0) {
    const shared = draft.dependencies.some((id) => (drafts.get(id)?.successors.length ?? 0) > 1);
    const declared = shared ? declaredBelow(draft, drafts) : new Set<string>();
    draft.normalizedDependencies = draft.dependencies.filter((id) => !declared.has(id));
  }
  draft.predecessors =
    draft.normalizedDependencies.length === 0
      ? draft.parents
      : [...new Set([...draft.parents, ...draft.normalizedDependencies])];
}

function declaredBelow(draft: Draft, drafts: ReadonlyMap<string, Draft>): Set<string> {
  const declared = new Set<string>();
  const seen = new Set<string>();
  const open = [...draft.parents];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const node = drafts.get(id);
    for (const dependency of node?.dependencies ?? []) declared.add(dependency);
    open.push(...(node?.parents ?? []));
  }
  return declared;
}
