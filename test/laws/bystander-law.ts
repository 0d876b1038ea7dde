import { describeCatalog, type TestDatabase } from "@revise/testkit";
import type { Product } from "../../packages/testkit/src/product";
import { isReviseError } from "../../packages/revise/src/errors";
import { type Bench, withBench } from "./bench";
import { place, placesOf, type Bystander, type Made } from "./bystander";
import { declare } from "./declare";
import { BrokenLaw, expectNothing, expectSame, filledDatabase, respelt, write } from "./laws";
import type { Project } from "./project";
import { dataReason } from "./refusal";
import { newNames } from "./renames";
import { truncateAll } from "./survival";

export interface BystanderCase {
  readonly before: Project;
  /** The same under new names. */
  readonly renamed: Project;
  /** And with changes besides. */
  readonly after: Project;
  readonly bystanders: readonly Bystander[];
}

/**
 * What stands beside the tables is afterwards as it was before, up and down, unless the report names it, or what it needs is
 * gone. The server refuses what the report says that it will, and nothing else.
 */
export async function judgeBystanders({ before, renamed, after, bystanders }: BystanderCase): Promise<void> {
  await withBench(async (bench) => {
    const { database, product } = await filledDatabase(bench, before);
    const made = await place(database, bystanders);
    const decisions = await decisionsBetween(bench, database, [before, renamed]);
    bench.use(product, database, declare(after));
    const { revision, report } = await write(product, "000000000002", decisions).catch((error: unknown) => {
      // What got another name has been dropped besides.
      if (!isReviseError(error, "rename-invalid")) throw error;
      decisions.length = 0;
      return write(product, "000000000002");
    });
    if (revision === null) return;
    try {
      await judgeBothWays({
        database,
        product,
        made,
        report,
        renames: decisions.length > 0,
        addsValues: revision.includes("op.addEnumValue("),
      });
    } catch (error) {
      if (!(error instanceof BrokenLaw)) throw error;
      const story = [
        ...decisions.map((one) => `--rename '${one}'`),
        ...made.map(({ sql }) => `${sql};`),
        "",
        report,
        "",
        revision,
      ];
      throw new BrokenLaw([error.message, "", ...story].join("\n"));
    }
  });
}

async function decisionsBetween(
  bench: Bench,
  database: TestDatabase,
  projects: readonly [Project, Project],
): Promise<string[]> {
  const [before, renamed] = projects;
  const from = await bench.metadata(declare(before), database);
  const to = await bench.metadata(declare(renamed), database);
  return [...newNames([from, to], projects).decisions];
}

interface Situation {
  /** Whether definitions may mention other names afterwards. */
  readonly renames: boolean;
  readonly addsValues: boolean;
  readonly database: TestDatabase;
  readonly product: Product;
  readonly made: readonly Made[];
  readonly report: string;
}

async function judgeBothWays(situation: Situation): Promise<void> {
  const { database, product, made, report, renames } = situation;
  const former = await catalogOf(database);
  if (!(await runs("upgrade", situation))) {
    // An added value ends its transaction; what came before it stays, and the next run goes on from there.
    if (!situation.addsValues) expectSame("a refusal changes nothing", former, await catalogOf(database));
    return;
  }
  const upgraded = await catalogOf(database);
  const there = await placesOf(database);
  const gone = made.filter(({ name, needs }) => {
    const [was, is] = [linesOf(former, name), linesOf(upgraded, name)];
    if (was === is || (renames && countOf(was) === countOf(is))) return false;
    if (report.includes(name) || (is === "" && needs.some((keys) => !keys.some((key) => there.has(key)))))
      return true;
    throw new BrokenLaw(`${name} is after the upgrade as it was:\n${was}\n\n${is}`);
  });
  expectNothing("autogenerate finds nothing after the upgrade", await product.findChanges());
  if (!(await runs("downgrade", situation))) return;
  const downgraded = await catalogOf(database);
  if (gone.length === 0) {
    expectSame("the downgrade gives back what was", respelt(former), respelt(downgraded));
    return;
  }
  for (const { name } of made.filter((one) => !gone.includes(one))) {
    expectSame(`${name} is after the downgrade as it was`, linesOf(former, name), linesOf(downgraded, name));
  }
}

/** Whether the server does it; rows that stand in the way are taken out of it. */
async function runs(
  way: "upgrade" | "downgrade",
  { database, product, report }: Situation,
): Promise<boolean> {
  const told = tellsOf(report, way);
  try {
    try {
      await product[way]();
    } catch (error) {
      if (dataReason(error) === null) throw error;
      await truncateAll(database);
      await product[way]();
    }
  } catch (error) {
    if (told.length > 0) return false;
    throw new BrokenLaw(`the ${way} is refused, and nobody said so: ${String(error)}`);
  }
  if (way === "upgrade" && told.length > 0)
    throw new BrokenLaw(`what will be refused is refused: ${told.join("\n")}`);
  return true;
}

/** What is refused on the way there would be on the way back, too, if somebody removed what stood in its way for a while. */
function tellsOf(report: string, way: "upgrade" | "downgrade"): readonly string[] {
  return report
    .split("\n")
    .filter((line) => / (?:in-use|name-taken): /.test(line))
    .filter((line) => way === "downgrade" || !line.includes(" in the downgrade "));
}

function countOf(lines: string): number {
  return lines === "" ? 0 : lines.split("\n").length;
}

/** A publication of whole tables has whatever columns they have; statistics list columns in the order of their tables. */
async function catalogOf({ url }: TestDatabase): Promise<string> {
  const catalog = await describeCatalog(url);
  return catalog
    .replaceAll(/"attnames": \[[^\]]*\], (?="rowfilter": null)/g, "")
    .replaceAll(/(?<=^statistics .* ON ).*(?= FROM )/gm, (list) => list.split(", ").toSorted().join(", "));
}

/** What the catalog says of one, and of what hangs on it. */
function linesOf(catalog: string, name: string): string {
  const word = new RegExp(`\\b${name}(?:_\\w+)?\\b`);
  return catalog
    .split("\n")
    .filter((line) => word.test(line))
    .join("\n");
}
