/** What each example of `op` starts from, by the name of the method. */
const user = `CREATE TABLE "user" (id integer NOT NULL, age integer); INSERT INTO "user" VALUES (1, 18), (2, 30)`;
const userMail = `CREATE TABLE "user" (id integer NOT NULL, mail text); INSERT INTO "user" VALUES (1, 'ada')`;
const userEmail = `CREATE TABLE "user" (id integer NOT NULL, email text); INSERT INTO "user" VALUES (1, 'ada')`;
const userKey = `CREATE TABLE "user" (id integer PRIMARY KEY)`;
const post = `CREATE TABLE post (id integer, title text, "authorId" integer, author text, status text, published boolean NOT NULL DEFAULT true, "createdAt" timestamptz, "updatedAt" timestamptz); INSERT INTO post (id, title) VALUES (1, 'it''s')`;
const mood = `CREATE TYPE mood AS ENUM ('sad', 'ok')`;
const booking = `CREATE TABLE booking (room int4range, during tsrange)`;
const adult = `${user}; CREATE VIEW adult AS SELECT * FROM "user" WHERE age > 17`;
const headcount = `${user}; CREATE MATERIALIZED VIEW headcount AS SELECT age, count(*) AS heads FROM "user" GROUP BY age`;
const ticket = "CREATE SEQUENCE ticket";
const add =
  "CREATE FUNCTION add(a integer, b integer DEFAULT 1) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a + b'";
const touch = "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";
const trigger = `${post}; ${touch}; CREATE TRIGGER touch BEFORE INSERT ON post FOR EACH ROW EXECUTE FUNCTION touch()`;
const purge = `${post}; CREATE PROCEDURE purge(days integer) LANGUAGE sql AS 'SELECT 1'`;
const policy = `${post}; CREATE POLICY own ON post USING (true)`;
const visit = "CREATE TABLE visit (at timestamptz NOT NULL) PARTITION BY RANGE (at)";
/** Rights that are stated stay stated; a table without any would get the usual ones written out. */
const stated = `${post}; GRANT DELETE ON post TO CURRENT_USER; CREATE SCHEMA app; GRANT CREATE ON SCHEMA app TO CURRENT_USER`;

export const setups: Readonly<Record<string, string>> = {
  createTable: "",
  dropTable: user,
  renameTable: user,
  alterTable: user,
  addColumn: user,
  dropColumn: userEmail,
  renameColumn: userMail,
  alterColumn: user,
  addPrimaryKey: user,
  addUnique: userEmail,
  addForeignKey: `${userKey}; ${post}`,
  addCheck: user,
  addExclusion: booking,
  dropConstraint: `${userEmail}; ALTER TABLE "user" ADD CONSTRAINT "UQ_email" UNIQUE (email)`,
  renameConstraint: `${userMail}; ALTER TABLE "user" ADD CONSTRAINT "UQ_mail" UNIQUE (mail)`,
  alterForeignKey: `${userKey}; ${post}; ALTER TABLE post ADD CONSTRAINT "FK_author" FOREIGN KEY ("authorId") REFERENCES "user"`,
  validateConstraint: `${userKey}; ${post}; ALTER TABLE post ADD CONSTRAINT "FK_author" FOREIGN KEY ("authorId") REFERENCES "user" NOT VALID`,
  createIndex: `${userEmail}; ${post}`,
  dropIndex: `${userEmail}; CREATE INDEX "IDX_email" ON "user" (email)`,
  renameIndex: `${userMail}; CREATE INDEX "IDX_mail" ON "user" (mail)`,
  createEnum: "",
  dropEnum: mood,
  renameEnum: mood,
  addEnumValue: mood,
  renameEnumValue: mood,
  alterEnum: `CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy'); CREATE TABLE person (mood mood DEFAULT 'happy'); INSERT INTO person VALUES ('ok')`,
  createView: user,
  replaceView: adult,
  dropView: `${user}; CREATE VIEW adult AS SELECT * FROM "user" WHERE age > 17; CREATE MATERIALIZED VIEW headcount AS SELECT 1 AS heads`,
  refreshMaterializedView: headcount,
  createSequence: "",
  dropSequence: ticket,
  alterSequence: ticket,
  renameSequence: ticket,
  createPartition: visit,
  dropPartition: `${visit}; CREATE TABLE visit_2026 PARTITION OF visit FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`,
  attachPartition: `${visit}; CREATE TABLE visit_old (at timestamptz NOT NULL)`,
  detachPartition: `${visit}; CREATE TABLE visit_old PARTITION OF visit FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')`,
  createFunction: "",
  replaceFunction: add,
  dropFunction: add,
  createProcedure: post,
  replaceProcedure: purge,
  dropProcedure: purge,
  createTrigger: `${post}; ${touch}`,
  dropTrigger: trigger,
  enableTrigger: `${trigger}; ALTER TABLE post DISABLE TRIGGER touch`,
  disableTrigger: trigger,
  createRule: post,
  dropRule: `${post}; CREATE RULE keep AS ON DELETE TO post DO INSTEAD NOTHING`,
  createStatistics: post,
  dropStatistics: `${post}; CREATE STATISTICS post_title ON id, title FROM post`,
  createDomain: "",
  dropDomain: "CREATE DOMAIN positive AS integer",
  createCompositeType: "",
  dropCompositeType: "CREATE TYPE address AS (street text)",
  createPolicy: post,
  alterPolicy: policy,
  dropPolicy: policy,
  enableRowSecurity: post,
  disableRowSecurity: `${post}; ALTER TABLE post ENABLE ROW LEVEL SECURITY`,
  grant: stated,
  revoke: `${stated}; GRANT SELECT ON post TO PUBLIC`,
  grantByDefault: "CREATE SCHEMA app",
  revokeByDefault:
    "CREATE SCHEMA app; ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC",
  commentOn: `${post}; CREATE INDEX "IDX_recent" ON post (id); ALTER TABLE post ADD CONSTRAINT "CHK_title" CHECK (title <> '')`,
  setSchema: `${post}; CREATE INDEX post_id ON post (id); CREATE SCHEMA app`,
  renameObject: `${adult}; ${trigger}`,
  createSchema: "",
  dropSchema: "CREATE SCHEMA app",
  createExtension: "",
  dropExtension: "CREATE EXTENSION citext",
  alterExtension: "CREATE EXTENSION citext",
  execute: post,
  bulkInsert: "CREATE TABLE role (id integer, name text)",
  autocommit: post,
};
