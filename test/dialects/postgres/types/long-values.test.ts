import { expect, it } from "vitest";
import { storesLongValues } from "../../../../packages/revise/src/dialects/postgres/types/long-values";
import { parseType } from "../../../../packages/revise/src/dialects/postgres/types/parse";
import { useDatabase } from "../fixture";

const database = useDatabase("long_values");

it("knows of every type of the server that a column may have whether SET STORAGE has a meaning for it", async () => {
  const rows = await database().query<{ spelling: string; long: boolean }>(
    `SELECT format_type(oid, NULL) AS spelling, typstorage <> 'p' AS long FROM pg_type
     WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b', 'r', 'm') AND typname !~ '^(pg_|_?gtsvector)'`,
  );
  expect(rows.length).toBeGreaterThan(100);
  const wrong = rows.filter(({ spelling, long }) => storesLongValues(parseType(spelling)) !== long);
  expect(wrong).toEqual([]);
});
