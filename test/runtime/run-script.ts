import { execFileSync } from "node:child_process";
import type { TestDatabase } from "@revise/testkit";

/**
 * Runs a script of `--sql`: by `psql -v ON_ERROR_STOP=1` where there is one, otherwise statement by statement on a
 * connection of its own, as `psql` sends it.
 */
export async function runScript(database: TestDatabase, text: string): Promise<void> {
  try {
    execFileSync("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-", database.url], {
      input: text,
      stdio: ["pipe", "ignore", "pipe"],
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    const connection = await database.connection();
    for (const statement of text.split(/;\n\n/)) {
      if (statement.trim() !== "") await connection.query(statement);
    }
    await connection.release();
  }
}
