/** A throw-away PostgreSQL server: its own directory, a random port on the loopback, gone when stopped. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chownSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { locateBinaries } from "./postgres-binaries";

export interface RunningPostgres {
  /** Of the maintenance database, with a superuser: `postgres://postgres@127.0.0.1:40123/postgres`. */
  readonly url: string;
  /** Stops the server and removes its files. Does nothing for a server that is not ours. */
  readonly stop: () => Promise<void>;
}

/** Speed over durability: the files never outlive the process. */
const settings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
  max_connections: "200",
  max_locks_per_transaction: "256",
  shared_buffers: "64MB",
  timezone: "UTC",
  lc_messages: "C",
  log_min_messages: "fatal",
};

/** PostgreSQL refuses to run as root; `nobody` has an entry in every passwd file, which initdb asks for. */
const nobody = 65534;

/**
 * Starts a server, about one second. `REVISE_TEST_URL` names a server to use instead; the databases that tests create
 * there are dropped again. See `postgres-binaries.ts` for the choice of the version.
 *
 * @throws where there are no binaries for this platform, or the server does not come up within 30 seconds
 */
export async function startPostgres(): Promise<RunningPostgres> {
  const own = process.env["REVISE_TEST_URL"];
  if (own !== undefined && own !== "") return { url: own, stop: () => Promise.resolve() };

  const uid = process.getuid?.() === 0 ? nobody : null;
  const binaries = locateBinaries(uid);
  const directory = mkdtempSync(join(tmpdir(), "revise-postgres-"));
  const remove = (): void => {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    binaries.remove();
  };
  try {
    if (uid !== null) chownSync(directory, uid, uid);
    createCluster(binaries.directory, directory, uid);
    return await launch(binaries.directory, directory, uid, remove);
  } catch (error) {
    remove();
    throw error;
  }
}

function createCluster(binaries: string, directory: string, uid: number | null): void {
  const result = spawnSync(
    join(binaries, "initdb"),
    [
      "-D",
      join(directory, "cluster"),
      "-A",
      "trust",
      "-U",
      "postgres",
      "-E",
      "UTF8",
      "--locale=C",
      "--no-sync",
    ],
    { cwd: directory, encoding: "utf8", ...as(uid) },
  );
  if (result.status !== 0) {
    throw new Error(`initdb failed: ${result.error?.message ?? `${result.stdout}\n${result.stderr}`}`);
  }
}

async function launch(
  binaries: string,
  directory: string,
  uid: number | null,
  remove: () => void,
): Promise<RunningPostgres> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const url = `postgres://postgres@127.0.0.1:${String(port)}/postgres`;
    const server = run(binaries, directory, port, uid);
    // The kernel gives a port away again between our look and the server's bind; a second try gets another one.
    if (await isUp(server, url)) return { url, stop: stopper(server, remove) };
    server.kill("SIGKILL");
    if (attempt === 3) {
      throw new Error(`PostgreSQL did not start:\n${readFileSync(join(directory, "log"), "utf8")}`);
    }
  }
}

function run(binaries: string, directory: string, port: number, uid: number | null): ChildProcess {
  const log = openSync(join(directory, "log"), "a");
  try {
    const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    return spawn(
      join(binaries, "postgres"),
      ["-D", join(directory, "cluster"), "-h", "127.0.0.1", "-p", String(port), "-k", "", ...options],
      { cwd: directory, stdio: ["ignore", log, log], ...as(uid) },
    );
  } finally {
    closeSync(log);
  }
}

function as(uid: number | null): { uid?: number; gid?: number } {
  return uid === null ? {} : { uid, gid: uid };
}

async function isUp(server: ChildProcess, url: string): Promise<boolean> {
  const deadline = Date.now() + 30_000;
  const failure = { seen: false };
  for (const event of ["error", "exit"]) {
    server.once(event, () => {
      failure.seen = true;
    });
  }
  while (Date.now() < deadline && !failure.seen) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      await sleep(25);
    }
  }
  return false;
}

/** Immediate shutdown: nobody will read the files again. Also when the process ends without having stopped it. */
function stopper(server: ChildProcess, remove: () => void): () => Promise<void> {
  const ended = new Promise<void>((resolve) => {
    server.once("exit", () => {
      resolve();
    });
  });
  const abandon = (): void => {
    server.kill("SIGQUIT");
    remove();
  };
  process.once("exit", abandon);
  server.unref();
  return async () => {
    process.removeListener("exit", abandon);
    server.ref();
    if (server.exitCode === null && server.signalCode === null) {
      server.kill("SIGQUIT");
      await ended;
    }
    remove();
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port);
        else reject(new Error("No port on the loopback"));
      });
    });
  });
}
