/** What tests, the demo and the benchmark share. */
export { createDatabase, type DatabaseOptions, type TestDatabase } from "./database";
export { startPostgres, type RunningPostgres } from "./postgres";
export { describeCatalog, difference, houseTables, type CatalogOptions } from "./catalog";
export { pgDump } from "./pg-dump";
export { compileEntities, loadDataSource, scenarioRoot, synchronize, type TypeormVersion } from "./entities";
export { runScenario, type ScenarioOutcome, type Schema } from "./scenario";
export { generatorText, runGenerator, type GeneratorOutcome } from "./typeorm-generator";
export {
  issuesOf,
  listScenarios,
  proofs,
  readScenario,
  writeGolden,
  type Proof,
  type ScenarioFolder,
  type ScenarioOptions,
} from "./scenario-folder";
export { serverMajorOf } from "./server-major";
