import { beforeEach, describe, expect, it } from "vitest";
import type { Generation } from "../../../../packages/revise/src/model/column";
import { parseType } from "../../../../packages/revise/src/dialects/postgres/types/parse";
import { compile } from "../../../../packages/revise/src/dialects/postgres/ddl/compile";
import type { AlterColumn } from "../../../../packages/revise/src/operations/column";
import { name, run, useDatabase, value } from "../fixture";

const database = useDatabase("alter_column");
const hostile = name(`T"able's`, `S"chema $1`);
const on = `"S""chema $1"."T""able's"`;

beforeEach(async () => {
  await database().query(`DROP SCHEMA IF EXISTS "S""chema $1" CASCADE; CREATE SCHEMA "S""chema $1"`);
});

function alter(facets: Partial<AlterColumn>): AlterColumn {
  return { kind: "alterColumn", table: hostile, column: "c", ...facets };
}

function typeOf(): Promise<unknown> {
  return value(
    database(),
    `SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '${on.replaceAll("'", "''")}'::regclass AND attname = 'c'`,
  );
}

function defaultOf(): Promise<unknown> {
  return value(
    database(),
    `SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = adrelid AND a.attnum = adnum
      WHERE adrelid = '${on.replaceAll("'", "''")}'::regclass AND attname = 'c'`,
  );
}

describe("alterColumn of type", () => {
  it("keeps the rows", async () => {
    await database().query(`CREATE TABLE ${on} (c varchar(5)); INSERT INTO ${on} VALUES ('12')`);
    await run(database(), alter({ type: { from: parseType("varchar(5)"), to: parseType("integer") } }));
    expect(await typeOf()).toBe("integer");
    expect(await value(database(), `SELECT c FROM ${on}`)).toBe(12);
  });

  it("replaces a default that could not be converted", async () => {
    await database().query(`CREATE TABLE ${on} (c text DEFAULT 'many'); INSERT INTO ${on} VALUES ('7')`);
    await run(
      database(),
      alter({
        type: { from: parseType("text"), to: parseType("integer") },
        default: { from: { kind: "literal", text: "many" }, to: { kind: "literal", text: "-1" } },
      }),
    );
    expect(await defaultOf()).toBe("'-1'::integer");
    expect(await value(database(), `SELECT c FROM ${on}`)).toBe(7);
  });

  it("takes the expression that the operation gives", async () => {
    await database().query(`CREATE TABLE ${on} (c text); INSERT INTO ${on} VALUES ('yes'), ('no')`);
    await run(
      database(),
      alter({ type: { to: parseType("boolean") }, using: { to: "c = 'yes'" }, nullable: { to: false } }),
    );
    expect(await database().query(`SELECT c FROM ${on}`)).toEqual([{ c: true }, { c: false }]);
  });

  it("changes type, collation, nullability, default and comment in one statement and a comment", async () => {
    await database().query(
      `CREATE TABLE ${on} (c varchar(5) COLLATE "C" DEFAULT 'a'); INSERT INTO ${on} VALUES ('b')`,
    );
    const operation = alter({
      type: { from: parseType("varchar(5)"), to: parseType("varchar(9)") },
      collation: { from: { schema: "pg_catalog", name: "C" }, to: { schema: "pg_catalog", name: "POSIX" } },
      nullable: { from: true, to: false },
      default: { from: { kind: "literal", text: "a" }, to: { kind: "literal", text: `it's a \\` } },
      comment: { from: null, to: `it's a \\ comment` },
    });
    expect(compile([operation])).toHaveLength(2);
    await run(database(), operation);
    expect(await defaultOf()).toBe(`'it''s a \\'::character varying`);
    expect(await typeOf()).toBe("character varying(9)");
    expect(
      await database().query(
        `SELECT collname, attnotnull, col_description(attrelid, attnum) AS comment FROM pg_attribute a
          JOIN pg_collation k ON k.oid = attcollation WHERE attrelid = $1::regclass AND attname = 'c'`,
        [on],
      ),
    ).toEqual([{ collname: "POSIX", attnotnull: true, comment: `it's a \\ comment` }]);
  });

  it("changes a collation alone and keeps the type", async () => {
    await database().query(`CREATE TABLE ${on} (c varchar(5) DEFAULT 'a'); INSERT INTO ${on} VALUES ('b')`);
    const collation = value.bind(
      null,
      database(),
      `SELECT collname FROM pg_attribute JOIN pg_collation k ON k.oid = attcollation WHERE attrelid = '${on.replaceAll("'", "''")}'::regclass AND attname = 'c'`,
    );
    await run(database(), alter({ collation: { to: { schema: "pg_catalog", name: "C" } } }));
    expect(await typeOf()).toBe("character varying(5)");
    expect(await collation()).toBe("C");
    await run(database(), alter({ collation: { to: null } }));
    expect(await collation()).toBe("default");
    expect(await typeOf()).toBe("character varying(5)");
  });

  it("leads the sequence of a serial column along", async () => {
    await database().query(`CREATE TABLE ${on} (c serial); INSERT INTO ${on} DEFAULT VALUES`);
    await run(database(), alter({ type: { from: parseType("integer"), to: parseType("bigint") } }));
    expect(await sequenceType()).toBe("bigint");
    await run(database(), alter({ type: { to: parseType("smallint") } }));
    expect(await sequenceType()).toBe("smallint");
  });

  it("leaves the sequence of an identity column to the server", async () => {
    await database().query(`CREATE TABLE ${on} (c integer GENERATED ALWAYS AS IDENTITY)`);
    await run(database(), alter({ type: { from: parseType("integer"), to: parseType("bigint") } }));
    expect(await sequenceType()).toBe("bigint");
  });
});

describe("alterColumn of default and nullability", () => {
  it("drops what is gone", async () => {
    await database().query(`CREATE TABLE ${on} (c integer NOT NULL DEFAULT 1)`);
    await run(database(), alter({ nullable: { to: true }, default: { to: null } }));
    expect(await defaultOf()).toBeUndefined();
    await database().query(`INSERT INTO ${on} VALUES (NULL)`);
  });

  it("sets an expression", async () => {
    await database().query(`CREATE TABLE ${on} (c timestamptz)`);
    await run(
      database(),
      alter({ default: { from: null, to: { kind: "expression", sql: "now() + interval '1 day'" } } }),
    );
    expect(await defaultOf()).toBe("(now() + '1 day'::interval)");
  });
});

const serial: Generation = { kind: "serial", sequence: null };
const named: Generation = { kind: "serial", sequence: { schema: `S"chema $1`, name: "my seq" } };
const always: Generation = { kind: "identity", always: true, options: {} };
const byDefault: Generation = { kind: "identity", always: false, options: { increment: "5", start: "10" } };

const forms: readonly (readonly [string, Generation | null, string])[] = [
  ["plain", null, ""],
  ["serial", serial, ""],
  ["serial with a named sequence", named, ""],
  ["identity always", always, "GENERATED ALWAYS AS IDENTITY"],
  [
    "identity by default with options",
    byDefault,
    "GENERATED BY DEFAULT AS IDENTITY (INCREMENT BY 5 START WITH 10)",
  ],
];

describe("alterColumn of generation", () => {
  const pairs = forms.flatMap(([fromName, from]) =>
    forms
      .filter(([, to]) => to !== from)
      .flatMap(([toName, to]) => [true, false].map((told) => ({ fromName, toName, from, to, told }))),
  );

  it.each(pairs)(
    "leads from $fromName to $toName, and goes on after the greatest row (told what was: $told)",
    async ({ from, to, told }) => {
      await database().query(`CREATE TABLE ${on} (c smallint NOT NULL, d text)`);
      if (from !== null) await run(database(), alter({ generation: { from: null, to: from } }));
      await database().query(
        `INSERT INTO ${on} ${from?.kind === "identity" ? "OVERRIDING SYSTEM VALUE" : ""} VALUES (40, 'a'), (41, 'b')`,
      );
      // A revision file tells only what the column shall be.
      await run(database(), alter({ generation: told ? { from, to } : { to } }));

      expect(await value(database(), `SELECT count(*)::int FROM ${on}`)).toBe(2);
      expect(await value(database(), `SELECT count(*)::int FROM pg_sequence`)).toBe(to === null ? 0 : 1);
      if (to === null) {
        expect(await defaultOf()).toBeUndefined();
        return;
      }
      expect(await sequenceType()).toBe("smallint");
      const [options] = await database().query(
        "SELECT seqincrement::text AS i, seqstart::text AS s, seqmax::text AS m, seqcycle AS c FROM pg_sequence",
      );
      const [i, s] = to === byDefault ? ["5", "10"] : ["1", "1"];
      expect(options).toEqual({ i, s, m: "32767", c: false });
      if (from?.kind === "identity" && to.kind === "identity") return;
      await database().query(`INSERT INTO ${on} (d) VALUES ('c')`);
      expect(await value(database(), `SELECT max(c) FROM ${on}`)).toBeGreaterThan(41);
      expect(await value(database(), `SELECT max(c) FROM ${on}`)).toBeLessThan(51);
    },
  );

  it("begins at the start where there are no rows", async () => {
    for (const to of [serial, always]) {
      await database().query(`DROP TABLE IF EXISTS ${on}; CREATE TABLE ${on} (c integer NOT NULL, d text)`);
      await run(database(), alter({ generation: { from: null, to } }));
      await database().query(`INSERT INTO ${on} (d) VALUES ('c')`);
      expect(await value(database(), `SELECT c FROM ${on}`)).toBe(1);
    }
  });

  it("makes way for an identity: NOT NULL first, and no default", async () => {
    await database().query(`CREATE TABLE ${on} (c integer DEFAULT 5, d text); INSERT INTO ${on} VALUES (3)`);
    await run(
      database(),
      alter({
        nullable: { from: true, to: false },
        default: { from: { kind: "literal", text: "5" }, to: null },
        generation: { from: null, to: always },
      }),
    );
    await database().query(`INSERT INTO ${on} (d) VALUES ('c')`);
    expect(await value(database(), `SELECT max(c) FROM ${on}`)).toBe(4);
  });

  it("takes options of an identity away and puts others in place", async () => {
    await database().query(
      `CREATE TABLE ${on} (c integer GENERATED BY DEFAULT AS IDENTITY (INCREMENT BY 5 START WITH 10))`,
    );
    const to: Generation = { kind: "identity", always: true, options: { maximum: "100", cycle: true } };
    await run(database(), alter({ generation: { from: byDefault, to } }));
    await run(database(), alter({ generation: { to } }));
    expect(
      await database().query(
        "SELECT seqincrement::int AS i, seqstart::int AS s, seqmax::int AS m, seqcycle AS c FROM pg_sequence",
      ),
    ).toEqual([{ i: 1, s: 1, m: 100, c: true }]);
    expect(
      await value(
        database(),
        `SELECT attidentity::text FROM pg_attribute WHERE attrelid = '${on.replaceAll("'", "''")}'::regclass AND attname = 'c'`,
      ),
    ).toBe("a");
  });

  it("ends any generation, when it is not told which", async () => {
    for (const clause of [
      "serial",
      "integer GENERATED ALWAYS AS IDENTITY",
      "integer DEFAULT 1",
      "integer GENERATED ALWAYS AS (1 + d) STORED",
    ]) {
      await database().query(`DROP TABLE IF EXISTS ${on}; CREATE TABLE ${on} (d integer, c ${clause})`);
      await run(database(), alter({ generation: { to: null } }));
      expect(await defaultOf()).toBeUndefined();
      expect(await value(database(), "SELECT count(*)::int FROM pg_sequence")).toBe(0);
    }
  });
});

describe("alterColumn to a generated expression", () => {
  const sum: Generation = { kind: "expression", expression: `d + 1`, stored: true };

  it("derives the values anew and keeps what belongs to the column", async () => {
    await database()
      .query(`CREATE TABLE ${on} (d integer, c numeric(6,2) NOT NULL DEFAULT 3 CHECK (c > 0), e text);
      INSERT INTO ${on} (d) VALUES (1), (2);
      COMMENT ON COLUMN ${on}.c IS 'it''s';
      CREATE INDEX one ON ${on} (c); CREATE INDEX two ON ${on} (e) WHERE c > 1; CREATE UNIQUE INDEX three ON ${on} (d);
      ALTER TABLE ${on} ADD CONSTRAINT u UNIQUE (e, c)`);
    const before = await shape();
    await run(database(), alter({ generation: { from: null, to: sum } }));
    expect(await database().query(`SELECT c FROM ${on} ORDER BY c`)).toEqual([{ c: "2.00" }, { c: "3.00" }]);
    expect(await shape()).toEqual(before);
    expect(
      await value(
        database(),
        `SELECT col_description('${on.replaceAll("'", "''")}'::regclass, attnum) FROM pg_attribute WHERE attrelid = '${on.replaceAll("'", "''")}'::regclass AND attname = 'c'`,
      ),
    ).toBe("it's");

    await run(database(), alter({ generation: { from: sum, to: { ...sum, expression: "d + 2" } } }));
    expect(await database().query(`SELECT c FROM ${on} ORDER BY c`)).toEqual([{ c: "3.00" }, { c: "4.00" }]);
    expect(await shape()).toEqual(before);

    await run(database(), alter({ generation: { from: sum, to: null } }));
    expect(await database().query(`SELECT c FROM ${on} ORDER BY c`)).toEqual([{ c: "3.00" }, { c: "4.00" }]);
    expect(await shape()).toEqual(before);
  });

  it("takes type, nullability and collation from the operation where it has them", async () => {
    await database().query(
      `CREATE TABLE ${on} (d text, c text COLLATE "C" NOT NULL); INSERT INTO ${on} VALUES ('x', 'y')`,
    );
    const upper: Generation = { kind: "expression", expression: "upper(d)", stored: true };
    await run(
      database(),
      alter({
        type: { from: parseType("text"), to: parseType("varchar(10)") },
        nullable: { from: false, to: true },
        collation: { to: { schema: "pg_catalog", name: "POSIX" } },
        generation: { from: null, to: upper },
        comment: { to: "new" },
      }),
    );
    expect(await typeOf()).toBe("character varying(10)");
    expect(
      await database().query(
        `SELECT collname, attnotnull, attgenerated::text AS g FROM pg_attribute a JOIN pg_collation k ON k.oid = attcollation WHERE attrelid = $1::regclass AND attname = 'c'`,
        [on],
      ),
    ).toEqual([{ collname: "POSIX", attnotnull: false, g: "s" }]);
  });

  async function shape(): Promise<unknown> {
    return {
      type: await typeOf(),
      constraints: await database().query(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = $1::regclass ORDER BY 1",
        [on],
      ),
      indexes: await database().query(
        "SELECT pg_get_indexdef(indexrelid) AS d FROM pg_index WHERE indrelid = $1::regclass ORDER BY 1",
        [on],
      ),
    };
  }
});

function sequenceType(): Promise<unknown> {
  return value(database(), `SELECT format_type(seqtypid, NULL) FROM pg_sequence`);
}
