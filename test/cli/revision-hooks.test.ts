/** The functions of the configuration that take part in writing revisions. */
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createProject, type Outcome, type Project } from "./project";

let database: TestDatabase;
let shop: Project;

beforeAll(async () => {
  database = await createDatabase("revision_hooks");
  shop = createProject({ from: "demo", databaseUrl: database.url });
});
afterAll(async () => {
  shop.remove();
  await database.drop();
});
afterEach(async () => {
  shop.write("revise.config.ts", `export default { dataSource: "./src/data-source.ts" };`);
  for (const file of shop.revisions()) shop.delete(`revisions/versions/${file}`);
  await database.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
});

function configure(options: string): void {
  shop.write("revise.config.ts", `export default { dataSource: "./src/data-source.ts", ${options} };`);
}

const autogenerate = (...args: string[]): Promise<Outcome> =>
  shop.revise("--autogenerate", "-m", "shop", "--rev-id", "a1", ...args);

const text = (file = "a1_shop.ts"): string => shop.read(`revisions/versions/${file}`);

async function refused(options: string, ...words: string[]): Promise<void> {
  configure(options);
  const { code, stderr } = await autogenerate();
  expect([2, 3], stderr).toContain(code);
  for (const word of words) expect(stderr).toContain(word);
  expect(shop.revisions()).toEqual([]);
}

describe("renderItem", () => {
  it("writes a statement of its own, leaves operations out, and leaves the rest as usual", async () => {
    configure(`renderItem: (type, operation, { direction }) => {
      if (type === "createEnum") return "await op.execute(\\n'-- ' + " + JSON.stringify(direction + operation.type.name.name) + ")";
      return type === "addForeignKey" || type === "dropConstraint" ? null : false;
    }`);
    const { code, stderr } = await autogenerate();
    expect(code, stderr).toBe(0);
    expect(text()).toContain('await op.execute("-- " + "upgradeorder_status_enum");');
    expect(text()).toContain('await op.createTable("user"');
    expect(text()).toContain('await op.dropEnum("order_status_enum");');
    expect(text()).not.toMatch(/addForeignKey|dropConstraint/);
  });

  it("writes the line of an empty function where everything is left out", async () => {
    configure("renderItem: () => null");
    expect((await autogenerate()).code).toBe(0);
    expect(text().match(/Nothing to do/g)).toHaveLength(2);
  });

  it("is refused for what is no statement", async () => {
    await refused("renderItem: () => 5", "renderItem of ", "neither text, null nor false");
    await refused(`renderItem: () => "await ("`, "renderItem of ", "not TypeScript");
    await refused(`renderItem: () => { throw new Error("no") }`, "renderItem of ", "failed: no");
  });
});

describe("processRevisionDirectives", () => {
  it("changes what is written, and the SQL that is shown", async () => {
    configure(`processRevisionDirectives: (context, heads, [directive]) => {
      console.error(JSON.stringify([context, heads, directive.head, directive.versionPath.endsWith("revisions/versions")]));
      directive.message = "less";
      directive.upgrade = directive.upgrade.filter(({ kind }) => kind !== "addForeignKey");
      directive.downgrade = directive.downgrade.filter(({ kind }) => kind !== "dropConstraint");
    }`);
    const { code, stderr, stdout } = await autogenerate("--sql");
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('[{"command":"revision","environment":null,"autogenerate":true},[],[],true]');
    expect(stdout).not.toContain("FOREIGN KEY");
    expect(shop.revisions()).toEqual(["a1_less.ts"]);
    expect(text("a1_less.ts")).not.toContain("addForeignKey");
    expect(await shop.revise("upgrade", "head")).toMatchObject({ code: 0 });
  });

  it("splits one revision in two that follow each other", async () => {
    configure(`processRevisionDirectives: (context, heads, directives) => {
      const [all] = directives;
      const isKey = ({ kind }) => kind === "addForeignKey" || kind === "dropConstraint";
      directives.push({
        ...all, id: "a2", message: "keys", head: [all.id],
        upgrade: all.upgrade.filter(isKey), downgrade: all.downgrade.filter(isKey),
      });
      all.upgrade = all.upgrade.filter((one) => !isKey(one));
      all.downgrade = all.downgrade.filter((one) => !isKey(one));
    }`);
    const { code, stdout, stderr } = await autogenerate("--json");
    expect(code, stderr).toBe(0);
    const { id, written } = JSON.parse(stdout) as { id: string; written: { displayPath: string }[] };
    expect(id).toBe("a1");
    expect(written.map(({ displayPath }) => displayPath)).toEqual([
      "revisions/versions/a1_shop.ts",
      "revisions/versions/a2_keys.ts",
    ]);
    expect(text("a2_keys.ts")).toContain('export const downRevision = "a1";');
    expect(await shop.revise("upgrade", "head")).toMatchObject({ code: 0 });
    expect((await shop.revise("check")).code).toBe(0);
  });

  it("writes no file where it empties the list, or the operations", async () => {
    configure("processRevisionDirectives: (context, heads, directives) => { directives.length = 0; }");
    expect((await autogenerate()).stderr).toContain("No file was written");
    configure(
      "processRevisionDirectives: (c, h, [directive]) => { directive.upgrade = []; directive.downgrade = []; }",
    );
    expect((await autogenerate()).stderr).toContain("No file was written");
    expect(shop.revisions()).toEqual([]);
  });

  it("can't get past the checks, and writes nothing when one fails", async () => {
    await refused(
      `processRevisionDirectives: (c, h, directives) => { directives.push({ ...directives[0] }); }`,
      "a1",
    );
    await refused(
      `processRevisionDirectives: (c, h, directives) => { directives.push({ id: "a2" }); }`,
      "processRevisionDirectives of ",
      '"message" is no text',
    );
    await refused(`processRevisionDirectives: (c, h, [one]) => { one.head = ["nowhere"]; }`, "nowhere");
    await refused(`processRevisionDirectives: async () => { throw new Error("no"); }`, "failed: no");
  });
});

describe("template", () => {
  const template = `/**
 * {{message}}
 *
 * Revision ID: {{revision}}
 * Revises: {{ downRevision }}
 * Create Date: {{createDate}}
 */
// Reviewed by: nobody yet
import type { Operations } from "typeorm-revise";

{{constants}}

export async function upgrade(op: Operations): Promise<void> {
  await op.execute("SET LOCAL search_path = public");
  {{upgrade}}
}

export async function downgrade(op: Operations): Promise<void> {
  {{downgrade}}
}
`;

  it("makes the file, which runs and is found like any other", async () => {
    shop.write("revision.template", template);
    configure(`template: "./revision.template"`);
    const { code, stderr } = await shop.revise(
      "--autogenerate",
      "-m",
      "the shop\n\nends a comment */",
      "--rev-id",
      "a1",
    );
    expect(code, stderr).toBe(0);
    const [file = ""] = shop.revisions();
    expect(text(file)).toContain("// Reviewed by: nobody yet");
    expect(text(file)).toContain(" * the shop\n *\n * ends a comment *\\/\n");
    expect(await shop.revise("upgrade", "head")).toMatchObject({ code: 0 });
    expect((await shop.revise("check")).code).toBe(0);
    expect((await shop.revise("history")).stdout).toContain("<base> -> a1 (head), the shop");
    expect(await shop.revise("downgrade", "base")).toMatchObject({ code: 0 });
  });

  it.each([
    ["{{upgrades}}", '"{{upgrades}}"', template.replace("{{upgrade}}", "{{upgrades}}")],
    ["no downgrade", 'lacks the token "{{downgrade}}"', template.replace("{{downgrade}}", "")],
    ["no TypeScript", "not TypeScript", `${template}\n)`],
    [
      "another revision",
      "another revision",
      template.replace(
        "{{constants}}",
        'export const revision = "b1"; export const downRevision = null; /*\n{{constants}} */',
      ),
    ],
  ])("is refused with %s", async (_name, words, wrong) => {
    shop.write("revision.template", wrong);
    await refused(`template: "./revision.template"`, "revision.template", words);
  });
});
