import { planUpgrade } from "../revisions/plan";
import { migrateTo } from "./migrate-to";
import type { MigrationOptions, MigrationOutcome } from "./migration";

/**
 * Applies the revisions up to a target. One process at a time: others wait for the lock, and find the work done.
 *
 * @throws `unknown-revision`, `invalid-target`, `multiple-heads` before anything runs; `revision-failed`
 */
export function upgrade(options: MigrationOptions): Promise<MigrationOutcome> {
  return migrateTo("upgrade", planUpgrade, options);
}
