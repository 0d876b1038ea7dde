import { describeCatalog } from "@revise/testkit";
import { commonRows, readRows } from "../../packages/testkit/src/rows";
import { declare } from "./declare";
import { withBench } from "./bench";
import { BrokenLaw, expectNothing, expectSame, filledDatabase, respelt, write } from "./laws";
import type { Project } from "./project";
import { newNames, underNewNames, withFormerValues } from "./renames";

/**
 * One revision gives everything its new name, as `synchronize()` would have named it from the start; every row is found
 * again under the new names; and the way back leads to the old ones.
 */
export async function judgeRenames(before: Project, after: Project): Promise<void> {
  await withBench(async (bench) => {
    const { database, product, former } = await filledDatabase(bench, before);
    const rows = await readRows(database);

    const sources = await Promise.all(
      [before, after].map((project) => bench.metadata(declare(project), database)),
    );
    const [from, to] = sources;
    if (from === undefined || to === undefined) throw new Error("Two projects have two sources");
    const names = newNames([from, to], [before, after]);
    bench.use(product, database, declare(after));
    const { revision, report } = await write(product, "000000000002", names.decisions);
    await product.upgrade();
    const kept = commonRows(underNewNames(rows, names), withFormerValues(await readRows(database), names));
    if (kept.before !== kept.after)
      throw new BrokenLaw(`rows survive:\n${kept.before}\n\n${kept.after}\n${report}`);
    const oracle = await bench.synchronized(declare(after));
    expectSame(
      "renamed, the schema is that of synchronize()",
      respelt(await describeCatalog(oracle.url)),
      respelt(await describeCatalog(database.url)),
    );
    expectNothing("autogenerate finds nothing after the upgrade", await product.findChanges());
    if (revision === null) return;
    await product.downgrade();
    expectSame(
      "the downgrade gives back what was",
      respelt(former),
      respelt(await describeCatalog(database.url)),
    );
  });
}
