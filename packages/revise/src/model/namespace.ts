/** A schema of the database (`CREATE SCHEMA`). The bare word "schema" names no type here: it means too much. */
export interface Namespace {
  readonly name: string;
  /** Whether it holds what the models have no place for. */
  readonly holdsMore?: true;
}
