/** What a removal does where the object is missing, or where others need it. */
export interface DropDefinition {
  /** Does nothing where there is no such object (`IF EXISTS`). */
  readonly ifExists?: boolean;
  /** Drops what needs the object along with it, whatever that is (`CASCADE`). */
  readonly cascade?: boolean;
}

/** What a creation does where the object is there. */
export interface CreateDefinition {
  /** Does nothing where there is an object of that name, whatever it looks like (`IF NOT EXISTS`). */
  readonly ifNotExists?: boolean;
}
