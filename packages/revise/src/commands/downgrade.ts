import { ReviseError } from "../errors";
import { planDowngrade } from "../revisions/plan";
import { isRange } from "../revisions/target";
import { migrateTo } from "./migrate-to";
import type { MigrationOptions, MigrationOutcome } from "./migration";

/**
 * Takes back the revisions down to a target.
 *
 * @throws `unknown-revision`, `invalid-target`, `multiple-heads` before anything runs; `revision-failed`
 */
export async function downgrade(options: MigrationOptions): Promise<MigrationOutcome> {
  if (options.sql === true && !isRange(options.target)) throw needsRange(options.target);
  return migrateTo("downgrade", planDowngrade, options);
}

function needsRange(target: string): ReviseError {
  return new ReviseError("usage", "downgrade --sql needs a range, because no database says where to start.", {
    hint: `Write revise downgrade <from>:${target} --sql.`,
  });
}
