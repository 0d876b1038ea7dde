/**
 * The public face of `typeorm-revise`. A function per command, the types of configuration and revision files, the
 * operations as data, and the errors. Nothing else is public.
 */
import type { EntityManager, QueryRunner } from "typeorm";
import type { Operations as OperationsOver } from "./operations/builder";

/**
 * The methods of `op` for the operations of one's own, for TypeScript to know them in revision files:
 *
 * @example
 * declare module "typeorm-revise" {
 *   interface CustomOperations {
 *     audit(table: string): Promise<void>;
 *   }
 * }
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- Users add to it.
export interface CustomOperations {}

/** What `upgrade` and `downgrade` of a revision receive. */
export interface Operations extends OperationsOver<QueryRunner, EntityManager>, CustomOperations {}

export { defineConfig } from "./config/define-config";
export type { ConfigContext, ConfigFactory, ReviseConfig } from "./config/define-config";
export { rewriteOperations } from "./config/rewrite-operations";
export type { OperationRewrites } from "./config/rewrite-operations";
export type {
  AppliedStep,
  CommandHook,
  Comparator,
  ComparatorContext,
  CompareServerDefault,
  CompareType,
  Difference,
  DirectivesContext,
  IncludeName,
  IncludeObject,
  OnVersionApply,
  ProcessRevisionDirectives,
  RenderItem,
  RevisionDirective,
  WriteHook,
} from "./config/callbacks";
export type { Call } from "./operations/call";
export type { Operation } from "./operations/operation";
export type { CustomOperation, Step } from "./operations/vocabulary";
export type {
  Environment,
  EnvironmentContext,
  FleetOptions,
  RunOptions,
  Tenant,
  TenantSteps,
} from "./config/environment";
export { isReviseError, ReviseError } from "./errors";
export type { ErrorCode } from "./errors";

export { branches } from "./commands/branches";
export type { Branch } from "./commands/branches";
export { check } from "./commands/check";
export type { CheckResult } from "./commands/check";
export { compareMetadata } from "./commands/compare-metadata";
export type { MetadataComparison } from "./commands/compare-metadata";
export type { ComparisonReport } from "./commands/comparison-report";
export { current } from "./commands/current";
export type { CurrentState } from "./commands/current";
export { diff } from "./commands/diff";
export type { DiffResult } from "./commands/diff";
export { downgrade } from "./commands/downgrade";
export { edit } from "./commands/edit";
export type { EditOptions } from "./commands/edit";
export { ensureVersion } from "./commands/ensure-version";
export type { EnsureVersionResult } from "./commands/ensure-version";
export type { CommandEvent, StepEvent } from "./commands/events";
export { heads } from "./commands/heads";
export type { HeadsOptions } from "./commands/heads";
export { history } from "./commands/history";
export type { HistoryOptions, RevisionHistory } from "./commands/history";
export { init } from "./commands/init";
export type { InitOptions, InitResult } from "./commands/init";
export type { JsonFailure, JsonOutput, JsonOutputs } from "./commands/json-output";
export { listTemplates } from "./commands/list-templates";
export type { TemplateSummary } from "./commands/list-templates";
export { merge } from "./commands/merge";
export type { MergeOptions } from "./commands/merge";
export type { MigrationOptions, MigrationOutcome } from "./commands/migration";
export type { CommandOptions } from "./commands/project";
export { renderRevision } from "./commands/render-revision";
export type { RevisionContent } from "./commands/render-revision";
export { produceRevision, revision } from "./commands/revision";
export type { ProducedRevision, RevisionOptions, RevisionResult } from "./commands/revision";
export { revisionDirectory } from "./commands/revision-directory";
export type { RevisionDirectory } from "./commands/revision-directory";
export type { RevisionSummary } from "./commands/revision-summary";
export { show } from "./commands/show";
export type { ShowOptions } from "./commands/show";
export { stamp } from "./commands/stamp";
export type { StampOptions } from "./commands/stamp";
export { upgrade } from "./commands/upgrade";
