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
  {
    reason: "A name that was generated stays what it is when the table or column under it gets another name",
    scenarios: {
      "column/rename-when-told": [
        `-table public."user" constraint "UQ_e12875dfb3b1d92d7d7c5377e22" UNIQUE (email)`,
        `+table public."user" constraint "UQ_7395ecde6cda2e7fe90253ec59f" UNIQUE (email)`,
      ],
      "table/rename-when-told": [
        `-sequence public.customer_id_seq as integer start 1 increment 1 min 1 max 2147483647 cache 1 owned by public.customer.id`,
        `+sequence public.person_id_seq as integer start 1 increment 1 min 1 max 2147483647 cache 1 owned by public.customer.id`,
        `-table public.customer column id integer not null default nextval('public.customer_id_seq'::regclass)`,
        `+table public.customer column id integer not null default nextval('public.person_id_seq'::regclass)`,
        `-table public.customer constraint "PK_a7a13f4cacb744524e44dfdad32" PRIMARY KEY (id)`,
        `+table public.customer constraint "PK_5fdaf670315c4b7e70cce85daa3" PRIMARY KEY (id)`,
        `-table public.customer constraint "UQ_fdb2f3ad8115da4c7718109a6eb" UNIQUE (email)`,
        `+table public.customer constraint "UQ_d2d717efd90709ebd3cb26b936c" UNIQUE (email)`,
      ],
    },
  },
];
