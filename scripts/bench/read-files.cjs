/** Reads all files of a folder, and nothing else. */
const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const [folder] = process.argv.slice(2);
for (const file of readdirSync(folder)) readFileSync(join(folder, file), "utf8");
