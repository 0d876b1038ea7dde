import { expect, it } from "vitest";
import { comparableTypes } from "../../../../packages/revise/src/dialects/postgres/types/comparable";
import { sqlType } from "../../../../packages/revise/src/dialects/postgres/types/format";
import { parseType } from "../../../../packages/revise/src/dialects/postgres/types/parse";
import { useDatabase } from "../fixture";

const database = useDatabase("comparable");

const types = (
  "smallint integer bigint numeric numeric(10,2) real double_precision varchar varchar(10) text char(3) bytea boolean date " +
  "timestamp timestamptz time timetz interval uuid inet cidr macaddr integer[] bigint[] text[] varchar[]"
)
  .split(" ")
  .map((one) => one.replace("_", " "));

it("says of no pair of types that a foreign key can stand between them where the server refuses it", async () => {
  await database().query(`CREATE FUNCTION refers(own text, target text) RETURNS boolean LANGUAGE plpgsql AS $$
    BEGIN
      EXECUTE 'CREATE TABLE target (c ' || target || ' PRIMARY KEY)';
      EXECUTE 'CREATE TABLE own (c ' || own || ' REFERENCES target)';
      RAISE EXCEPTION USING ERRCODE = 'RV000';
    EXCEPTION
      WHEN SQLSTATE 'RV000' THEN RETURN true;
      WHEN datatype_mismatch THEN RETURN false;
    END $$`);
  const pairs = types.flatMap((own) => types.map((target) => [own, target] as const));
  const rows = await database().query<{ refers: boolean }>(
    "SELECT refers(own, target) FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS one (own, target, place) ORDER BY place",
    [pairs.map(([own]) => sqlType(parseType(own))), pairs.map(([, target]) => sqlType(parseType(target)))],
  );
  const said = pairs.filter(([own, target]) => comparableTypes(parseType(own), parseType(target)));
  expect(said.filter((pair) => rows[pairs.indexOf(pair)]?.refers !== true)).toEqual([]);
  expect(said).toEqual(
    expect.arrayContaining([
      ["integer", "bigint"],
      ["varchar(10)", "text"],
      ["date", "timestamp"],
    ]),
  );
  expect(said).not.toContainEqual(["numeric", "integer"]);
});
