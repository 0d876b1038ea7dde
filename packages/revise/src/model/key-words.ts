/**
 * Words that PostgreSQL puts in quotes where they are names: its key words but the unreserved ones (manual, appendix C), of versions
 * 14 to 18. One that an older version does not know is quoted there without need.
 */

/** Never names without quotes, but behind a dot or as the name of a result. */
export const reservedWords: ReadonlySet<string> = listed(`
  all analyse analyze and any array as asc asymmetric both case cast check collate column constraint
  create current_catalog current_date current_role current_time current_timestamp current_user
  default deferrable desc distinct do else end except false fetch for foreign from grant group
  having in initially intersect into lateral leading limit localtime localtimestamp not null offset
  on only or order placing primary references returning select session_user some symmetric
  system_user table then to trailing true union unique user using variadic when where window with
`);

/** Names of columns, or of functions and types, but not of everything. */
const wordsOfSomeUse = listed(`
  authorization between bigint binary bit boolean char character coalesce collation concurrently
  cross current_schema dec decimal exists extract float freeze full greatest grouping ilike inner
  inout int integer interval is isnull join json json_array json_arrayagg json_exists json_object
  json_objectagg json_query json_scalar json_serialize json_table json_value least left like
  merge_action national natural nchar none normalize notnull nullif numeric out outer overlaps
  overlay position precision real right row setof similar smallint substring tablesample time
  timestamp treat trim values varchar verbose xmlattributes xmlconcat xmlelement xmlexists xmlforest
  xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
`);

export function isKeyWord(word: string): boolean {
  return reservedWords.has(word) || wordsOfSomeUse.has(word);
}

function listed(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}
