/**
 * How the server prints definitions: the same for every role and database, whatever is set there, so that one text has one spelling
 * and a revision means the same wherever it runs. pg_dump sets these too. The order of day and month stays as it is set, because that
 * says how dates in expressions are read.
 */
export const printingSettings: readonly string[] = [
  "SET LOCAL quote_all_identifiers = off",
  "SET LOCAL datestyle = 'ISO'",
  "SET LOCAL intervalstyle = 'postgres'",
  "SET LOCAL extra_float_digits = 1",
  "SET LOCAL bytea_output = 'hex'",
];
