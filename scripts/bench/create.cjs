/** Compare + render + format of a schema that the database lacks altogether. Prints one line of JSON. */
const { join } = require("node:path");
const product = join(__dirname, "../../packages/revise/dist");
const [folder] = process.argv.slice(2);

async function main() {
  const { AppDataSource } = require(join(folder, "dist/data-source.js"));
  const { openDatabase } = require(join(product, "typeorm/database.js"));
  const { readMetadata } = require(join(product, "typeorm/read-metadata.js"));
  const { postgres } = require(join(product, "dialects/postgres/dialect.js"));
  const { autogenerate } = require(join(product, "autogenerate.js"));
  const { renderRevisionFile } = require(join(product, "render/revision-file.js"));
  const { fileFormat } = require(join(product, "commands/format-file.js"));
  const { autogenerateRequest } = require("./request.cjs");

  const database = await openDatabase(AppDataSource);
  const connection = await database.connect();
  await readMetadata(AppDataSource, postgres.types, { defaultSchema: "public" });
  const start = process.cpuUsage();
  const { upgrade, downgrade, comments } = await autogenerate(
    autogenerateRequest(AppDataSource, connection, postgres),
  );
  const { style, format } = await fileFormat(join(folder, "revisions/versions/x.ts"));
  const header = { revision: "x", downRevision: null, branchLabels: null, dependsOn: null, message: "x" };
  const content = { ...header, createDate: "", language: "typescript", upgrade, downgrade, comments };
  const text = await format(renderRevisionFile(content, style));
  const { user, system } = process.cpuUsage(start);
  console.log(
    JSON.stringify({
      cpu: (user + system) / 1e3,
      bytes: text.length,
      memory: process.resourceUsage().maxRSS / 1024,
    }),
  );
  await connection.release();
  await database.close();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
