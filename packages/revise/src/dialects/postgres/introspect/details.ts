/** What few objects have: SQL that looks it up only where it is there, and fields that are null elsewhere. */

/** The comment on the object itself. */
export function commentOf(catalog: string, oid: string): string {
  const described = `pg_description m WHERE m.classoid = '${catalog}'::regclass AND m.objsubid = 0`;
  return `CASE WHEN ${oid} IN (SELECT m.objoid FROM ${described}) THEN (SELECT m.description FROM ${described} AND m.objoid = ${oid}) END`;
}

/** The name of the tablespace of a relation that is not in the one of the database. */
export function tablespaceOf(relation: string): string {
  return `CASE WHEN ${relation}.reltablespace <> 0 THEN (
             SELECT s.spcname::text FROM pg_tablespace s WHERE s.oid = ${relation}.reltablespace) END`;
}

/**
 * SQL: the words whose conditions hold, joined by blanks; null where none does. One field for many that are nearly always
 * false: what the driver does for each field is most of what it takes to read an object.
 */
export function marks(conditions: Readonly<Record<string, string>>): string {
  const words = Object.entries(conditions).map(
    ([word, condition]) => `CASE WHEN ${condition} THEN '${word}' END`,
  );
  return `CASE WHEN ${Object.values(conditions).join(" OR ")} THEN concat_ws(' ', ${words.join(", ")}) END`;
}

/** Whether `word` is among {@link marks}. */
export function isMarked(marked: string | null, word: string): boolean {
  return marked?.split(" ").includes(word) ?? false;
}
