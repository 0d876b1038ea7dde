import { join } from "node:path";
import { generic } from "./generic";
import type { Template } from "./template";

const env = `import type { EnvironmentContext } from "typeorm-revise";

/** Runs every command for the schema that revisions are written against, then for the schema of each tenant. */
export default async function ({ run, query, forEach }: EnvironmentContext): Promise<void> {
  await run();
  const tenants = await query<{ schema: string }>(
    "SELECT nspname AS schema FROM pg_namespace WHERE nspname LIKE 'tenant\\\\_%' ORDER BY nspname",
  );
  await forEach(
    tenants.map(({ schema }) => schema),
    { onFailure: "continue" },
  );
}
`;

export const tenants: Template = {
  ...generic,
  name: "tenants",
  purpose: "One database with a schema for each tenant, all with the same revisions",
  config: ({ dataSources: [dataSource], directory }) => `import { defineConfig } from "typeorm-revise";

export default defineConfig({
  dataSource: ${JSON.stringify(dataSource)}, // a module that exports the DataSource
  directory: ${JSON.stringify(directory)}, // where the revisions live; env.ts there says which schemas they are run on
  schema: "template_tenant", // the one that entities are compared with
});
`,
  files: (settings) => new Map([...generic.files(settings), [join(settings.directory, "env.ts"), env]]),
  firstStep: "CREATE SCHEMA template_tenant, and write into env.ts how your tenants' schemas are found",
};
