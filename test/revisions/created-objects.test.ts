import { describe, expect, it } from "vitest";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createdIn, createdObjects } from "../../packages/revise/src/revisions/created-objects";
import { objectKey } from "../../packages/revise/src/model/names";
import { revision } from "./draw";

describe("createdObjects", () => {
  it("finds creations and renamings with literal names, in upgrade and its helpers alone", () => {
    const source = `
// op.createTable("comment")
const text = 'op.createTable("string")';
async function more(op) { await op.createView(\`report\`, { as: "SELECT 1" }); }
export async function upgrade(op) {
  await op.createSchema("app");
  await op.createTable("app.user", { columns: [{ name: "createTable", type: "x" }] });
  await op.createTable({ schema: "app", name: "a.b" }, {});
  await op.createEnum('mood', ["a"]);
  await op.createSequence("s"); await op.createExtension("uuid-ossp");
  await op.renameTable("app.user", "person");
  await op.renameEnum({ name: "mood", schema: null }, { name: "feeling" });
  await op.setSchema({ table: "app.user" }, "crm");
  await op.setSchema({ type: "app.feeling", }, null);
  await op.renameObject({ materializedView: { schema: "app", name: "r.1" } }, "r.2");
  await op.renameObject({ table: "app.user", trigger: "touch" }, "touched");
  await op.createTable(name);
  await op.execute("op.createTable('sql')"); createTable("bare");
  await op.bulkInsert("t", [{ note: \`\${op.createTable("inTemplate", {})}\` }]);
}
export const downgrade = async (op) => { await op.createTable("old", {}); };
export async function after(op) { await op.createTable("last"); }
`;
    expect(createdIn(source).map(({ kind, name }) => `${kind} ${name.schema ?? ""}|${name.name}`)).toEqual([
      "view |report",
      "schema |app",
      "table app|user",
      "table app|a.b",
      "enum |mood",
      "sequence |s",
      "extension |uuid-ossp",
      "table app|person",
      "enum |feeling",
      "table crm|user",
      "enum |feeling",
      "view app|r.2",
      "table |inTemplate",
      "table |last",
    ]);
  });

  it("skips downgrade however it is written", () => {
    for (const downgrade of [
      "export async function downgrade(op: Operations): Promise<void> { await op.createTable('x', { a: {} }); }",
      "exports.downgrade = async function (op) { await op.createTable('x'); };",
      "exports.downgrade = async ({ a } = {}, op) => { await op.createTable('x'); };",
      "module.exports = { downgrade };",
      "export const downgrade = (op) => op.createTable('x');",
    ]) {
      const found = createdIn(`${downgrade}\nexport function upgrade(op) { return op.createTable("y"); }`);
      expect(
        found.map(({ name }) => name.name),
        downgrade,
      ).toEqual(["y"]);
    }
  });

  it("keys a name in the default schema like one without", () => {
    const root = mkdtempSync(join(tmpdir(), "revise-created-"));
    const file = join(root, "a.ts");
    writeFileSync(file, 'export function upgrade(op) { op.createTable("public.user"); }');
    const one = [{ ...revision("a1"), path: file }];
    expect([...createdObjects(one, "public")]).toEqual([objectKey("table", { schema: null, name: "user" })]);
    expect([...createdObjects([{ ...revision("a1"), path: join(root, "gone.ts") }])]).toEqual([]);
    rmSync(root, { recursive: true });
  });
});
