/** How far a run over many has come: a line for each one that ends, or on a terminal one line that is written over. */
import type { TenantEvent } from "../../commands/events";
import type { Terminal } from "../terminal";
import { duration } from "./duration";

export function reportTenant(event: TenantEvent, terminal: Terminal): void {
  const { tenant, error, summary, milliseconds, ended, total } = event;
  if (error !== null) {
    const [reason = ""] = error.message.split("\n");
    terminal.note(`${count(event)} ${tenant}: ${terminal.paint("red", "failed:")} ${reason}`);
  } else if (!terminal.live) {
    terminal.note(`${count(event)} ${tenant}: ${summary} in ${duration(milliseconds)}.`);
  }
  if (terminal.live) terminal.status(ended === total ? "" : progressLine(event, terminal.width));
}

/** `[ 7/20]` */
function count({ ended, total }: TenantEvent): string {
  return `[${String(ended).padStart(String(total).length)}/${String(total)}]`;
}

/** `[ 7/20] ███████░░░░░░░░░░░░░ 1 failed, last acme` */
function progressLine(event: TenantEvent, width: number): string {
  const { ended, total, failed, tenant } = event;
  const cells = Math.min(30, Math.max(5, width - 50));
  const full = Math.floor((ended / total) * cells);
  const bar = "█".repeat(full) + "░".repeat(cells - full);
  const failures = failed === 0 ? "" : ` ${String(failed)} failed,`;
  return `${count(event)} ${bar}${failures} last ${tenant}`.slice(0, width - 1);
}
