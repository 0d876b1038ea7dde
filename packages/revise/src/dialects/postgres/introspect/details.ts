/** SQL for what few objects have: looked for once, and looked up only where it is there. */

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
