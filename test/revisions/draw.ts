/** Graphs drawn in text: `a <- b` is a revision b that follows a. */
import type { RevisionGraph } from "../../packages/revise/src/revisions/graph";
import { buildGraph } from "../../packages/revise/src/revisions/graph";
import type { Revision } from "../../packages/revise/src/revisions/revision";

/**
 * One revision a line: `id: parents [label, …] needs ids`. Each part but the id may be left out, and parents and needs are
 * separated by blanks.
 *
 *     a1:
 *     b1: a1 [left]
 *     m1: b1 c1 needs x1
 */
export function draw(text: string): RevisionGraph {
  return buildGraph(revisionsOf(text), { locations: ["/app/revisions/versions"] });
}

export function revisionsOf(text: string): Revision[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [, id = "", parents = "", labels = "", needs = ""] =
        /^(\S+?):\s*([^[]*?)\s*(?:\[(.*?)\])?\s*(?:needs (.*))?$/.exec(
          line.replace(/ needs/, " [] needs").replace(/\] \[\]/, "]"),
        ) ?? [];
      return revision(id, words(parents), words(labels), words(needs));
    });
}

export function revision(
  id: string,
  downRevisions: readonly string[] = [],
  branchLabels: readonly string[] = [],
  dependsOn: readonly string[] = [],
): Revision {
  return {
    id,
    downRevisions,
    branchLabels,
    dependsOn,
    doc: `revision ${id}`,
    createDate: null,
    transaction: null,
    path: `/app/revisions/versions/${id}.ts`,
  };
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}
