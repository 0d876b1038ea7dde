/** Runs scratch statements on the server and undoes them, all in one round trip. */
import type { Connection } from "../../../../dialect/connection";
import { quoteLiteral } from "../literal";

/** Scratch objects, and a query of one row and one column that gives the texts asked for as JSON, by their places. */
export interface Attempt {
  readonly steps: readonly string[];
  readonly query: string;
}

export type Outcome =
  | { readonly answers: Readonly<Record<number, string | null>> }
  /** The error that the server gave, with its SQLSTATE. */
  | { readonly code: string; readonly reason: string };

/**
 * Each attempt is a subtransaction that always ends in an error, its own or `RV001`: that undoes the scratch objects
 * and releases their locks, while variables keep their values. Texts reach `EXECUTE` as data, so none can end the
 * transaction, or the program.
 */
const program = `
DECLARE
  attempt json;
  step text;
  answers text;
  outcomes json[] := '{}';
BEGIN
  FOR attempt IN SELECT value FROM json_array_elements(ATTEMPTS::json) LOOP
    BEGIN
      FOR step IN SELECT value FROM json_array_elements_text(attempt -> 'steps') LOOP
        EXECUTE step;
      END LOOP;
      EXECUTE attempt ->> 'query' INTO answers;
      RAISE EXCEPTION USING ERRCODE = 'RV001';
    EXCEPTION
      WHEN SQLSTATE 'RV001' THEN
        outcomes := outcomes || json_build_object('answers', answers::json);
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
 * @throws what the server or the connection gives where not even the transaction can be had
 */
export async function runAttempts(
  connection: Connection,
  attempts: readonly Attempt[],
): Promise<readonly Outcome[]> {
  const body = program.replace("ATTEMPTS", () => quoteLiteral(JSON.stringify(attempts)));
  try {
    const results = await connection.batch([
      "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
      "SET LOCAL lock_timeout = '3s'",
      "SET LOCAL statement_timeout = '60s'",
      "SET LOCAL jit = off",
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
