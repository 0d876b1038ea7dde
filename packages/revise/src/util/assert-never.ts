/** Closes a switch over a union: a member that no case handles is a compile error at the call. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
