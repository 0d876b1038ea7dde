/** Preloaded into a measured process: writes what it used, as the operating system counts it, when it ends. */
const { writeFileSync } = require("node:fs");
const file = process.env["BENCH_USAGE"];
delete process.env["BENCH_USAGE"];
process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(file, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e3, memory: maxRSS / 1024 }));
});
