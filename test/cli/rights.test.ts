/** Roles with the rights that `docs/rights.md` lists, by the statements of that page, and roles with fewer. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, type Outcome, type Project } from "./project";

const page = readFileSync(join(resolve(__dirname, "../.."), "docs/rights.md"), "utf8");
const [reader = "", compares = "", owner = "", handOver = "", creates = "", stamper = ""] = [
  ...page.matchAll(/```sql\n([^`]*)```/g),
].map(([, sql]) => sql ?? "");

const suffix = randomBytes(4).toString("hex");
const roles = ["reader", "owner", "admin", "stamper", "nobody"].map((role) => `shop_${role}_${suffix}`);

let database: TestDatabase;
let shop: Project;

/** The statements of the page, on the database and with the roles of this test. */
const run = async (sql: string): Promise<void> => {
  await database.query(
    sql
      .replace(/DATABASE shop/g, `DATABASE ${database.name}`)
      .replace(/\bshop_([a-z]+)\b/g, `shop_$1_${suffix}`),
  );
};
const as = (role: string, ...args: string[]): Promise<Outcome> => {
  const url = new URL(database.url);
  url.username = `shop_${role}_${suffix}`;
  return shop.reviseWith({ DATABASE_URL: url.href }, ...args);
};

beforeAll(async () => {
  database = await createDatabase("rights");
  shop = createProject({ from: "demo", databaseUrl: database.url });
  shop.write("src/entities/user.ts", user("length(name) > 2"));
  await run(`REVOKE ALL ON SCHEMA public FROM PUBLIC; REVOKE ALL ON DATABASE shop FROM PUBLIC;
    CREATE ROLE shop_nobody LOGIN; GRANT CONNECT ON DATABASE shop TO shop_nobody;
    CREATE ROLE shop_admin LOGIN; GRANT CONNECT, CREATE ON DATABASE shop TO shop_admin;
    GRANT USAGE, CREATE ON SCHEMA public TO shop_admin`);
});
afterAll(async () => {
  shop.remove();
  await database.query(`DROP OWNED BY ${roles.join(", ")} CASCADE`);
  await database.query(`DROP ROLE ${roles.join(", ")}`);
  await database.drop();
});

function user(check: string): string {
  return `import { Check, Column, Entity, OneToMany, PrimaryGeneratedColumn } from "typeorm";
import type { Relation } from "typeorm";
import { Order } from "./order";

@Entity()
@Check("long_enough", "${check}")
export class User {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 40 })
  name: string;

  @OneToMany(() => Order, (order) => order.customer)
  orders: Relation<Order>[];
}
`;
}

// One story: each part starts from what the one before it left.
describe("the rights of docs/rights.md", () => {
  it("are six scripts", () => {
    expect([reader, compares, owner, handOver, creates, stamper].filter((sql) => sql === "")).toEqual([]);
  });

  it("are asked for by name where there are none", async () => {
    const none = await as("nobody", "--autogenerate", "-m", "shop");
    expect(none.code).toBe(3);
    expect(none.stderr).toContain("no schema of the search path exists, or this user may use none of them");
    expect(shop.revisions()).toEqual([]);
    await run("GRANT USAGE ON SCHEMA public TO shop_nobody");
    const table = await as("nobody", "ensure-version");
    expect(table.code).toBe(3);
    expect(table.stderr).toContain(
      "The version table public.revise_version can't be created: permission denied for schema public",
    );
  });

  it("let an admin run revisions, and an owner after it took over", async () => {
    expect((await as("admin", "--autogenerate", "-m", "shop", "--rev-id", "a1")).code).toBe(0);
    const up = await as("admin", "upgrade", "head");
    expect(up.code, up.stderr).toBe(0);
    await run(owner);
    const foreign = await as("owner", "downgrade", "base");
    expect(foreign.code).toBe(3);
    expect(foreign.stderr).toContain(
      "The version table public.revise_version can't be read: permission denied",
    );
    await run(handOver);
    const down = await as("owner", "downgrade", "base");
    expect(down.code, down.stderr).toBe(0);
    const again = await as("owner", "upgrade", "head");
    expect(again.code, again.stderr).toBe(0);
  });

  it("let a reader do everything that does not write", async () => {
    await run(reader);
    for (const command of [
      "current",
      "history -i",
      "check",
      "diff",
      "upgrade head --dry-run",
      "downgrade base --dry-run",
      "upgrade head",
    ]) {
      const { code, stderr } = await as("reader", ...command.split(" "));
      expect(code, `${command}: ${stderr}`).toBe(0);
    }
    const stamp = await as("reader", "stamp", "base");
    expect(stamp.code).toBe(3);
    expect(stamp.stderr).toContain(
      "The version table public.revise_version can't be changed: permission denied",
    );
    const down = await as("reader", "downgrade", "base");
    expect(down.code).toBe(3);
    expect(down.stderr).toContain("must be owner of table");
    expect((await as("reader", "current")).stdout).toBe("a1 (head)\n");
  });

  it("leave nothing uncompared without saying so", async () => {
    shop.write("src/entities/user.ts", user("length(name) > 3"));
    const blind = await as("reader", "check");
    expect(blind.code, blind.stderr).toBe(0);
    expect(blind.stdout).toBe("No changes in what could be compared.\n");
    expect(blind.stderr).toContain(
      "Not compared: Constraint long_enough of user was not compared: permission denied to create temporary tables",
    );
    await run(compares);
    const seeing = await as("reader", "check");
    expect(seeing.code).toBe(1);
    expect(seeing.stdout).toContain("~ Change check long_enough on user");
    const written = await as("reader", "--autogenerate", "-m", "longer", "--rev-id", "b2");
    expect(written.code, written.stderr).toBe(0);
  });

  it("let the owner of a database create schemas, and others not", async () => {
    shop.write(
      "revisions/versions/c3_schema.ts",
      `/** schema */
export const revision = "c3";
export const downRevision = "b2";
export const branchLabels = null;
export const dependsOn = null;
export async function upgrade(op) { await op.createSchema("app"); }
export async function downgrade(op) { await op.dropSchema("app"); }
`,
    );
    const denied = await as("owner", "upgrade", "head");
    expect(denied.code).toBe(3);
    expect(denied.stderr).toContain("failed in upgrade: permission denied for database");
    expect(denied.stderr).toContain("Operation: Create schema app");
    expect((await as("owner", "current")).stdout).toBe("b2\n");
    await run(creates);
    expect((await as("owner", "upgrade", "head")).code).toBe(0);
  });

  it("let a role stamp that may do nothing else", async () => {
    await run(stamper);
    expect((await as("nobody", "stamp", "b2")).stderr).toContain(
      "can't be read: permission denied for table",
    );
    const stamped = await as("stamper", "stamp", "b2");
    expect(stamped.code, stamped.stderr).toBe(0);
    expect((await as("stamper", "current")).stdout).toBe("b2\n");
    expect((await as("stamper", "upgrade", "head")).code).toBe(3);
  });
});
