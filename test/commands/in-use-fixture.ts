/** One beginning, the changes of entities that lead away from it, and what may stand in their way. */
import type { EntitySchema } from "typeorm";
import { revision, type ComparisonReport } from "../../packages/revise/src";
import { type Columns, openCreated, table } from "./entity-project";

const name = (length: number): Columns => ({ name: { type: "varchar", length } });
const level = (...values: string[]): Columns => ({ level: { type: "enum", enum: values } });
const code: Columns = { code: { type: "int", unique: true } };
const names = table(
  "names",
  {},
  { type: "view", columns: { id: { type: "int" } }, expression: 'SELECT id FROM "user"' },
);
const user = (columns: Columns): EntitySchema => table("user", columns);
const alarm = (columns: Columns): EntitySchema => table("alarm", columns);

const before = [user({ ...name(20), ...code }), alarm(level("low", "high")), names];
/** Where the entities go, all from the same beginning. */
const after = {
  longerName: [user({ ...name(40), ...code }), alarm(level("low", "high")), names],
  noName: [user(code), alarm(level("low", "high")), names],
  noCode: [user(name(20)), alarm(level("low", "high")), names],
  noAlarm: [user({ ...name(20), ...code }), names],
  noView: [user({ ...name(20), ...code }), alarm(level("low", "high"))],
  otherOrder: [user({ ...name(20), ...code }), alarm(level("high", "low")), names],
  noHigh: [user({ ...name(20), ...code }), alarm(level("low")), names],
  noEnum: [user({ ...name(20), ...code }), alarm({ level: { type: "varchar" } }), names],
  newColumn: [
    user({ ...name(20), ...code, extra: { type: "int", default: 3 } }),
    alarm(level("low", "high")),
    names,
  ],
  emptyColumn: [
    user({ ...name(20), ...code, extra: { type: "int", nullable: true } }),
    alarm(level("low", "high")),
    names,
  ],
  bigCode: [
    user({ ...name(20), code: { type: "bigint", unique: true } }),
    alarm(level("low", "high")),
    names,
  ],
  bigAlarm: [
    user({ ...name(20), ...code }),
    table("alarm", level("low", "high"), {
      columns: { id: { type: "bigint", primary: true }, ...level("low", "high") },
    }),
    names,
  ],
  person: [table("person", { ...name(40), ...code }), alarm(level("low", "high"))],
  label: [user({ label: { type: "varchar", length: 20 }, ...code }), alarm(level("low", "high")), names],
  longerLabel: [
    user({ label: { type: "varchar", length: 40 }, ...code }),
    alarm(level("low", "high")),
    names,
  ],
  longerAlarm: [
    user({ ...name(20), ...code }),
    alarm({ ...level("low", "high"), extra: { type: "int", nullable: true } }),
    names,
  ],
  grade: [user({ ...name(20), ...code }), alarm({ grade: { type: "enum", enum: ["low", "high"] } }), names],
};

export type Change = keyof typeof after;

/** What of that is a rename. */
const renames: Partial<Record<Change, readonly string[]>> = {
  person: ["user:person"],
  label: ["user.name:label"],
  longerLabel: ["user.name:label"],
  grade: ["alarm.level:grade"],
};

export const reading = 'SELECT max(name) FROM "user"';
export const guest = 'CREATE TABLE guest () INHERITS ("user")';
export const ruleOnView = `CREATE RULE noted AS ON INSERT TO names
  DO INSTEAD INSERT INTO "user" (id, name, code) VALUES (NEW.id, 'x', 1)`;
export const partitioned = `DROP TABLE alarm; CREATE TABLE alarm (id int NOT NULL PRIMARY KEY, level alarm_level_enum NOT NULL)
  PARTITION BY RANGE (id)`;
export const ownKey = 'ALTER TABLE guest ADD CONSTRAINT own_key FOREIGN KEY (id) REFERENCES "user" (code)';
export const rowCarriers = `CREATE DOMAIN one_user AS "user"; CREATE DOMAIN another AS one_user; CREATE TYPE pair AS (one "user"[], two another);
  CREATE TYPE users AS RANGE (subtype = "user")`;
export const constants = `CREATE TABLE bell (id int, note text DEFAULT 'low'::alarm_level_enum::text CONSTRAINT quiet CHECK (note <> 'high'::alarm_level_enum::text));
  COMMENT ON CONSTRAINT quiet ON bell IS 'at night';
  CREATE INDEX rung ON bell (id) WHERE 'low'::alarm_level_enum < 'high'::alarm_level_enum OR id > 3`;
export const shared = 'CREATE TABLE other (name varchar(20)); CREATE TABLE kid () INHERITS (other, "user")';

/** Makes `besides` by hand, leads the entities on, and gives what is told to be in use then. */
export async function findingsOf(
  besides: string,
  state: Change,
): Promise<{ cwd: string; found: ComparisonReport["findings"] }> {
  const { cwd, use } = await openCreated("in_use", before, besides);
  use(after[state]);
  const { comparison } = await revision({
    cwd,
    autogenerate: true,
    message: "change",
    renames: [...(renames[state] ?? [])],
  });
  return { cwd, found: comparison?.findings.filter(({ code: found }) => found === "in-use") ?? [] };
}
