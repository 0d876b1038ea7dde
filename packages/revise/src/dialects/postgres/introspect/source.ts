/** What each kind of dependent is called, where it is, and how it goes and comes back. */
export interface Source {
  readonly kind: string;
  readonly name: string;
  /** The relation that it belongs to. */
  readonly table: "c" | null;
  readonly catalog: string;
  readonly oid: string;
  /** The object as `DROP`, `ALTER` and `COMMENT ON` name it: SQL for the text behind the word; null where they can't. */
  readonly named: string | null;
  /** Whether it keeps its comment while it is away. */
  readonly keepsComment?: true;
  readonly drop?: string;
  readonly create: readonly string[];
  /** See {@link Dependent.inModel}. */
  readonly inModel?: true;
  /** See {@link Dependent.followsCast}. */
  readonly followsCast?: string;
  /** See {@link Dependent.forgotten}. */
  readonly forgotten?: string;
  /** The types whose change it does not outlive, whatever steps aside. */
  readonly bound?: string;
  readonly from: string;
}
