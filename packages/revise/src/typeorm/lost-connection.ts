/** The ways in which `pg` says that a connection which was open is no more. */
const codes = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT", "57P01", "57P02", "57P03"]);

/**
 * Whether the connection was lost, and nothing refused. The codes are those of the network, and of a server that is told to
 * end a session or to stop (manual, appendix A, class 57).
 */
export function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && codes.has(String(error.code))) return true;
  return /^Connection terminated\b|^Client has encountered a connection error\b/.test(error.message);
}
