/**
 * Run in a project: builds the schema of its entities on DATABASE_URL by the project's own TypeORM, and prints what
 * the entities say, `{ version, copies, tables }`. The sources are loaded by the installed package's loader.
 */
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { dirname, join } = require("node:path");

const dist = join(process.cwd(), "node_modules/typeorm-revise/dist");
const { loadConfiguration } = require(join(dist, "config/load-config.js"));
const { loadModule } = require(join(dist, "config/load-module.js"));
const { findDataSource } = require(join(dist, "typeorm/data-source.js"));

async function synchronize() {
  const { dataSource: file } = await loadConfiguration({ cwd: process.cwd(), x: {}, command: "check" });
  const dataSource = await findDataSource(await loadModule(file, "project"), file);
  await dataSource.initialize();
  await dataSource.synchronize();
  await dataSource.destroy();
  const tables = {};
  for (const { name, columns } of dataSource.entityMetadatas) {
    tables[name] = Object.fromEntries(
      columns.map((column) => [column.databaseName, dataSource.driver.normalizeType(column)]),
    );
  }
  const manifest = join(dirname(createRequire(file).resolve("typeorm")), "package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8"));
  const copies = Object.keys(require.cache).filter((path) => /[\\/]typeorm[\\/]index\.js$/.test(path)).length;
  return { version, copies, tables };
}

synchronize().then(
  (result) => console.log(JSON.stringify(result)),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
