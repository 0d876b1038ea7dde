/** `forEach` of `env.ts`: the command for each of many tenants. */
import type { Configuration } from "../config/config";
import type { FleetOptions, RunOptions, Tenant } from "../config/environment";
import { ReviseError } from "../errors";
import { plural } from "../util/text";
import type { CommandEvent } from "./events";
import { runFleet } from "./fleet";
import type { MigrationOutcome } from "./migration";
import { withSession } from "./session";

export interface TenantsRequest {
  readonly configuration: Configuration;
  /** `env.ts`. */
  readonly file: string;
  readonly offline: boolean;
  readonly onEvent: ((event: CommandEvent) => void) | undefined;
  /** One run; `configuration` in place of the one above. */
  readonly run: (
    configuration: Configuration,
    changed: RunOptions,
    onEvent: (event: CommandEvent) => void,
  ) => Promise<MigrationOutcome>;
}

/** @throws `usage` for a tenant without a name; the errors of {@link runFleet} */
export async function runTenants(
  request: TenantsRequest,
  given: readonly (Tenant | string)[],
  options: FleetOptions,
): Promise<ReadonlyMap<string, MigrationOutcome>> {
  const tenants = new Map<string, RunOptions>();
  const names: string[] = [];
  for (const one of given) {
    const { name, ...changed } = typeof one === "string" ? { name: one, schema: one } : one;
    if (typeof name !== "string" || name === "") throw nameless(request.file);
    names.push(name);
    tenants.set(name, changed);
  }
  const run = (configuration: Configuration): Promise<ReadonlyMap<string, MigrationOutcome>> =>
    runFleet({
      ...options,
      names,
      noun: "tenant",
      run: (name, onEvent) => request.run(configuration, tenants.get(name) ?? {}, onEvent),
      summarize: ({ steps }) => (steps.length === 0 ? "nothing to do" : plural(steps.length, "revision")),
      onEvent: request.onEvent,
    });
  const shares = [...tenants.values()].some(({ dataSource }) => dataSource === undefined);
  if (request.offline || !shares) return run(request.configuration);
  // Held open here, the DataSource is neither made nor connected anew for each of them.
  return withSession(request.configuration, ({ dataSource }) =>
    run({ ...request.configuration, dataSource: () => dataSource }),
  );
}

function nameless(file: string): ReviseError {
  return new ReviseError("usage", `A tenant that ${file} gives to forEach has no name.`, {
    hint: 'Write { name: "acme", schema: "acme" }, or the name of a schema alone.',
    details: { file },
  });
}
