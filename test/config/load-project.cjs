/**
 * Loads the project in the working directory as a command does, in a process of its own, and prints what TypeORM makes
 * of it: `{ tables, compilerLoaded, copies }`, or `{ error }`.
 */
const { join } = require("node:path");

const dist = join(__dirname, "../../packages/revise/dist");
const { loadConfiguration } = require(join(dist, "config/load-config.js"));
const { loadModule, registerLoader } = require(join(dist, "config/load-module.js"));
const { loadFailureOf } = require(join(dist, "config/load-failure.js"));
const { findDataSource } = require(join(dist, "typeorm/data-source.js"));

async function load() {
  const { dataSource, file, loader } = await loadConfiguration({
    cwd: process.cwd(),
    x: {},
    command: "check",
  });
  const entry = typeof dataSource === "string" ? dataSource : file;
  if (entry === file) await registerLoader(file, { loader });
  const exported = entry === file ? { dataSource } : await loadModule(entry, "project", { loader });
  const found = await findDataSource(exported, entry);
  try {
    await found.buildMetadatas();
  } catch (error) {
    throw loadFailureOf(error, entry) ?? error;
  }
  const tables = {};
  for (const { name, columns } of found.entityMetadatas) {
    tables[name] = Object.fromEntries(
      columns.map((column) => [column.databaseName, found.driver.normalizeType(column)]),
    );
  }
  const loaded = Object.keys(require.cache);
  return {
    tables,
    compilerLoaded: loaded.some((path) => /[\\/]typescript[\\/]lib[\\/]typescript\.js$/.test(path)),
    copies: loaded.filter((path) => /[\\/]typeorm[^\\/]*[\\/]index\.js$/.test(path)).length,
  };
}

load().then(
  (result) => console.log(JSON.stringify(result)),
  (error) =>
    console.log(
      JSON.stringify({
        error: { code: error.code, message: error.message, hint: error.hint, stack: error.cause?.stack },
      }),
    ),
);
