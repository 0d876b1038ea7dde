/** The part of the benchmark about stalls alone: `npm run bench:stalls -- SECONDS`; see `bench/stalls.mjs`. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { clients, measureStalls, stallLines } from "./bench/stalls.mjs";
import { build, install, root } from "./workspace.mjs";

install();
build();
const { startPostgres } = createRequire(join(root, "packages/testkit/package.json"))(".");

const seconds = Number(process.argv[2] ?? "8");
const server = await startPostgres();
try {
  const figures = await measureStalls(server.url, seconds);
  console.log(
    `\nA transaction of ${seconds} s on the table, 4 clients that read it (${clients}), one ALTER TABLE:\n`,
  );
  console.log(stallLines(figures).join("\n"));
} finally {
  await server.stop();
}
