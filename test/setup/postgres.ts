/** Starts one PostgreSQL cluster per run; every worker finds it in `REVISE_TEST_SERVER`. */
import { compileEntities, serverMajorOf, startPostgres } from "@revise/testkit";

export async function setup(): Promise<() => Promise<void>> {
  compileEntities();
  const server = await startPostgres();
  process.env["REVISE_TEST_SERVER"] = server.url;
  process.env["REVISE_TEST_SERVER_MAJOR"] = String(await serverMajorOf(server.url));
  return server.stop;
}
