import { basename, join } from "node:path";
import { readme } from "./readme";
import type { Template, TemplateSettings } from "./template";

export const multidb: Template = {
  name: "multidb",
  purpose: "Several databases, each with a DataSource and revisions of its own (-n name, -n all)",
  severalDataSources: true,
  config: (settings) => `import { defineConfig } from "typeorm-revise";

// revise -n ${environments(settings)[0]?.name ?? ""} --autogenerate -m "…", revise -n all upgrade head
export default defineConfig({
  environments: {
${environments(settings)
  .map(
    ({ name, dataSource, directory }) =>
      `    ${name}: {\n      dataSource: ${JSON.stringify(dataSource)},\n      directory: ${JSON.stringify(directory)},\n    },\n`,
  )
  .join("")}  },
});
`,
  files: (settings) =>
    new Map([
      [join(settings.directory, "README.md"), readme],
      ...environments(settings).map(
        ({ directory }) => [join(directory, "versions", ".gitkeep"), ""] as const,
      ),
    ]),
  firstStep: "Give these commands the name of a database, -n <name>, or -n all",
};

interface Environment {
  readonly name: string;
  readonly dataSource: string;
  readonly directory: string;
}

/** Named after their modules: `archive-data-source.ts` is `archive`; what has no other word is `main`. */
function environments({ dataSources, directory }: TemplateSettings): Environment[] {
  const taken = new Set<string>();
  return dataSources.map((dataSource) => {
    const words = basename(dataSource)
      .replace(/\.[mc]?[jt]s$/, "")
      .split(/[^a-z0-9]+/i)
      .filter((word) => word !== "" && !/^(data|source|datasource|database|db|typeorm|config)$/i.test(word));
    const stem = words.join("_").replace(/^(?=\d)/, "_") || "main";
    let name = stem;
    for (let number = 2; taken.has(name); number += 1) name = `${stem}_${String(number)}`;
    taken.add(name);
    return { name, dataSource, directory: `${directory}/${name}` };
  });
}
