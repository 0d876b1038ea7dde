/** Starts one throw-away PostgreSQL for the run; see `@revise/testkit`. */
export function setup(): void {
  process.env["REVISE_TEST_SERVER"] ??= process.env["REVISE_TEST_URL"] ?? "postgres://postgres@127.0.0.1:54329/postgres";
}
