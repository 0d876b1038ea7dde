import { ReviseError } from "../errors";

/** What a run that was told to stop ends with. */
export function interruptedError(signal: AbortSignal): ReviseError {
  const by = typeof signal.reason === "string" ? ` by ${signal.reason}` : "";
  return new ReviseError("interrupted", `The run was interrupted${by}.`, {
    hint: "Run the command again: it goes on where this run ended.",
    details: { signal: typeof signal.reason === "string" ? signal.reason : null },
  });
}
