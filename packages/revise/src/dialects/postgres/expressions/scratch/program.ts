/** Runs scratch statements on the server and undoes them, all in one round trip. */
import type { Connection } from "../../../../dialect/connection";
import { describeError } from "../../errors";
import { printingSettings } from "../../printing";
import { quoteLiteral } from "../literal";

/** Scratch objects, and where the texts asked for are found. */
export type Attempt = { readonly steps: readonly string[] } & (ScratchTable | Query);

interface ScratchTable {
  readonly table: string;
  /** The places of what its columns hold, in their order. */
  readonly columns: readonly number[];
}

/** A query of one row and one column that gives JSON, by the places. */
interface Query {
  readonly query: string;
}

/** How the constraint or index of a question is called on a scratch table; the program reads the place back. */
export function scratchName(place: number): string {
  return `${prefix}${String(place)}`;
}

const prefix = "revise_";

export type Outcome =
  | { readonly answers: Readonly<Record<number, string | null>> }
  /** The error that the server gave, with its SQLSTATE. */
  | { readonly code: string; readonly reason: string };

/**
 * Each attempt is a subtransaction that always ends in an error, its own or `RV001`: that undoes the scratch objects
 * and releases their locks, while variables keep their values. Texts reach `EXECUTE` as data, so none can end the
 * transaction, or the program. The temporary schema is made before, or each attempt would make it anew, and what is
 * read from scratch tables is planned once.
 *
 * The temporary schema would be searched before all others, for types too, and a scratch table "date" would hide the type.
 * What stands on a scratch table does not look for that, so there it is the last one; a view finds what stands in for
 * tables of the user after the system's own names, as it would find those.
 */
const program = `
DECLARE
  attempt json;
  step text;
  scratch regclass;
  answers json;
  outcomes json[] := '{}';
  schemas text := current_setting('search_path');
  path text;
BEGIN
  BEGIN
    CREATE TEMPORARY TABLE revise_first ();
  EXCEPTION WHEN OTHERS THEN
    -- Each attempt that needs it will say so.
  END;
  BEGIN
    FOR step IN SELECT value FROM json_array_elements_text(PREPARATIONS::json) LOOP
      EXECUTE step;
    END LOOP;
  EXCEPTION WHEN OTHERS THEN
    -- The texts are read as things are.
  END;
  FOR attempt IN SELECT value FROM json_array_elements(ATTEMPTS::json) LOOP
    path := CASE
      WHEN schemas ~ 'pg_temp' THEN schemas
      WHEN attempt -> 'query' IS NULL THEN concat_ws(', ', nullif(schemas, ''), 'pg_temp')
      WHEN schemas ~ 'pg_catalog' THEN schemas
      ELSE concat_ws(', ', 'pg_catalog, pg_temp', nullif(schemas, ''))
    END;
    IF path <> current_setting('search_path') THEN
      PERFORM set_config('search_path', path, true);
    END IF;
    BEGIN
      FOR step IN SELECT value FROM json_array_elements_text(attempt -> 'steps') LOOP
        EXECUTE step;
      END LOOP;
      IF attempt -> 'query' IS NOT NULL THEN
        EXECUTE attempt ->> 'query' INTO answers;
      ELSE
        scratch := (attempt ->> 'table')::regclass;
        SELECT coalesce(json_object_agg(place, answer), '{}') INTO answers FROM (
          SELECT (attempt -> 'columns' ->> adnum - 1)::int AS place, pg_get_expr(adbin, adrelid) AS answer
          FROM pg_attrdef WHERE adrelid = scratch
          UNION ALL
          SELECT substr(conname, ${String(prefix.length + 1)})::int,
            CASE contype WHEN 'c' THEN pg_get_expr(conbin, conrelid) ELSE pg_get_constraintdef(oid) END
          FROM pg_constraint WHERE conrelid = scratch AND contype IN ('c', 'x')
          UNION ALL
          SELECT substr(c.relname, ${String(prefix.length + 1)})::int,
            json_build_object('where', pg_get_expr(i.indpred, i.indrelid), 'keys', (SELECT json_agg(pg_get_indexdef(i.indexrelid, n, false) ORDER BY n) FROM generate_series(1, i.indnkeyatts::int) n))::text
          FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
          WHERE i.indrelid = scratch AND NOT i.indisexclusion
        ) found;
      END IF;
      RAISE EXCEPTION USING ERRCODE = 'RV001';
    EXCEPTION
      WHEN SQLSTATE 'RV001' THEN
        outcomes := outcomes || json_build_object('answers', answers);
      WHEN OTHERS THEN
        outcomes := outcomes || json_build_object('code', SQLSTATE, 'reason', SQLERRM);
    END;
  END LOOP;
  PERFORM set_config('revise.outcomes', array_to_json(outcomes)::text, true);
END`;

/**
 * Runs `attempts` in one transaction that is rolled back. Gives an outcome for each, in order.
 *
 * Nothing is evaluated: tables stay empty, defaults and views are stored and not run. The only locks on tables of the
 * user are those of reading (`ACCESS SHARE`), and nobody waits longer than three seconds for one.
 *
 * @param preparations statements that hold for all attempts, and are undone with them; without the right to run them the attempts go on
 * @throws what the server or the connection gives where not even the transaction can be had
 */
export async function runAttempts(
  connection: Connection,
  attempts: readonly Attempt[],
  preparations: readonly string[] = [],
): Promise<readonly Outcome[]> {
  const body = program
    .replace("PREPARATIONS", () => quoteLiteral(JSON.stringify(preparations)))
    .replace("ATTEMPTS", () => quoteLiteral(JSON.stringify(attempts)));
  try {
    const results = await connection.batch([
      "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
      "SET LOCAL lock_timeout = '3s'",
      "SET LOCAL statement_timeout = '60s'",
      "SET LOCAL jit = off",
      ...printingSettings,
      `DO LANGUAGE plpgsql ${quoteLiteral(body)}`,
      "SELECT current_setting('revise.outcomes') AS outcomes",
      "ROLLBACK",
    ]);
    return JSON.parse(String(results.at(-2)?.[0]?.["outcomes"])) as readonly Outcome[];
  } catch (error) {
    // The first error is the one to tell; a connection that is gone cannot roll back either.
    await connection.batch(["ROLLBACK"]).catch(() => undefined);
    throw error;
  }
}

/**
 * What {@link runAttempts} gives, none for none; where not even the transaction can be had, that is the outcome of each.
 *
 * @throws what the connection gives where there is no server any more
 */
export async function outcomesOf(
  connection: Connection,
  attempts: readonly Attempt[],
): Promise<readonly Outcome[]> {
  if (attempts.length === 0) return [];
  try {
    return await runAttempts(connection, attempts);
  } catch (error) {
    const failure = describeError(error);
    if (failure === null) throw error;
    return attempts.map(() => ({ code: failure.code ?? "", reason: failure.message }));
  }
}
