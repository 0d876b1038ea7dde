/** What `--json` prints, by command. `docs/json.md` is this for readers. */
import type { Branch } from "./branches";
import type { CheckResult } from "./check";
import type { ComparisonReport } from "./comparison-report";
import type { CurrentState } from "./current";
import type { EnsureVersionResult } from "./ensure-version";
import type { RevisionHistory } from "./history";
import type { InitResult } from "./init";
import type { TemplateSummary } from "./list-templates";
import type { MigrationOutcome } from "./migration";
import type { RevisionResult } from "./revision";
import type { RevisionSummary } from "./revision-summary";
import type { WrittenRevision } from "./write-revision";

/** The version of these shapes; raised when a field goes or changes its meaning, not when one is added. */
export const jsonVersion = 1;

/** The results of the commands, by the name of the command. */
export interface JsonOutputs {
  readonly init: InitResult;
  readonly revision: RevisionResult;
  readonly upgrade: MigrationOutcome;
  readonly downgrade: MigrationOutcome;
  readonly stamp: MigrationOutcome;
  readonly check: CheckResult;
  readonly diff: Pick<ComparisonReport, "changes">;
  readonly current: CurrentState;
  readonly history: { readonly revisions: readonly RevisionHistory[] };
  readonly heads: { readonly heads: readonly RevisionSummary[] };
  readonly branches: { readonly branches: readonly Branch[] };
  readonly show: { readonly revisions: readonly RevisionSummary[] };
  readonly merge: WrittenRevision;
  readonly edit: { readonly opened: readonly string[] };
  readonly "ensure-version": EnsureVersionResult;
  readonly "list-templates": { readonly templates: readonly TemplateSummary[] };
  /** Any of these for several environments (`-n all`): its output, or its failure, by the name of the environment. */
  readonly environments: { readonly environments: Readonly<Record<string, unknown>> };
}

/** The text of `revise <command> --json`, parsed. */
export type JsonOutput<Command extends keyof JsonOutputs> = {
  readonly version: typeof jsonVersion;
} & JsonOutputs[Command];

/** What any command prints under `--json` when it fails. */
export interface JsonFailure {
  /** 1, until a field goes or changes its meaning. */
  readonly version: typeof jsonVersion;
  /** What the error says; `unexpected` is the code of everything else. */
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint: string | null;
    readonly details: Readonly<Record<string, unknown>>;
  };
}
