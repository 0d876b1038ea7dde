/** From a written id, its start, or a label to the one revision it names. */
import { ReviseError } from "../errors";
import { list } from "../util/text";
import { inLoadOrder, lineage, nodeOf } from "./ancestry";
import type { RevisionGraph } from "./graph";
import { didYouMean } from "./nearest";
import { symbols } from "./target";

/**
 * An exact id or label wins; otherwise the text is the start of an id or label that is itself longer than three
 * characters. With a branch only revisions in the lineage of that branch count.
 *
 * @param branch id of the revision that stands for the branch, and the word that named it
 * @throws `unknown-revision`, `ambiguous-revision`, or `invalid-target` for what is not in the branch
 */
export function lookup(graph: RevisionGraph, name: string, branch: Branch | null = null): string {
  const members = branch === null ? null : lineage(graph, [branch.id]);
  const exact = graph.nodes.has(name) ? name : graph.labels.get(name);
  if (exact !== undefined) {
    if (members !== null && !members.has(exact)) throw notInBranch(graph, name, exact, branch);
    return exact;
  }
  const all = startingWith(graph, name);
  const found = members === null ? all : all.filter((id) => members.has(id));
  const [only] = found;
  if (found.length > 1) throw ambiguous(graph, name, found);
  if (only !== undefined) return only;
  if (all.length === 1 && all[0] !== undefined) throw notInBranch(graph, name, all[0], branch);
  throw unknown(graph, name);
}

/** What stands before the `@`: a label, an id, or the start of one. */
export interface Branch {
  readonly name: string;
  readonly id: string;
}

/** @throws `unknown-revision` for a branch that there is not */
export function lookupBranch(graph: RevisionGraph, name: string): Branch {
  const exact = graph.labels.get(name) ?? (graph.nodes.has(name) ? name : undefined);
  if (exact !== undefined) return { name, id: exact };
  const found = startingWith(graph, name);
  if (found.length > 1) throw ambiguous(graph, name, found);
  const [only] = found;
  if (only !== undefined) return { name, id: only };
  const labels = [...graph.labels.keys()];
  throw new ReviseError("unknown-revision", `There is no branch "${name}".`, {
    hint:
      didYouMean(name, [...labels, ...graph.nodes.keys()]) +
      (labels.length === 0
        ? "No revision declares a branch label."
        : `The branch labels are ${list(labels)}.`),
    details: { branch: name, labels },
  });
}

function startingWith(graph: RevisionGraph, prefix: string): string[] {
  const found = new Set<string>();
  for (const id of graph.nodes.keys()) {
    if (id.length > 3 && id.startsWith(prefix)) found.add(id);
  }
  for (const [label, id] of graph.labels) {
    if (label.length > 3 && label.startsWith(prefix)) found.add(id);
  }
  return inLoadOrder(graph, [...found]);
}

function notInBranch(graph: RevisionGraph, name: string, id: string, branch: Branch | null): ReviseError {
  const labels = nodeOf(graph, id).labels;
  return new ReviseError("invalid-target", `Revision "${name}" is not in branch "${branch?.name ?? ""}".`, {
    hint:
      labels.length === 0
        ? "Name it without a branch."
        : `It is in ${list(labels.map((label) => `"${label}"`))}; name it there or without a branch.`,
    details: { revision: id, branch: branch?.name },
  });
}

function ambiguous(graph: RevisionGraph, name: string, ids: readonly string[]): ReviseError {
  const shown = ids.slice(0, 5).map((id) => `${id} (${nodeOf(graph, id).revision.path})`);
  const more = ids.length > shown.length ? ` and ${String(ids.length - shown.length)} more` : "";
  return new ReviseError("ambiguous-revision", `"${name}" is the start of several revisions.`, {
    hint: `Write more characters. It could be ${more === "" ? list(shown, "or") : shown.join(", ")}${more}.`,
    details: { name, candidates: ids },
  });
}

function unknown(graph: RevisionGraph, name: string): ReviseError {
  const guess = didYouMean(name, [...graph.nodes.keys(), ...graph.labels.keys(), ...symbols]);
  const where = graph.locations.length === 0 ? "" : ` in ${list(graph.locations)}`;
  const broken =
    graph.broken.length === 0
      ? ""
      : ` It may be in a file whose header can't be read: ${list(graph.broken.map((file) => file.path))}.`;
  const short = name.length < 4 ? " A start of an id is best at least four characters long." : "";
  return new ReviseError("unknown-revision", `There is no revision "${name}"${where}.${broken}`, {
    hint: `${guess}\`revise history\` lists all revisions.${short}`,
    details: { name },
  });
}
