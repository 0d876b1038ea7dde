/** stdout and stderr that nobody reads any more (`revise history | head -1`), or that take no more. */
import { exitCodes } from "./exit-code";

/**
 * Lets a command go on whose reader is gone: ended by the write that fails, it would stop in the middle of a revision. What can't
 * be written for another reason (a full disk) is told once.
 *
 * @returns whether a result is lost; the exit code says so then, also after the command is done
 */
export function outliveReaders(): () => boolean {
  let isLost = false;
  process.stderr.on("error", () => undefined);
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE" || isLost) return;
    isLost = true;
    process.exitCode = exitCodes.failed;
    process.stderr.write(`Error: The result can't be written to stdout: ${error.message}.\n`);
  });
  return () => isLost;
}
