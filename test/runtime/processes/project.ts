/** A small project in plain JavaScript, which loads as fast as a project can. */
import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The functions of each revision, in the order of a line: `up` and `down` as the text of their bodies. */
export interface RevisionText {
  readonly up: string;
  readonly down: string;
  readonly head?: string;
}

export interface ScriptProject {
  readonly directory: string;
  write(index: number, revision: RevisionText): void;
  remove(): void;
}

const root = resolve(__dirname, "../../..");

/** @param config more options of the configuration, as text: `lockTimeout: 500,` */
export function createScriptProject(revisions: readonly RevisionText[], config = ""): ScriptProject {
  const directory = join(root, ".cache/processes", randomBytes(6).toString("hex"));
  const versions = join(directory, "revisions/versions");
  mkdirSync(versions, { recursive: true });
  writeFileSync(join(directory, "package.json"), '{ "type": "commonjs" }');
  writeFileSync(
    join(directory, "data-source.js"),
    `const { DataSource, EntitySchema } = require("typeorm");
const Person = new EntitySchema({ name: "person", columns: { id: { type: Number, primary: true } } });
exports.AppDataSource = new DataSource({ type: "postgres", url: process.env.DATABASE_URL, entities: [Person] });
`,
  );
  writeFileSync(
    join(directory, "revise.config.js"),
    `module.exports = { dataSource: "./data-source.js", directory: "./revisions", ${config} };\n`,
  );
  const project: ScriptProject = {
    directory,
    write: (index, { up, down, head = "" }) => {
      writeFileSync(
        join(versions, `${idOf(index)}_step.js`),
        `exports.revision = "${idOf(index)}";
exports.downRevision = ${index === 0 ? "null" : `"${idOf(index - 1)}"`};
${head}
exports.upgrade = async (op) => {
${up}
};
exports.downgrade = async (op) => {
${down}
};
`,
      );
    },
    remove: () => {
      rmSync(directory, { recursive: true, force: true });
    },
  };
  for (const [index, revision] of revisions.entries()) project.write(index, revision);
  return project;
}

export function idOf(index: number): string {
  return `a${String(index + 1)}`.padEnd(12, "0");
}
