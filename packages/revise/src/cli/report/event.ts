import type { CommandEvent } from "../../commands/events";
import { displayRun } from "../../commands/events";
import type { Terminal } from "../terminal";
import { reportTenant } from "./tenant";

/** Progress on stderr, one line an event. */
export function reportEvent(event: CommandEvent, terminal: Terminal): void {
  const note = (text: string): void => {
    terminal.note(event.of === undefined ? text : `${event.of}: ${text}`);
  };
  switch (event.kind) {
    case "step":
      // Where a line tells how far all of them are, their steps would only make it jump.
      if (event.of === undefined || !terminal.live) note(displayRun(event));
      return;
    case "tenant":
      reportTenant(event, terminal);
      return;
    case "waiting-for-lock":
      note(`Waiting for the lock: ${event.holder}.`);
      return;
    case "warning":
      note(`${terminal.paint("yellow", "Warning:")} ${event.message}`);
      return;
    case "note":
      note(event.message);
      return;
  }
}
