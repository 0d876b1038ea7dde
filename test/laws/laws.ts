/** The laws, each on the real server, through the commands of the product. */
import { describeCatalog, difference, type TestDatabase } from "@revise/testkit";
import type { Product, Written } from "../../packages/testkit/src/product";
import { commonRows } from "../../packages/testkit/src/rows";
import { deliberateDifferences } from "../deliberate-differences";
import { type Bench, withBench } from "./bench";
import { declare } from "./declare";
import { fillRows } from "./fill-rows";
import { isAnnounced, losses } from "./loss";
import type { Project } from "./project";
import { announces, dataReason, type DataReason } from "./refusal";
import { keptRows, truncateAll } from "./survival";

/** Told of a project that breaks a law; the message says which and how. */
export class BrokenLaw extends Error {}

/**
 * What a revision creates is what `synchronize()` creates, autogenerate finds nothing in either, and the way back leads
 * to the empty database.
 */
export async function judgeCreation(project: Project): Promise<void> {
  await withBench(async (bench) => {
    const declaration = declare(project);
    const database = await bench.database();
    const product = bench.product(database, declaration);
    const empty = await describeCatalog(database.url);
    await write(product, "000000000001");
    await product.upgrade();
    const created = await describeCatalog(database.url);

    const oracle = await bench.synchronized(declaration);
    expectSame("the revision and synchronize() build the same", await describeCatalog(oracle.url), created);
    expectNothing("autogenerate finds nothing after the upgrade", await product.findChanges());
    const stranger = bench.product(oracle, declaration);
    expectNothing("autogenerate finds nothing after synchronize()", await stranger.findChanges());
    await product.downgrade();
    expectSame("the downgrade leads to the empty database", empty, await describeCatalog(database.url));
  });
}

/** A database that a revision has built, with rows in it, and its catalog. */
export async function filledDatabase(
  bench: Bench,
  project: Project,
): Promise<{ readonly database: TestDatabase; readonly product: Product; readonly former: string }> {
  const database = await bench.database();
  const product = bench.product(database, declare(project));
  await write(product, "000000000001");
  await product.upgrade();
  await fillRows(database);
  return { database, product, former: await describeCatalog(database.url) };
}

/** One revision leads from the one project to the other, keeps the rows, and leads back. */
export async function judgeChange(before: Project, after: Project): Promise<void> {
  await withBench(async (bench) => {
    const { database, product, former } = await filledDatabase(bench, before);
    bench.use(product, database, declare(after));
    const { revision, report } = await write(product, "000000000002");
    const rows = await keptRows(database);
    const refused = await attempt(
      database,
      () => product.upgrade(),
      (reason) => {
        if (!announces(report, reason))
          throw new BrokenLaw(`a refusal is announced: ${reason.text}\n${report}`);
      },
    );
    const oracle = await bench.synchronized(declare(after));
    const [wanted, upgraded] = [await describeCatalog(oracle.url), await describeCatalog(database.url)].map(
      respelt,
    );
    expectSame(
      "upgraded, the schema is that of synchronize()",
      wanted ?? "",
      withGeneratedNames(upgraded ?? "", wanted ?? ""),
    );
    expectNothing("autogenerate finds nothing after the upgrade", await product.findChanges());
    if (!refused) {
      const now = await keptRows(database);
      const kept = commonRows(rows.comparableWith(now), now.comparableWith(rows));
      expectSame("rows survive", kept.before, kept.after);
      const silent = (await losses(database, rows, now)).filter((loss) => !isAnnounced(report, loss));
      if (silent.length > 0) throw new BrokenLaw(`a loss is announced: ${silent.join(", ")}\n${report}`);
    }

    if (revision === null) return;
    await attempt(
      database,
      () => product.downgrade(),
      () => undefined,
    );
    const downgraded = await describeCatalog(database.url);
    expectSame("the downgrade gives back what was", respelt(former), respelt(downgraded));
  });
}

export async function write(product: Product, id: string, renames: readonly string[] = []): Promise<Written> {
  const written = await product.writeRevision({ id, message: "law", renames });
  const { once, again } = written.printed;
  if (once !== again) throw new BrokenLaw(`what a file records is what it says:\n${difference(once, again)}`);
  return written;
}

/**
 * Runs what rows may stand in the way of. If they do, they are taken away for a second attempt, because the schemas
 * must come out right all the same.
 */
async function attempt(
  database: TestDatabase,
  run: () => Promise<void>,
  judge: (reason: DataReason) => void,
): Promise<boolean> {
  try {
    await run();
    return false;
  } catch (error) {
    const reason = dataReason(error);
    if (reason === null) throw error;
    judge(reason);
    await truncateAll(database);
    await run();
    return true;
  }
}

const forgiven = new Set(deliberateDifferences.flatMap(({ scenarios }) => Object.values(scenarios).flat()));

export function expectSame(law: string, expected: string, found: string): void {
  const lines = difference(expected, found)
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("@@") && !forgiven.has(line));
  if (lines.length > 0) throw new BrokenLaw(`${law}:\n${lines.join("\n")}`);
}

const listOfVarchars = /\(ARRAY\[((?:'(?:[^']|'')*'::character varying(?:, )?)+)\]\)::text\[\]/g;

const quotedNumber =
  /(?<= default )'(-?\d+(?:\.\d+)?)'::(?:smallint|bigint|numeric|real|double precision)(?= |$)/gm;

/**
 * PostgreSQL does not keep lists of `varchar` as it prints them: it builds constraints anew from its own print when a
 * column gets another type or collation, and prints a cast of each element from then on. What it means stays the same. So
 * does a number that is a default, with quotes or without: a revision does not change the one into the other.
 */
export function respelt(catalog: string): string {
  return catalog
    .replaceAll(listOfVarchars, (_, list: string) => {
      const elements = list.match(/'(?:[^']|'')*'::character varying/g) ?? [];
      return `ARRAY[${elements.map((element) => `(${element})::text`).join(", ")}]`;
    })
    .replaceAll(/\('((?:[^']|'')*)'::character varying\)::text/g, "'$1'::text")
    .replaceAll(quotedNumber, "$1");
}

const generatedName = /^(?:PK|UQ|REL|FK|IDX|CHK|XCL)_[0-9a-f]{26,27}$/;

/**
 * The catalog with the names of the other one where they were generated and everything else about the object is alike:
 * a name that nobody gave never makes a difference, whatever the object was called before.
 */
function withGeneratedNames(catalog: string, names: string): string {
  const wanted = new Map<string, string[]>();
  const known = new Set(objects(catalog));
  for (const line of objects(names)) {
    const parts = namedLine(line);
    if (parts === null || !generatedName.test(parts.name) || known.has(line)) continue;
    wanted.set(parts.rest, [...(wanted.get(parts.rest) ?? []), line]);
  }
  const there = new Set(objects(names));
  const renamed = objects(catalog).map((line) => {
    const parts = there.has(line) ? null : namedLine(line);
    return (parts === null ? undefined : wanted.get(parts.rest)?.shift()) ?? line;
  });
  return renamed.sort((left, right) => (left < right ? -1 : left > right ? 1 : 0)).join("\n");
}

/** The lines of a catalog, each with what a comment goes on with below it. */
function objects(catalog: string): string[] {
  return catalog.split(
    /\n(?=(?:table|schema|extension|enum|type|sequence|view|materialized view|function) )/,
  );
}

/** `table a constraint "x" UNIQUE (b)` and `table a index CREATE INDEX "x" ON …`, taken apart. */
function namedLine(line: string): { readonly name: string; readonly rest: string } | null {
  const match = /^(table .* (?:constraint|index CREATE (?:UNIQUE )?INDEX) )("(?:[^"]|"")+"|\S+)( .*)$/s.exec(
    line,
  );
  if (match === null) return null;
  const [, before = "", name = "", after = ""] = match;
  return { name: name.replaceAll('"', ""), rest: `${before}${after}` };
}

export function expectNothing(law: string, found: readonly string[]): void {
  if (found.length > 0) throw new BrokenLaw(`${law}:\n${found.join("\n")}`);
}
