import type { CommandEvent } from "../../commands/events";
import { displayRun } from "../../commands/events";
import type { Terminal } from "../terminal";

/** Progress on stderr, one line an event. */
export function reportEvent(event: CommandEvent, terminal: Terminal): void {
  switch (event.kind) {
    case "step":
      terminal.note(displayRun(event));
      return;
    case "waiting-for-lock":
      terminal.note(`Waiting for the lock: ${event.holder}.`);
      return;
    case "warning":
      terminal.note(`${terminal.paint("yellow", "Warning:")} ${event.message}`);
      return;
    case "note":
      terminal.note(event.message);
      return;
  }
}
