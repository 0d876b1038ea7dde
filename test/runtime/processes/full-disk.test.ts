/**
 * A disk that is full: the database lies in a tablespace on a small file system of its own. Skipped where a test may not
 * mount one, or where the server is not ours.
 */
import { spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, type Project } from "../../cli/project";
import { createScriptProject, type ScriptProject } from "./project";

const nobody = 65534;
const canMount = tryMount();
if (!canMount) console.warn("Skipped: no file system can be mounted here.");

let disk: string;
let maintenance: TestDatabase;
let database: TestDatabase;
let project: ScriptProject;
let command: Project;

beforeAll(async () => {
  if (!canMount) return;
  disk = mountDisk() ?? "";
  maintenance = await createDatabase("full");
  await maintenance.query(`CREATE TABLESPACE revise_full LOCATION '${disk}'`);
  database = await createDatabase("full_disk");
  await maintenance.query(`ALTER DATABASE ${database.name} SET TABLESPACE revise_full`);
  project = createScriptProject([
    {
      up: `await op.execute("CREATE TABLE first (id integer PRIMARY KEY, word text)");
        await op.execute("INSERT INTO first SELECT g, md5(g::text) FROM generate_series(1, 2000) g");`,
      down: "",
    },
    {
      up: `await op.execute("CREATE TABLE second (id integer PRIMARY KEY)");
        await op.createIndex("first", { name: "first_word", columns: ["word"], concurrently: true });
        await op.execute("INSERT INTO second SELECT g FROM generate_series(1, 2000) g");
        await op.execute("CREATE UNIQUE INDEX CONCURRENTLY first_both ON first (id, word)");
        await op.execute("UPDATE first SET word = word || 'x'");`,
      down: "",
    },
  ]);
  command = createProject({ databaseUrl: database.url });
});
afterAll(async () => {
  if (!canMount) return;
  command.remove();
  project.remove();
  await database.drop();
  await maintenance.query("DROP TABLESPACE revise_full");
  await maintenance.drop();
  unmountDisk(disk);
});

/** Where it is mounted. */
function mountDisk(): string | null {
  const own = process.env["REVISE_TEST_URL"] ?? "";
  if (process.platform !== "linux" || process.getuid?.() !== 0 || own !== "") return null;
  const folder = mkdtempSync(join(tmpdir(), "revise-disk-"));
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=40m,mode=700", "tmpfs", folder]).status === 0) {
    chownSync(folder, nobody, nobody);
    return folder;
  }
  rmdirSync(folder);
  return null;
}

function unmountDisk(folder: string): void {
  spawnSync("umount", [folder]);
  rmdirSync(folder);
}

/** Mounts nothing for good: where no test of the file is chosen, nobody would take it away. */
function tryMount(): boolean {
  const folder = mountDisk();
  if (folder !== null) unmountDisk(folder);
  return folder !== null;
}

/** Leaves so many bytes. */
function fill(left: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, "ballast"), Buffer.alloc(Math.max(0, bavail * bsize - left)));
}

function free(): void {
  rmSync(join(disk, "ballast"));
}

const upgrade = (): ReturnType<Project["revise"]> =>
  command.revise("upgrade", "head", "-c", join(project.directory, "revise.config.js"));

async function state(): Promise<unknown> {
  const [row] = await database.query(
    `SELECT (SELECT count(*) FROM first)::int AS first, (SELECT count(*) FROM second)::int AS second,
      (SELECT count(*) FROM first WHERE word LIKE '%x' AND word NOT LIKE '%xx')::int AS changed,
      (SELECT array_agg(version_num) FROM revise_version) AS versions, to_regclass('revise_version_progress') AS progress,
      (SELECT count(*) FROM pg_index WHERE NOT indisvalid)::int AS invalid,
      (SELECT array_agg(relname::text ORDER BY relname) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'i') AS indexes`,
  );
  return row;
}

const finished = {
  first: 2000,
  second: 2000,
  changed: 2000,
  versions: ["a20000000000"],
  progress: null,
  invalid: 0,
  indexes: ["first_both", "first_pkey", "first_word", "revise_version_pkey", "second_pkey"],
};

describe.skipIf(!canMount)("a disk that is full", () => {
  it("ends the run wherever that is, and a repeat with room finishes it", async () => {
    const stages = new Set<string>();
    for (const kilobytes of [0, 160, 360, 620, 900]) {
      await database.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public; CHECKPOINT");
      fill(kilobytes * 1024);
      const { code, stderr } = await upgrade();
      free();
      if (code !== 0) {
        expect(code, stderr).toBe(3);
        expect(stderr).toMatch(/No space left on device|Check free disk space/);
        expect(stderr).toMatch(/Make room on the server and run .* again/);
        stages.add(/The database is at .*/.exec(stderr)?.[0] ?? "before the first revision");
        const again = await upgrade();
        expect(again.code, again.stderr).toBe(0);
      }
      expect(await state()).toEqual(finished);
    }
    // Before anything, in the first revision, and in the second one, with something of it committed.
    expect([...stages].some((stage) => stage.includes("committed"))).toBe(true);
    expect(stages.size).toBeGreaterThan(2);
  }, 600_000);
});
