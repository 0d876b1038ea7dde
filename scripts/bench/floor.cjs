/**
 * The bare catalog queries that any comparison needs, one for each kind of object, with the definitions as the server
 * prints them: defaults, constraints, indexes. One round trip; the rows are parsed by the same driver, and nothing is
 * made of them.
 */
exports.floorQueries = [
  `SELECT n.oid, n.nspname FROM pg_namespace n WHERE n.nspname = 'public'`,
  `SELECT c.oid, c.relname, c.relkind, d.description FROM pg_class c
   LEFT JOIN pg_description d ON d.objoid = c.oid AND d.objsubid = 0 AND d.classoid = 'pg_class'::regclass
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')`,
  `SELECT a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull, a.attidentity,
     a.attgenerated, a.attcollation, pg_get_expr(ad.adbin, ad.adrelid) AS default, d.description
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
   LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
   LEFT JOIN pg_description d ON d.objoid = a.attrelid AND d.objsubid = a.attnum AND d.classoid = 'pg_class'::regclass
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped`,
  `SELECT con.oid, con.conrelid, con.conname, con.contype, pg_get_constraintdef(con.oid) AS definition
   FROM pg_constraint con WHERE con.connamespace = 'public'::regnamespace`,
  `SELECT i.indexrelid, i.indrelid, c.relname, i.indisunique, i.indisvalid, pg_get_indexdef(i.indexrelid) AS definition
   FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = 'public'::regnamespace`,
  `SELECT t.oid, t.typname, e.enumlabel FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
   WHERE t.typnamespace = 'public'::regnamespace ORDER BY t.oid, e.enumsortorder`,
  `SELECT s.seqrelid, c.relname, s.seqtypid::regtype::text, s.seqstart::text, s.seqincrement::text
   FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid WHERE c.relnamespace = 'public'::regnamespace`,
  `SELECT extname FROM pg_extension`,
];
