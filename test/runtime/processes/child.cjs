/** A process of its own that runs commands of the built package: `{ command, options }` comes, the outcome goes back. */
const revise = require("../../../packages/revise/dist/index.js");

process.on("message", async ({ command, options }) => {
  try {
    const { steps } = await revise[command](options);
    process.send({ steps: steps.map(({ revision }) => revision) });
  } catch (error) {
    process.send({ failed: { code: error.code ?? null, message: String(error.message) } });
  }
});
process.send({ ready: true });
