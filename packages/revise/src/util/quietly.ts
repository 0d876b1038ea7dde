/** For what only tidies up: the work is done or has failed already, and that is what must be told. */
export async function quietly(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch {
    // What is gone needs no tidying: a lost connection has released its locks and settings, and is rolled back.
  }
}
