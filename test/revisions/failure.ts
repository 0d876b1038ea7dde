import { ReviseError } from "../../packages/revise/src/errors";

/** What `body` fails with. */
export function failure(body: () => unknown): ReviseError {
  try {
    body();
  } catch (error) {
    if (error instanceof ReviseError) return error;
    throw error;
  }
  throw new Error("It did not fail.");
}

/** The same, as its reader sees it: the code, and message and hint in one text. */
export function refusal(body: () => unknown): { readonly code: string; readonly text: string } {
  const { code, message, hint } = failure(body);
  return { code, text: `${message} ${hint ?? ""}` };
}
