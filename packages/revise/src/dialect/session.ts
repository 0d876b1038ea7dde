/** Sessions of the server: our own, and those that are in its way. */

/** Another session of the server, as far as our role may see it. */
export interface ServerSession {
  readonly pid: number;
  readonly application: string | null;
  readonly client: string | null;
  /** `active`, `idle in transaction`. */
  readonly state: string | null;
  /** When its transaction began; where it is in none, when it connected. */
  readonly since: string | null;
  /** What it runs, or ran last. */
  readonly query: string | null;
  /** All of that for people: `process 4711 ("psql", idle in transaction since 2026-11-20 12:36:45+00): SELECT …` */
  readonly text: string;
}

/** Whether a setting holds for the open transaction or for the session. */
export type SettingScope = "transaction" | "session";
