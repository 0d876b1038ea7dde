import { Client } from "pg";

/** `15` for a server of PostgreSQL 15.18. */
export async function serverMajorOf(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    );
    return Math.floor((rows[0]?.version ?? 0) / 10_000);
  } finally {
    await client.end();
  }
}
