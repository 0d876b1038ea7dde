/** The types that TypeORM accepts for PostgreSQL with the options they take, and what goes with each of them. */

/** SQL, where a plain value would be a literal. */
export interface Sql {
  readonly sql: string;
}

export const sql = (text: string): Sql => ({ sql: text });

/** What expressions can say about a column. */
export type Family =
  "integer" | "decimal" | "text" | "boolean" | "moment" | "range" | "json" | "enum" | "other";

export interface ColumnTypeEntry {
  readonly options: Readonly<Record<string, unknown>>;
  readonly family: Family;
  readonly defaults: readonly unknown[];
  /** The access methods that have a default operator class for it. */
  readonly methods: readonly string[];
}

const ordered = ["btree", "hash", "brin"];

function type(
  options: Readonly<Record<string, unknown>>,
  family: Family,
  methods: readonly string[],
  ...defaults: readonly unknown[]
): ColumnTypeEntry {
  return { options, family, methods, defaults };
}

const whole = [0, 18, -5, "7", sql("1 + 1"), sql("0"), sql("-3"), sql("'12'")];
const broken = [0, 1.5, -3.25, "0.00", sql("1.5"), sql("2"), sql("'4'")];
const words = [
  "it",
  "",
  "a::b",
  "NULL",
  "O''Neil",
  sql("'x'"),
  sql("upper('x')"),
  sql("'a' || 'b'"),
  sql("CURRENT_USER"),
];
const moments = [
  sql("now()"),
  sql("CURRENT_TIMESTAMP"),
  sql("LOCALTIMESTAMP"),
  sql("now() + interval '1 day'"),
  "2020-02-03 04:05:06",
  sql("(now() at time zone 'utc')"),
  sql("CURRENT_TIMESTAMP(3)"),
];
const hours = [sql("LOCALTIME"), "04:05:06", sql("'04:05:06'"), sql("now()::time")];
const noArray = [[], sql("'{}'"), "{}"];

const numbers: Record<string, ColumnTypeEntry> = {
  int: type({ type: "int" }, "integer", ordered, ...whole),
  int2: type({ type: "int2" }, "integer", ordered, ...whole),
  smallint: type({ type: "smallint" }, "integer", ordered, ...whole),
  bigint: type({ type: "bigint" }, "integer", ordered, ...whole, "9007199254740993"),
  int8: type({ type: "int8" }, "integer", ordered, ...whole),
  numeric: type({ type: "numeric" }, "decimal", ordered, ...broken),
  "numeric(10)": type({ type: "numeric", precision: 10 }, "decimal", ordered, ...broken),
  "decimal(10,2)": type({ type: "decimal", precision: 10, scale: 2 }, "decimal", ordered, ...broken),
  "decimal(12,4)": type({ type: "decimal", precision: 12, scale: 4 }, "decimal", ordered, ...broken),
  "numeric scale": type({ type: "numeric", scale: 2 }, "decimal", ordered, ...broken),
  float: type({ type: "float" }, "decimal", ordered, ...broken),
  "double precision": type({ type: "double precision" }, "decimal", ordered, ...broken),
  real: type({ type: "real" }, "decimal", ordered, ...broken),
  float4: type({ type: "float4" }, "decimal", ordered, ...broken),
  money: type({ type: "money" }, "other", ["btree"], 10, "12.50", sql("0")),
};

const texts: Record<string, ColumnTypeEntry> = {
  varchar: type({ type: "varchar" }, "text", [...ordered, "spgist"], ...words),
  "varchar(20)": type({ type: "varchar", length: 20 }, "text", ordered, ...words),
  "varchar(50)": type({ type: "varchar", length: "50" }, "text", ordered, ...words),
  "varchar(255)": type({ type: "character varying", length: 255 }, "text", ordered, ...words),
  "char(10)": type({ type: "char", length: 10 }, "text", ["btree", "hash"], ...words),
  char: type({ type: "character" }, "text", ["btree", "hash"], "x", sql("'y'")),
  text: type({ type: "text" }, "text", [...ordered, "spgist"], ...words),
  citext: type({ type: "citext" }, "text", ["btree", "hash"], ...words),
  "simple-array": type({ type: "simple-array" }, "text", ordered, "a,b", sql("''")),
  "simple-json": type({ type: "simple-json" }, "text", ordered, { a: 1 }, sql("'{}'")),
  xml: type({ type: "xml" }, "other", []),
  uuid: type(
    { type: "uuid" },
    "other",
    ordered,
    sql("gen_random_uuid()"),
    "00000000-0000-0000-0000-000000000001",
  ),
};

const moment: Record<string, ColumnTypeEntry> = {
  date: type({ type: "date" }, "moment", ordered, sql("CURRENT_DATE"), "2020-02-03", sql("now()")),
  timestamp: type({ type: "timestamp" }, "moment", ordered, ...moments),
  "timestamp(0)": type({ type: "timestamp", precision: 0 }, "moment", ordered, ...moments),
  timestamptz: type({ type: "timestamptz" }, "moment", ordered, ...moments),
  "timestamptz(3)": type({ type: "timestamp with time zone", precision: 3 }, "moment", ordered, ...moments),
  time: type({ type: "time" }, "other", ordered, ...hours),
  "time(3)": type({ type: "time without time zone", precision: 3 }, "other", ordered, ...hours),
  timetz: type({ type: "timetz" }, "other", ["btree", "hash"], sql("CURRENT_TIME"), "04:05:06+02"),
  interval: type({ type: "interval" }, "other", ordered, "1 hour", sql("'1 day'::interval"), "1 mon"),
  "interval(3)": type({ type: "interval", precision: 3 }, "other", ordered, "90 minutes"),
};

const structures: Record<string, ColumnTypeEntry> = {
  boolean: type(
    { type: "boolean" },
    "boolean",
    ["btree", "hash"],
    true,
    false,
    "true",
    sql("true"),
    sql("(not true)"),
  ),
  bool: type({ type: "bool" }, "boolean", ["btree", "hash"], true, false),
  json: type({ type: "json" }, "other", [], {}, [], { a: "it's" }, '{"a": "fr", "n":""}', sql("'{}'")),
  jsonb: type(
    { type: "jsonb" },
    "json",
    ["btree", "hash", "gin"],
    {},
    [],
    { b: 1, a: "it's" },
    '{"a": "fr", "n":""}',
    sql("'{}'::jsonb"),
    sql("'[1, 2]'"),
  ),
  jsonpath: type({ type: "jsonpath" }, "other", [], "$.a"),
  hstore: type({ type: "hstore" }, "other", ["btree", "hash", "gin", "gist"], sql("''::hstore"), "a=>1"),
  bytea: type({ type: "bytea" }, "other", ["btree"], sql("'\\x00'::bytea"), sql("'\\xff'")),
  bit: type({ type: "bit" }, "other", ["btree"], "1", sql("B'1'")),
  "bit(3)": type({ type: "bit", length: 3 }, "other", ["btree"], "101", sql("B'101'")),
  "bit(5)": type({ type: "bit", length: 5 }, "other", ["btree"], "10101"),
  varbit: type({ type: "varbit" }, "other", ["btree"], "1", sql("B'101'")),
  "varbit(8)": type({ type: "bit varying", length: 8 }, "other", ["btree"], "101"),
};

const special: Record<string, ColumnTypeEntry> = {
  inet: type({ type: "inet" }, "other", [...ordered, "spgist"], "10.0.0.1"),
  cidr: type({ type: "cidr" }, "other", [...ordered, "spgist"], "10.0.0.0/8"),
  macaddr: type({ type: "macaddr" }, "other", ordered, "08:00:2b:01:02:03"),
  macaddr8: type({ type: "macaddr8" }, "other", ordered, "08:00:2b:01:02:03:04:05"),
  point: type({ type: "point" }, "other", ["gist", "spgist"], "(1,2)", sql("point(0,0)")),
  line: type({ type: "line" }, "other", [], "{1,2,3}"),
  lseg: type({ type: "lseg" }, "other", [], "[(0,0),(1,1)]"),
  box: type({ type: "box" }, "other", ["gist", "spgist"], "(1,1),(0,0)"),
  path: type({ type: "path" }, "other", [], "((0,0),(1,1))"),
  polygon: type({ type: "polygon" }, "other", ["gist", "spgist"], "((0,0),(1,1),(1,0))"),
  circle: type({ type: "circle" }, "other", ["gist"], "<(0,0),1>"),
  tsvector: type({ type: "tsvector" }, "other", ["btree", "gin", "gist"], sql("''::tsvector")),
  tsquery: type({ type: "tsquery" }, "other", ["btree", "gist"], "a & b"),
  cube: type({ type: "cube" }, "other", ["btree", "gist"], "(1,2)"),
  ltree: type({ type: "ltree" }, "other", ["btree", "gist"], "a.b"),
};

const rangeMethods = ["btree", "hash", "gist", "spgist"];
const ranges: Record<string, ColumnTypeEntry> = {
  int4range: type({ type: "int4range" }, "range", rangeMethods, "[1,5)", "empty", sql("int4range(1, 5)")),
  int8range: type({ type: "int8range" }, "range", rangeMethods, "[1,5)"),
  numrange: type({ type: "numrange" }, "range", rangeMethods, "[1.5,5)"),
  tsrange: type({ type: "tsrange" }, "range", rangeMethods, "[2020-01-01,2020-01-02)"),
  tstzrange: type({ type: "tstzrange" }, "range", rangeMethods, sql("tstzrange(now(), 'infinity')")),
  daterange: type({ type: "daterange" }, "range", rangeMethods, "empty"),
  int4multirange: type({ type: "int4multirange" }, "other", ["btree", "hash", "gist"], "{}", "{[1,5)}"),
  datemultirange: type({ type: "datemultirange" }, "other", ["btree", "hash", "gist"]),
  nummultirange: type({ type: "nummultirange" }, "other", ["btree", "hash", "gist"]),
};

const element = ["btree", "gin"];
const arrays: Record<string, ColumnTypeEntry> = {
  "int[]": type({ type: "int", array: true }, "other", element, ...noArray, [1, 2], sql("ARRAY[1, 2]")),
  "bigint[]": type({ type: "bigint", array: true }, "other", element, ...noArray),
  "text[]": type(
    { type: "text", array: true },
    "other",
    element,
    ...noArray,
    ["x", "y"],
    sql("'{}'::text[]"),
    sql("ARRAY[]::text[]"),
    sql("array['a','B']"),
  ),
  "varchar(10)[]": type({ type: "varchar", length: 10, array: true }, "other", element, ...noArray, ["x"]),
  "numeric(10,2)[]": type(
    { type: "numeric", precision: 10, scale: 2, array: true },
    "other",
    element,
    ...noArray,
    [1.5],
  ),
  "timestamptz(3)[]": type({ type: "timestamptz", precision: 3, array: true }, "other", element, ...noArray),
  "uuid[]": type({ type: "uuid", array: true }, "other", element, ...noArray),
  "jsonb[]": type({ type: "jsonb", array: true }, "other", element, ...noArray),
  "boolean[]": type({ type: "boolean", array: true }, "other", element, ...noArray, [true, false]),
  "date[]": type({ type: "date", array: true }, "other", element, ...noArray),
};

export const columnTypes: Readonly<Record<string, ColumnTypeEntry>> = {
  ...numbers,
  ...texts,
  ...moment,
  ...structures,
  ...special,
  ...ranges,
  ...arrays,
  enum: type({ type: "enum" }, "enum", ["btree", "hash"]),
  "simple-enum": type({ type: "simple-enum" }, "enum", ["btree", "hash"]),
  "enum array": type({ type: "enum", array: true }, "other", element),
};

/** Types that a primary key may have, apart from one that counts. */
export const keyTypes: readonly string[] = [
  "int",
  "bigint",
  "varchar(20)",
  "varchar(50)",
  "uuid",
  "text",
  "char(10)",
  "date",
  "decimal(10,2)",
  "timestamp(0)",
];

export function isEnum(name: string): boolean {
  return name === "enum" || name === "simple-enum" || name === "enum array";
}

export function entryOf(name: string): ColumnTypeEntry {
  const entry = columnTypes[name];
  if (entry === undefined) throw new Error(`No column type ${name}`);
  return entry;
}

/** Predicates over a column of the family; `$` is the column. `first` is the first value of its enum type. */
export function predicates(family: Family, first: string | undefined): readonly string[] {
  const any = ["$ IS NOT NULL", "num_nonnulls($) >= 0", "($ IS NULL OR true)"];
  switch (family) {
    case "integer":
      return [
        "$ >= -100",
        "$ > 0",
        "$ <> 5000",
        "$ BETWEEN -1000 AND 1000",
        "$ IN (1, 2, 3, 4, 5, 6)",
        ...any,
      ];
    case "decimal":
      return ["$ >= 0", "$ < 100000.5", "$ + 1 > 0", ...any];
    case "text":
      return [
        "length($) < 500",
        "$ <> 'zz'",
        "$ IN ('v0', 'v1', 'v2', 'v3', 'v4', 'v5')",
        "$ ~ '^.*'",
        "$ like '%'",
        "lower($) = lower($)",
        ...any,
      ];
    case "boolean":
      return ["$", "not $", "$ IS TRUE OR $ IS NOT TRUE", ...any];
    case "moment":
      return ["$ > '2000-01-01'", "$ IS NOT NULL AND $ < '2100-01-01'", ...any];
    case "range":
      return ["NOT isempty($)", "lower($) IS NOT NULL", ...any];
    case "json":
      return ["jsonb_typeof($) = 'object'", "$ ? 'a'", "$ @> '{}'", ...any];
    case "enum":
      return first === undefined ? any : [`$ <> '${first}'`, `$ IN ('${first}')`, ...any];
    case "other":
      return any;
  }
}

/** Expressions for generated columns over a column of the family, with the type that they have. */
export function expressions(family: Family): readonly { readonly sql: string; readonly type: string }[] {
  switch (family) {
    case "integer":
      return [
        { sql: "$ * 2", type: "bigint" },
        { sql: "$ + 1", type: "numeric" },
        { sql: "abs($)", type: "int8" },
      ];
    case "decimal":
      return [{ sql: "$ * 2", type: "double precision" }];
    case "text":
      return [
        { sql: "lower($)", type: "text" },
        { sql: "$ || '!'", type: "varchar" },
        { sql: "coalesce($, 'it''s') || 'x'", type: "text" },
        { sql: "to_tsvector('simple', $)", type: "tsvector" },
      ];
    case "boolean":
      return [{ sql: "not $", type: "boolean" }];
    case "json":
      return [{ sql: "$ ->> 'a'", type: "text" }];
    case "range":
      return [{ sql: "isempty($)", type: "boolean" }];
    case "moment":
    case "enum":
    case "other":
      return [{ sql: "$ IS NULL", type: "boolean" }];
  }
}
