/** Passwords are in no output, wherever they come from and whatever goes wrong. */
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, type Project } from "./project";

const secret = "s3cr3t/p@ss w%rd";
const encoded = encodeURIComponent(secret);

let database: TestDatabase;
let shop: Project;

beforeAll(async () => {
  database = await createDatabase("secrets");
  shop = createProject({ from: "demo", databaseUrl: database.url });
  shop.write(
    "revisions/versions/a1_first.ts",
    `/** first */
export const revision = "a1";
export const downRevision = null;
export const branchLabels = null;
export const dependsOn = null;
export async function upgrade(op) { await op.execute("SELECT $1::text, 1 / 0", [process.env.SECRET]); }
export async function downgrade(op) { throw new Error("could not reach " + process.env.OTHER_URL); }
`,
  );
});
afterAll(async () => {
  shop.remove();
  await database.drop();
});

/** DataSource options that each hold the password, for a server at a port. */
const sources = (port: string): Record<string, string> => {
  const { username, pathname } = new URL(database.url);
  const parts = `host: "127.0.0.1", port: ${port}, username: "${username}", database: "${pathname.slice(1)}"`;
  const url = `postgres://${username}:${encoded}@127.0.0.1:${port}${pathname}`;
  const password = `password: process.env.SECRET`;
  return {
    url: `url: ${JSON.stringify(url)}`,
    query: `url: ${JSON.stringify(`postgres://${username}@127.0.0.1:${port}${pathname}?password=${encoded}`)}`,
    options: `${parts}, ${password}`,
    function: `${parts}, password: async () => process.env.SECRET`,
    extra: `${parts}, extra: { ${password} }`,
    replication: `replication: { master: { ${parts}, ${password} }, slaves: [] }`,
    variable: parts,
  };
};

const outputs = async (...commands: string[]): Promise<string> => {
  let text = "";
  for (const command of commands) {
    const { stdout, stderr } = await shop.reviseWith(
      { SECRET: secret, PGPASSWORD: secret, OTHER_URL: `mysql://root:${encoded}@db/x` },
      ...command.split(" "),
    );
    text += `$ ${command}\n${stdout}${stderr}`;
  }
  return text;
};

const expectSilence = (text: string): void => {
  for (const form of [secret, encoded, JSON.stringify(secret).slice(1, -1)]) expect(text).not.toContain(form);
};

const write = (options: string): void => {
  shop.write(
    "src/data-source.ts",
    `import { DataSource } from "typeorm";
import { Order } from "./entities/order";
import { User } from "./entities/user";
export const AppDataSource = new DataSource({ type: "postgres", ${options}, logging: true, entities: [User, Order] });`,
  );
};

describe("a password", () => {
  it.each(["url", "query", "options", "function", "extra", "replication", "variable"])(
    "from %s is not printed",
    async (kind) => {
      write(sources(new URL(database.url).port)[kind] ?? "");
      const fine = await outputs("current -v", "check --json --raiseerr", "upgrade head --raiseerr");
      expect(fine).toContain("division by zero");
      expect(fine).toContain(`${kind === "variable" || kind === "function" ? "" : ":***"}@127.0.0.1`);
      expectSilence(fine);
      write(sources("1")[kind] ?? "");
      const failed = await outputs("current -v --raiseerr", "current --json");
      expect(failed).toContain("Can't connect to the database");
      expectSilence(failed);
    },
  );

  it("in an address is masked where it is no path, in an error of a revision, and in one of the configuration", async () => {
    write(sources(new URL(database.url).port)["url"] ?? "");
    await shop.revise("stamp", "a1");
    const thrown = await outputs("downgrade base --raiseerr");
    expect(thrown).toContain("could not reach mysql://root:***@db/x");
    expectSilence(thrown);
    shop.write("revise.config.ts", `export default { dataSource: "postgres://ada:${encoded}@db/shop" };`);
    const mistaken = await outputs("check --raiseerr");
    expect(mistaken).toContain(
      'must be the path of a module, a DataSource, or a function that gives one, not "postgres://ada:***@db/shop"',
    );
    expectSilence(mistaken);
    shop.write("revise.config.ts", `throw new Error("no " + process.env.OTHER_URL);`);
    expectSilence(await outputs("check --raiseerr"));
  });
});
