/**
 * Generates a TypeORM project of N tables: 10 columns, 2 indexes, 1 or 2 foreign keys each, an enum on every fifth. The
 * variant with expressions has 3 checks, 2 partial indexes and 3 defaults more on each, in spellings that are not the
 * server's, and no two of them alike, so that each has to be settled by the server.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../workspace.mjs";

/** @returns the folder; `src/` holds TypeScript, `dist/` the same compiled */
export function generateProject(tables, { expressions = false } = {}) {
  const folder = join(root, ".cache/bench", `${tables}${expressions ? "-expressions" : ""}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "src/entities"), { recursive: true });
  const write = (file, text) => writeFileSync(join(folder, file), text);
  write("package.json", JSON.stringify({ name: `bench-${tables}`, private: true }));
  write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["src"] }, null, 2));
  for (let index = 0; index < tables; index++)
    write(`src/entities/entity-${index}.ts`, entity(index, expressions));
  write("src/data-source.ts", dataSource(tables));
  for (const kind of ["src", "dist"]) {
    const file = kind === "src" ? "./src/data-source.ts" : "./dist/data-source.js";
    write(
      `revise.${kind}.config.js`,
      `module.exports = { dataSource: "${file}", directory: "./revisions" };\n`,
    );
  }
  mkdirSync(join(folder, "revisions/versions"), { recursive: true });
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, "-p", folder, "--outDir", join(folder, "dist")],
    {
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`The generated project does not compile:\n${stdout}`);
  return folder;
}

const compilerOptions = {
  target: "es2022",
  module: "commonjs",
  moduleResolution: "node10",
  ignoreDeprecations: "6.0",
  rootDir: "src",
  strict: true,
  strictPropertyInitialization: false,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  skipLibCheck: true,
  types: ["node"],
};

const expressionDecorators = (index) => `@Check("amount >= 0 AND amount < ${1000000 + index}")
@Check("length(code) > ${index}")
@Check("code <> upper('none ${index}')")
@Index(["amount"], { where: "active AND amount > ${index}" })
@Index(["description"], { where: "description IS NOT NULL AND code LIKE 'a${index}%'" })
`;

const expressionColumns = (index) => `
  @Column({ type: "timestamptz", default: () => "now() + interval '1 day' * ${index}" })
  expiresAt: Date;

  @Column({ type: "int", default: () => "1 + ${index}" })
  weight: number;

  @Column({ type: "text", default: () => "lower('NONE ${index}')" })
  note: string;
`;

function entity(index, expressions) {
  const parent = index === 0 ? 0 : index - 1;
  const second = index % 2 === 1 && index > 2 ? index - 3 : null;
  const targets = [...new Set([parent, ...(second === null ? [] : [second])])].filter(
    (target) => target !== index,
  );
  const imports = targets.map((target) => `import { Entity${target} } from "./entity-${target}";`).join("\n");
  const relation = (name, target) => `
  @ManyToOne(() => Entity${target}, { onDelete: "CASCADE" })
  ${name}: ${target === index ? `Entity${index}` : `Relation<Entity${target}>`};
`;
  return `import { Check, Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, Relation } from "typeorm";
${imports}
${index % 5 === 0 ? `\nexport enum State${index} {\n  Open = "open",\n  Closed = "closed",\n}\n` : ""}
@Entity("entity_${index}")
@Index("ix_entity_${index}_code", ["code"], { unique: true })
@Index("ix_entity_${index}_created", ["createdAt", "amount"])
${expressions ? expressionDecorators(index) : ""}export class Entity${index} {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 40 })
  code: string;

  @Column({ type: "text", nullable: true })
  description: string | null;

  @Column("numeric", { precision: 12, scale: 2, default: 0 })
  amount: string;

  @Column({ default: true })
  active: boolean;

  @Column({ type: "timestamptz", default: () => "now()" })
  createdAt: Date;

  @Column({ type: "jsonb", default: {} })
  payload: object;

  ${index % 5 === 0 ? `@Column({ type: "enum", enum: State${index}, default: State${index}.Open })\n  state: State${index};` : `@Column({ default: "new" })\n  state: string;`}
${expressions ? expressionColumns(index) : ""}${relation("parent", parent)}${second === null ? '\n  @Column({ type: "int", nullable: true })\n  extra: number | null;\n' : relation("other", second)}}
`;
}

function dataSource(tables) {
  const names = Array.from({ length: tables }, (_, index) => index);
  return `import { DataSource } from "typeorm";
${names.map((index) => `import { Entity${index} } from "./entities/entity-${index}";`).join("\n")}

export const AppDataSource = new DataSource({
  type: "postgres",
  url: process.env["DATABASE_URL"],
  entities: [${names.map((index) => `Entity${index}`).join(", ")}],
});
`;
}
