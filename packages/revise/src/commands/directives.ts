/** `processRevisionDirectives` of the configuration: the user's word on which files are written, and what is in them. */
import type { DirectivesContext, RevisionDirective } from "../config/callbacks";
import { ReviseError } from "../errors";
import { buildGraph } from "../revisions/graph";
import { chooseLocation, type NewRevision } from "../revisions/new-revision";
import { callUserAsync } from "./user-callback";
import {
  planFile,
  prepare,
  type PlannedFile,
  type RevisionBody,
  type RevisionHeader,
  type RevisionPlace,
} from "./write-revision";

export interface DirectedFiles {
  readonly files: readonly PlannedFile[];
  readonly directives: readonly RevisionDirective[];
}

/**
 * Asks the function, then checks every revision that is left as if it had been asked for on the command line; one may
 * follow another of the same list. Nothing is written.
 *
 * @param keepsEmpty whether a revision without operations is written
 * @throws `hook-failed`, and what `prepare` throws
 */
export async function directedFiles(
  place: RevisionPlace,
  planned: NewRevision,
  header: RevisionHeader,
  body: RevisionBody,
  { autogenerate, keepsEmpty }: { readonly autogenerate: boolean; readonly keepsEmpty: boolean },
): Promise<DirectedFiles> {
  const directives = [directiveOf(place, planned, header, body)];
  const { processRevisionDirectives, environment, file } = place.configuration;
  const context: DirectivesContext = { command: "revision", environment, autogenerate };
  if (processRevisionDirectives !== null) {
    const heads = [...planned.downRevisions];
    await callUserAsync("processRevisionDirectives", file, () =>
      processRevisionDirectives(context, heads, directives),
    );
    for (const directive of directives) checkDirective(directive, file);
  }
  const kept = directives.filter(
    ({ upgrade, downgrade }) => keepsEmpty || upgrade.length + downgrade.length > 0,
  );
  const files: PlannedFile[] = [];
  let { graph } = place;
  for (const directive of kept) {
    const { id, message, head, branchLabels, dependsOn, versionPath, upgrade, downgrade } = directive;
    const revision = prepare(graph, {
      revisionId: id,
      heads: head.length === 0 ? ["base"] : head,
      splice: header.splice ?? false,
      branchLabels,
      dependsOn,
    });
    const own = { ...body, upgrade, downgrade };
    const added = await planFile({ ...place, graph }, revision, { message, versionPath }, own);
    files.push(added);
    const revisions = [...graph.nodes.values()].map((node) => node.revision);
    const { locations, broken } = graph;
    graph = buildGraph(
      [...revisions, { ...revision, transaction: null, doc: message, createDate: null, path: added.path }],
      {
        locations,
        broken,
      },
    );
  }
  return { files, directives: kept };
}

function directiveOf(
  { configuration, graph }: RevisionPlace,
  { id, downRevisions, branchLabels, dependsOn }: NewRevision,
  { message = "", versionPath }: RevisionHeader,
  { upgrade, downgrade }: RevisionBody,
): RevisionDirective {
  const { versionLocations } = configuration;
  return {
    id,
    message,
    upgrade: [...upgrade],
    downgrade: [...downgrade],
    head: [...downRevisions],
    branchLabels: [...branchLabels],
    dependsOn: [...dependsOn],
    versionPath: chooseLocation(graph, versionLocations, downRevisions, versionPath ?? null),
  };
}

const shape: Readonly<Record<keyof RevisionDirective, "text" | "list">> = {
  id: "text",
  message: "text",
  upgrade: "list",
  downgrade: "list",
  head: "list",
  branchLabels: "list",
  dependsOn: "list",
  versionPath: "text",
};

function checkDirective(directive: RevisionDirective, file: string): void {
  for (const [key, kind] of Object.entries(shape)) {
    const value: unknown = (directive as unknown as Readonly<Record<string, unknown>>)[key];
    if (kind === "text" ? typeof value === "string" : Array.isArray(value)) continue;
    throw new ReviseError(
      "hook-failed",
      `processRevisionDirectives of ${file} left a revision whose "${key}" is no ${kind}.`,
      {
        hint: "Start from a directive of the list: { ...directives[0], id: …, head: [directives[0].id] }.",
        details: { hook: "processRevisionDirectives", file, key },
      },
    );
  }
}
