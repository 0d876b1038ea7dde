/** A schema of the database (`CREATE SCHEMA`). The bare word "schema" names no type here: it means too much. */
export interface Namespace {
  readonly name: string;
}
