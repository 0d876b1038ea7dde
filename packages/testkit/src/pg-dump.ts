/** The second judge of equal schemas: `pg_dump --schema-only`, where one is installed that can read the server. */
import { execFile } from "node:child_process";
import { accessSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { houseTables } from "./catalog";
import { serverMajorOf } from "./server-major";
import { installationDirectories, majorOf } from "./postgres-binaries";

const run = promisify(execFile);

/**
 * The schema as `pg_dump` writes it, normalised: comments, settings and `\restrict` tokens removed, columns sorted
 * within CREATE TABLE (PostgreSQL cannot reorder columns, so an added one is always last), statements sorted (pg_dump
 * breaks ties between equal names by the order of creation), version and house tables left out.
 *
 * @returns null where no pg_dump is installed whose version is at least the server's, or `REVISE_TEST_PG_DUMP=0`
 */
export async function pgDump(url: string): Promise<string | null> {
  const binary = await findPgDump(url);
  if (binary === null) return null;
  const without = houseTables.flatMap((table) => ["--exclude-table", `*."${table}"`]);
  const { stdout } = await run(binary, ["--schema-only", "--no-owner", ...without, url], {
    maxBuffer: 256 * 1024 * 1024,
  });
  return normalise(stdout);
}

let majors: Promise<{ readonly binary: string; readonly major: number }[]> | null = null;

async function findPgDump(url: string): Promise<string | null> {
  if (process.env["REVISE_TEST_PG_DUMP"] === "0") return null;
  majors ??= Promise.resolve(installed());
  const candidates = await majors;
  if (candidates.length === 0) return null;
  const server = await serverMajor(url);
  const fitting = candidates
    .filter(({ major }) => major >= server)
    .sort((left, right) => left.major - right.major);
  return fitting[0]?.binary ?? null;
}

function installed(): { binary: string; major: number }[] {
  return installationDirectories().flatMap((directory) => {
    const binary = join(directory, "pg_dump");
    try {
      accessSync(binary);
    } catch {
      return [];
    }
    const major = majorOf(binary);
    return major === null ? [] : [{ binary, major }];
  });
}

const servers = new Map<string, Promise<number>>();

function serverMajor(url: string): Promise<number> {
  const { host } = new URL(url);
  const known = servers.get(host) ?? serverMajorOf(url);
  servers.set(host, known);
  return known;
}

function normalise(dump: string): string {
  const text = dump
    .split("\n")
    .filter((line) => !/^(--|SET |SELECT pg_catalog\.set_config|\\(un)?restrict )/.test(line))
    .join("\n");
  return text
    .split(/;\n\n+/)
    .map((statement) => sortColumns(statement.trim().replace(/;$/, "")))
    .filter((statement) => statement !== "")
    .sort((left, right) => (left < right ? -1 : left > right ? 1 : 0))
    .join(";\n\n");
}

/** pg_dump writes one column or constraint per line, indented by four. */
function sortColumns(statement: string): string {
  const match = /^(CREATE (?:UNLOGGED )?TABLE [^\n]+ \(\n)([\s\S]*)(\n\)[\s\S]*)$/.exec(statement);
  if (match === null) return statement;
  const [, head = "", body = "", tail = ""] = match;
  const members = body
    .split(/,\n(?= {4}\S)/)
    .sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  return head + members.join(",\n") + tail;
}
