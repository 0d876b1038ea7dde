/** Generates projects with long histories: one line of revisions. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../workspace.mjs";

/** @returns the folder of a project with `count` revisions of one column each */
export function generateRevisions(count) {
  return generate(`revisions-${count}`, count, {
    up: (index) => `await op.addColumn("user", { name: "c${index}", type: "text", nullable: true });`,
    down: (index) => `await op.dropColumn("user", "c${index}");`,
  });
}

/**
 * @returns the folder of a project with `count` revisions that do nothing, and the file of the statements that applying
 * them comes down to, those of `upgrade --sql`: a JSON array
 */
export function emptyRevisions(count) {
  const nothing = () => "";
  const folder = generate(`empty-${count}`, count, { up: nothing, down: nothing });
  const statements = ["CREATE TABLE revise_version (version_num text PRIMARY KEY)"];
  for (let index = 0; index < count; index++) {
    const change =
      index === 0
        ? `INSERT INTO revise_version (version_num) VALUES ('${id(0)}')`
        : `UPDATE revise_version SET version_num = '${id(index)}' WHERE version_num = '${id(index - 1)}'`;
    statements.push("BEGIN", change, "COMMIT");
  }
  const file = join(folder, "statements.json");
  writeFileSync(file, JSON.stringify(statements));
  return { folder, statements: file };
}

function generate(name, count, { up, down }) {
  const folder = join(root, ".cache/bench", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "revisions/versions"), { recursive: true });
  const write = (file, text) => writeFileSync(join(folder, file), text);
  write(
    "revise.config.js",
    `module.exports = { dataSource: "./data-source.js", directory: "./revisions" };\n`,
  );
  write("data-source.js", dataSource);
  for (let index = 0; index < count; index++) {
    write(`revisions/versions/${id(index)}_step_${index}.ts`, revision(index, up(index), down(index)));
  }
  return folder;
}

/** Spread over the alphabet, so that the order of the files is not that of the graph. */
function id(index) {
  return ((index * 2654435761) % 2 ** 32).toString(16).padStart(8, "0") + index.toString(16).padStart(4, "0");
}

const dataSource = `const { DataSource, EntitySchema } = require("typeorm");
const user = new EntitySchema({ name: "user", columns: { id: { type: Number, primary: true } } });
exports.AppDataSource = new DataSource({ type: "postgres", url: process.env.DATABASE_URL, entities: [user] });
`;

function revision(index, up, down) {
  const parent = index === 0 ? null : id(index - 1);
  return `/**
 * step ${index}
 *
 * Revision ID: ${id(index)}
 * Revises: ${parent ?? ""}
 * Create Date: 2026-11-20T12:36:45.003Z
 */
import type { Operations } from "typeorm-revise";

export const revision = "${id(index)}";
export const downRevision = ${JSON.stringify(parent)};
export const branchLabels = null;
export const dependsOn = null;

export async function upgrade(op: Operations): Promise<void> {
  ${up}
}

export async function downgrade(op: Operations): Promise<void> {
  ${down}
}
`;
}
