import type { Source } from "./source";

const name = "quote_ident(n.nspname) || '.' || quote_ident(s.stxname)";
const hasTarget = "s.stxstattarget >= 0";
const isOfAnother = "pg_get_userbyid(s.stxowner) <> current_user";

/** Extended statistics, which somebody made by hand. */
export const statistics: Source = {
  kind: "'statistics'",
  name,
  table: "c",
  catalog: "pg_statistic_ext",
  oid: "s.oid",
  named: `'STATISTICS ' || ${name}`,
  create: [
    "pg_get_statisticsobjdef(s.oid)",
    `CASE WHEN ${hasTarget} THEN 'ALTER STATISTICS ' || ${name} || ' SET STATISTICS ' || s.stxstattarget END`,
    `CASE WHEN ${isOfAnother} THEN 'ALTER STATISTICS ' || ${name} || ' OWNER TO ' || quote_ident(pg_get_userbyid(s.stxowner)) END`,
  ],
  // Without expressions they are built anew whatever becomes of the types (`RememberStatisticsForRebuilding`), as new ones
  // of whoever changes the type.
  followsCast: "s.stxexprs IS NULL",
  // Who is not their owner may not drop them, and the server leads them along none the less.
  forgotten: `(${hasTarget} IS TRUE OR ${isOfAnother}) AND pg_has_role(s.stxowner, 'USAGE')`,
  from: "pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid JOIN pg_namespace n ON n.oid = s.stxnamespace",
};
