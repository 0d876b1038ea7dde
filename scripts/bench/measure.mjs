/** Timing of whole processes, variants in turn, so that a machine that changes its speed changes it for all. */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const preload = new URL("./usage.cjs", import.meta.url).pathname;

/**
 * Runs each variant `rounds` times after one warm-up, the order reversed every other round.
 *
 * @param variants `{ name, args, cwd, env, accept }`; `args` of node; `env`, or what gives it for each run; `accept` the
 * exit codes that are fine
 * @returns per name the medians: `{ cpu, wall }` in milliseconds, `memory` in MiB
 */
export function compare(variants, rounds) {
  const samples = new Map(variants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const variant of round % 2 === 0 ? variants : [...variants].reverse()) {
      const sample = runOnce(variant);
      if (round > 0) samples.get(variant.name).push(sample);
    }
  }
  return new Map([...samples].map(([name, list]) => [name, medians(list)]));
}

function runOnce({ name, args, cwd, env = {}, accept = [0] }) {
  const usage = join(tmpdir(), `revise-bench-${process.pid}.json`);
  const started = process.hrtime.bigint();
  const { status, stderr, stdout } = spawnSync(process.execPath, ["--require", preload, ...args], {
    cwd,
    env: { ...process.env, ...(typeof env === "function" ? env() : env), BENCH_USAGE: usage },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const wall = Number(process.hrtime.bigint() - started) / 1e6;
  if (!accept.includes(status))
    throw new Error(`${name} ended with ${status}:\n${stdout.slice(-2000)}${stderr.slice(-2000)}`);
  const sample = JSON.parse(readFileSync(usage, "utf8"));
  rmSync(usage);
  return { ...sample, wall };
}

export function medians(samples) {
  return {
    cpu: median(samples.map(({ cpu }) => cpu)),
    wall: median(samples.map(({ wall }) => wall)),
    memory: median(samples.map(({ memory }) => memory)),
  };
}

export function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
