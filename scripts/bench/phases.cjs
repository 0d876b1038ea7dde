/**
 * In one process, on one database: the bare catalog queries, our read + compare, TypeORM's comparison; and, for a
 * database that lacks every table, compare + render + format. Prints one line of JSON.
 *
 * Usage: node phases.cjs <project folder> <rounds> <typeorm: yes|no>
 */
const { join } = require("node:path");
const { floorQueries } = require("./floor.cjs");
const { autogenerateRequest } = require("./request.cjs");

const product = join(__dirname, "../../packages/revise/dist");
const [folder, rounds, withTypeOrm] = process.argv.slice(2);

async function main() {
  const { AppDataSource } = require(join(folder, "dist/data-source.js"));
  const { openDatabase } = require(join(product, "typeorm/database.js"));
  const { readMetadata } = require(join(product, "typeorm/read-metadata.js"));
  const { postgres } = require(join(product, "dialects/postgres/dialect.js"));
  const { autogenerate } = require(join(product, "autogenerate.js"));

  const database = await openDatabase(AppDataSource);
  const connection = counting(await database.connect());
  await readMetadata(AppDataSource, postgres.types, { defaultSchema: "public" });
  const request = autogenerateRequest(AppDataSource, connection, postgres);
  const floor = [];
  const ours = [];
  let trips = 0;
  for (let round = 0; round <= Number(rounds); round++) {
    const floorTime = await timed(() => connection.batch(floorQueries));
    const before = connection.trips;
    const ownTime = await timed(() => autogenerate(request));
    trips = connection.trips - before;
    if (round > 0) {
      floor.push(floorTime);
      ours.push(ownTime);
    }
  }
  const typeorm = [];
  if (withTypeOrm === "yes")
    typeorm.push(await timed(() => AppDataSource.driver.createSchemaBuilder().log()));
  console.log(JSON.stringify({ floor, ours, typeorm, trips, memory: process.resourceUsage().maxRSS / 1024 }));
  await connection.release();
  await database.close();
}

function counting(connection) {
  const counted = Object.create(connection, { trips: { value: 0, writable: true } });
  counted.query = (...args) => ((counted.trips += 1), connection.query(...args));
  counted.batch = (...args) => ((counted.trips += 1), connection.batch(...args));
  return counted;
}

async function timed(work) {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
