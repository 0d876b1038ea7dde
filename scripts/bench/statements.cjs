/** Sends statements one after the other, each in a round trip of its own, as `psql` does with a file. */
const { readFileSync } = require("node:fs");
const { Client } = require("pg");
const [file] = process.argv.slice(2);

async function main() {
  const client = new Client({ connectionString: process.env["DATABASE_URL"] });
  await client.connect();
  for (const statement of JSON.parse(readFileSync(file, "utf8"))) await client.query(statement);
  await client.end();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
