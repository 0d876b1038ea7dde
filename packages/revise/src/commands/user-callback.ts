/** Calls what the user put into the configuration: an error in it is named as theirs, not as a defect of ours. */
import { isReviseError, ReviseError } from "../errors";
import { messageOf } from "../util/text";

/**
 * @param name what is called, as in `includeObject` or `write hook 2`
 * @param file the configuration file
 * @throws `hook-failed`
 */
export function callUser<Result>(name: string, file: string, call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    throw callbackFailed(name, file, error);
  }
}

/** {@link callUser} for what may give a promise. */
export async function callUserAsync<Result>(
  name: string,
  file: string,
  call: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw callbackFailed(name, file, error);
  }
}

function callbackFailed(name: string, file: string, error: unknown): unknown {
  if (isReviseError(error)) return error;
  const reason = messageOf(error);
  return new ReviseError("hook-failed", `${name} of ${file} failed: ${reason}`, {
    hint: `Correct it in ${file}; --raiseerr shows the stack.`,
    cause: error,
    details: { hook: name, file },
  });
}
