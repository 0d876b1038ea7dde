/** What the scripts at the root share: running commands in sight, and a workspace that is installed and built. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Prints a command as a person would type it, runs it in sight, and ends the script when it fails. */
export function run(command, args, options = {}) {
  console.log(`\n$ ${[command, ...args].join(" ")}`);
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
    ...options,
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Installs what the lock file names, where that has not been done. */
export function install() {
  if (existsSync(join(root, "node_modules", ".package-lock.json"))) return;
  console.log("\nInstalling the packages of the lock file, about a minute …");
  run("npm", ["ci", "--no-audit", "--no-fund"]);
}

export function build() {
  console.log("\nBuilding, a few seconds …");
  run("npm", ["run", "build", "--silent"]);
}
