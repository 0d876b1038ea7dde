/** What the benchmark asks of autogenerate: the defaults of a configuration. */
exports.autogenerateRequest = (dataSource, connection, dialect) => ({
  dataSource,
  connection,
  dialect,
  managed: new Set(),
  versionTable: { schema: null, name: "revise_version" },
  includeSchemas: false,
  unmanaged: "keep",
  renames: [],
});
