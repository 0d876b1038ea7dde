import { join } from "node:path";
import { readme } from "./readme";
import type { Template } from "./template";

export const generic: Template = {
  name: "generic",
  purpose: "One database, one DataSource",
  severalDataSources: false,
  config: ({ dataSources: [dataSource], directory }) => `import { defineConfig } from "typeorm-revise";

export default defineConfig({
  dataSource: ${JSON.stringify(dataSource)}, // a module that exports the DataSource
  directory: ${JSON.stringify(directory)}, // where the revisions live
});
`,
  files: ({ directory }) =>
    new Map([
      [join(directory, "README.md"), readme],
      [join(directory, "versions", ".gitkeep"), ""],
    ]),
  firstStep: null,
};
