/** Branch labels: which revision declares them and to which others they spread. */
import type { Draft } from "./graph-node";
import { duplicateLabel, labelIsRevision } from "./graph-errors";

/**
 * `declare` reads the labels of all revisions and rejects the ones that collide; `spread` also writes them to the
 * nodes: to every versioned descendant, through merges, and to the ancestors up to, not including, a revision that
 * several others build on (dependents count) or a merge.
 *
 * @returns label to the id of the revision that declares it
 */
export function labelRevisions(
  drafts: ReadonlyMap<string, Draft>,
  what: "declare" | "spread",
): Map<string, string> {
  const owners = new Map<string, string>();
  for (const draft of drafts.values()) {
    for (const label of new Set(draft.revision.branchLabels)) {
      const owner = drafts.get(owners.get(label) ?? "");
      if (owner !== undefined) throw duplicateLabel(label, owner.revision, draft.revision);
      const named = drafts.get(label);
      if (named !== undefined) throw labelIsRevision(label, draft.revision, named.revision);
      owners.set(label, draft.id);
      if (what === "spread") spread(label, draft, drafts);
    }
  }
  return owners;
}

function spread(label: string, from: Draft, drafts: ReadonlyMap<string, Draft>): void {
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.labels.includes(label)) continue;
    node.labels.push(label);
    for (const child of node.children) {
      const next = drafts.get(child);
      if (next !== undefined) open.push(next);
    }
  }
  let node: Draft | undefined = from;
  while (node !== undefined && node.successors.length <= 1 && node.parents.length <= 1) {
    if (!node.labels.includes(label)) node.labels.push(label);
    node = drafts.get(node.parents[0] ?? "");
  }
}
