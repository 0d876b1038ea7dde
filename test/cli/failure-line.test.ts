/** A revision that fails is told with the line of its file: whatever fails, in whatever language the file is written. */
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createProject, type Project } from "./project";

const header = (types: string): string => `/**
 * fails
 *
 * Revision ID: a1
 * Revises:
 */
${types}

export const revision = "a1";
export const downRevision = null;
export const branchLabels = null;
export const dependsOn = null;
`;

/** The line that fails ends with `// HERE`. */
const bodies: Readonly<Record<string, string>> = {
  "a statement": `
  await op.execute("SELECT 1");
  await op.execute("SELECT * FROM nowhere"); // HERE
  await op.execute("SELECT 2");`,
  "an operation over several lines": `
  await op.createTable("post", { columns: [{ name: "id", type: "integer", nullable: false }] });
  await op.addColumn("nowhere", { // HERE
    name: "email",
    type: "varchar(255)",
    nullable: true,
  });`,
  "a call that is not understood": `
  await op.execute("SELECT 1");
  await op.dropColumn("post"); // HERE`,
  "the first of those that failed": `
  await op.execute("SELECT * FROM nowhere").catch(() => undefined); // HERE
  await op.execute("SELECT 1");`,
  "one that nobody waited for": `
  void op.execute("SELECT * FROM nowhere"); // HERE
  await op.execute("SELECT 1");`,
  "one of several at once": `
  await Promise.all(
    ["SELECT 1", "SELECT * FROM nowhere"].map(async (sql) => {
      await op.execute(sql); // HERE
    }),
  );`,
  "one outside the transaction": `
  await op.autocommit(async () => {
    await op.execute("SELECT 1");
    await op.execute("VACUUM nowhere"); // HERE
  });`,
  "one in a function that waits": `
  const wait = async (run) => {
    await new Promise((next) => setTimeout(next, 1));
    await run();
  };
  await wait(async () => {
    await op.execute("SELECT 1");
    await op.execute("SELECT * FROM nowhere"); // HERE
  });`,
  "a statement of the query runner": `
  await op.execute("SELECT 1");
  await op.queryRunner.query("SELECT * FROM nowhere"); // HERE`,
  "a statement of the entity manager": `
  await op.manager.query("SELECT 1");
  await op.manager.createQueryBuilder().select("x").from("nowhere", "n").getRawMany(); // HERE`,
  "an entity that is saved": `
  await op.execute("SELECT 1");
  await op.manager.save("post", [{ id: 1 }, { id: 2 }]); // HERE`,
  "its own code": `
  await op.execute("SELECT 1");
  const rows = await op.execute("SELECT 1 AS one");
  rows[7].one.toFixed(); // HERE`,
};

let database: TestDatabase;
let project: Project;
beforeAll(async () => {
  database = await createDatabase("line");
});
afterAll(async () => {
  await database.drop();
});
beforeEach(async () => {
  await database.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
});

function write(file: string, text: string, type: "commonjs" | "module" = "commonjs"): void {
  project = createProject({ databaseUrl: database.url });
  project.write("package.json", JSON.stringify({ type }));
  project.write("tsconfig.json", '{ "compilerOptions": { "target": "es2022", "module": "node16" } }');
  const config = `dataSource: "./data-source.cjs", directory: "./revisions"`;
  project.write("revise.config.cjs", `module.exports = { ${config} };\n`);
  project.write(
    "data-source.cjs",
    `const { DataSource, EntitySchema } = require("typeorm");
const Post = new EntitySchema({ name: "post", columns: { id: { type: Number, primary: true } } });
exports.dataSource = new DataSource({ type: "postgres", url: process.env.DATABASE_URL, entities: [Post] });\n`,
  );
  project.write(`revisions/versions/${file}`, text);
}

async function expectLine(file: string, text: string, ...options: string[]): Promise<void> {
  const line = text.split("\n").findIndex((one) => one.endsWith("// HERE")) + 1;
  const { code, stderr } = await project.revise("upgrade", "head", ...options);
  const place = `Revision a1 (${project.directory}/revisions/versions/${file}:${String(line)}) failed in upgrade: `;
  expect(stderr).toContain(place);
  expect(code).toBe(3);
  project.remove();
}

const typescript = (body: string, imports = ""): string => `${header(
  `import type { Operations } from "typeorm-revise";${imports}

interface Row {
  readonly one: number;
}
type Rows = readonly Row[];`,
)}
export async function upgrade(op: Operations): Promise<void> {${body
  .replace("(run)", "(run: () => Promise<void>)")
  .replace("const rows", "const rows: Rows")}
}
`;

const javascript = (body: string): string => `${header("")}
export async function upgrade(op) {${body}
}
`;

describe("a revision in TypeScript that fails tells the line of", () => {
  it.each(Object.entries(bodies))("%s", async (_, body) => {
    const text = typescript(body);
    write("a1.ts", text);
    await expectLine("a1.ts", text);
  });
});

describe("so does one", () => {
  const body = bodies["one in a function that waits"] ?? "";

  it("that is an ES module in JavaScript", async () => {
    const text = javascript(body);
    write("a1.mjs", text);
    await expectLine("a1.mjs", text);
  });

  it("that is CommonJS in JavaScript", async () => {
    const text = javascript(body)
      .replaceAll("export const ", "exports.")
      .replace("export async function upgrade", "exports.upgrade = async function upgrade");
    write("a1.js", text);
    await expectLine("a1.js", text);
  });

  it("that is TypeScript in a project of ES modules", async () => {
    const text = typescript(body);
    write("a1.ts", text, "module");
    await expectLine("a1.ts", text);
  });

  it("that imports what only the compiler of the project can load", async () => {
    const text = typescript(body, ` import { Post } from "../../post"; void Post;`);
    write("a1.ts", text);
    project.write(
      "post.ts",
      "const mark = (): PropertyDecorator => () => undefined;\nexport class Post {\n  @mark() id!: number;\n}\n",
    );
    project.write(
      "tsconfig.json",
      '{ "compilerOptions": { "target": "es2022", "module": "node16", "types": [], "skipLibCheck": true, "experimentalDecorators": true, "emitDecoratorMetadata": true } }',
    );
    await expectLine("a1.ts", text);
  });

  it("that is written as a script, which ends before anything is printed", async () => {
    const text = typescript(bodies["a call that is not understood"] ?? "");
    write("a1.ts", text);
    const { code, stdout } = await project.revise("upgrade", "head", "--sql");
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    await expectLine("a1.ts", text, "--sql");
  });

  it("whose function of another file failed, with the line that called it", async () => {
    const text = typescript(
      `\n  await op.execute("SELECT 1");\n  await fill(op); // HERE`,
      ` import { fill } from "../fill";`,
    );
    write("a1.ts", text);
    project.write(
      "revisions/fill.ts",
      `import type { Operations } from "typeorm-revise";
export async function fill(op: Operations): Promise<void> {
  await op.execute("SELECT 1");
  await op.execute("SELECT * FROM nowhere");
}\n`,
    );
    await expectLine("a1.ts", text);
  });
});
