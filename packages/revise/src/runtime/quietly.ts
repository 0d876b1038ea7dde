/** For what only tidies up: the work is done or has failed already, and that is what must be told. */
export async function quietly(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch {
    // A lost connection has released lock and settings by itself.
  }
}
