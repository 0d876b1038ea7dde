/** Builds the graph of a project's revisions and plans `upgrade head` from an empty database. Prints one line of JSON. */
const { join } = require("node:path");
const product = join(__dirname, "../../packages/revise/dist/revisions");
const { readDirectory } = require(join(product, "directory.js"));
const { buildGraph } = require(join(product, "graph.js"));
const { planUpgrade } = require(join(product, "plan.js"));
const [folder] = process.argv.slice(2);

const locations = [join(folder, "revisions/versions")];
const { revisions } = readDirectory({ locations, recursive: false });
const [graph, built] = timed(() => buildGraph(revisions));
const [, upgrade] = timed(() => planUpgrade(graph, [], "head"));
console.log(JSON.stringify({ graph: built, upgrade }));

function timed(work) {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1e3];
}
