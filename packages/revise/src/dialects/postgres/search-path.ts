import type { Dialect } from "../../dialect/dialect";

/** The call stands in FROM, where it runs before the select list asks for its effect. */
export const enterSchema: Dialect["enterSchema"] = (schema) => ({
  sql: `SELECT current_schema()::text AS schema FROM set_config('search_path',
  concat_ws(', ', quote_ident($1::text), nullif(current_setting('search_path'), '')), false)`,
  parameters: [schema],
});

export const leaveSchema = "RESET search_path";
