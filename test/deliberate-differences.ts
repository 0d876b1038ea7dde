/**
 * Where the schema that we build differs from the one that TypeORM's `synchronize()` builds, on purpose. The scenarios
 * fail on any other difference, and on one of these that no longer occurs.
 */
export interface DeliberateDifference {
  readonly reason: string;
  /** Scenario → the lines of the catalogs that differ: `-` what TypeORM builds, `+` what we build. */
  readonly scenarios: Readonly<Record<string, readonly string[]>>;
}

export const deliberateDifferences: readonly DeliberateDifference[] = [
  {
    reason: "gen_random_uuid() has been part of PostgreSQL since 13; pgcrypto is not needed for it",
    scenarios: {
      "extension/need-none-for-uuid-of-pgcrypto": ["-extension pgcrypto in schema public"],
    },
  },
];
