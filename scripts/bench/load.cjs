/** Loads a data source and builds its metadata, as every command that compares does. */
const { join } = require("node:path");
const product = join(__dirname, "../../packages/revise/dist");

async function main() {
  const file = process.argv[2];
  const { loadModule } = require(join(product, "config/load-module.js"));
  const loaded = await loadModule(file, "project");
  await loaded.AppDataSource.buildMetadatas();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
