/** What a change of type costs, from the types alone. Measured on PostgreSQL 12, 15, 17 and 18. */
import { sameType, type ColumnType } from "../../../model/column-type";
import { canonicalType } from "../types/canonical";

/**
 * Whether the server writes every row and every index anew (`ATColumnChangeRequiresRewrite` in `tablecmds.c`): what is
 * not on this short list of changes of the label alone does.
 */
export function rewritesTable(from: ColumnType, to: ColumnType): boolean {
  const source = canonicalType(from);
  const target = canonicalType(to);
  if (sameType(source, target)) return false;
  if (source.dimensions !== target.dimensions || source.schema !== target.schema) return true;
  // The elements of an array are looked at one by one, if only to find that they fit, unless nothing limits them.
  if (source.dimensions > 0) return source.name !== target.name || target.args.length > 0;
  if (source.name !== target.name) return !relabels(source, target);
  return !widensArgs(source, target);
}

/** Whether values that the old type holds may not fit the new one, or lose something on the way. */
export function narrowsType(from: ColumnType, to: ColumnType): boolean {
  const source = canonicalType(from);
  const target = canonicalType(to);
  if (source.dimensions > target.dimensions) return !isUnlimitedText(target);
  // A value becomes an array of one, unless it is a text to be read as an array.
  if (source.dimensions < target.dimensions)
    return isText(source) || narrowsType(source, { ...target, dimensions: source.dimensions });
  if (source.name === target.name && source.schema === target.schema)
    return !widensArgs(source, target) && !hasRoom(source, target);
  if (isUnlimitedText(target)) return false;
  const widerThanSource = wider.get(source.name);
  return !(
    source.schema === null &&
    target.schema === null &&
    widerThanSource?.has(target.name) === true &&
    keepsDigits(source, target)
  );
}

function isText(type: ColumnType): boolean {
  return type.schema === null && ["text", "citext", "varchar", "char", "bpchar"].includes(type.name);
}

function isUnlimitedText(type: ColumnType): boolean {
  return (
    type.schema === null &&
    (type.name === "text" || type.name === "citext" || (type.name === "varchar" && type.args.length === 0))
  );
}

/** The casts WITHOUT FUNCTION of `pg_cast`: the same bytes on disk, under another name and without a modifier. */
function relabels(from: ColumnType, to: ColumnType): boolean {
  return to.args.length === 0 && relabelled.get(from.name)?.has(to.name) === true;
}

const relabelled: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    text: ["varchar", "bpchar", "citext"],
    varchar: ["text", "bpchar", "citext"],
    citext: ["text", "varchar", "bpchar"],
    char: ["bpchar"],
    bit: ["varbit"],
    cidr: ["inet"],
    integer: ["oid"],
    oid: ["integer"],
  }).map(([from, to]) => [from, new Set(to)]),
);

function widensArgs(from: ColumnType, to: ColumnType): boolean {
  if (from.args.join() === to.args.join()) return true;
  if (to.args.length === 0) return growsWithoutLimit.has(to.name) || isTime(to.name);
  if (from.args.length === 0) return false;
  const [length = 0, scale = 0] = from.args.map(Number);
  const [newLength = 0, newScale = 0] = to.args.map(Number);
  if (to.name === "numeric") return scale === newScale && newLength >= length;
  return (to.name === "varchar" || to.name === "varbit" || isTime(to.name)) && newLength >= length;
}

/** What is written anew and loses nothing: `numeric(8,2)` has room in `numeric(10,3)`, and `char(3)` in `char(5)`. */
function hasRoom(from: ColumnType, to: ColumnType): boolean {
  const [length = Infinity, scale = 0] = from.args.map(Number);
  const [newLength = Infinity, newScale = 0] = to.args.map(Number);
  if (to.name === "numeric") return newScale >= scale && newLength - newScale >= length - scale;
  return to.name === "char" && newLength >= length;
}

const growsWithoutLimit: ReadonlySet<string> = new Set(["varchar", "varbit", "numeric", "bpchar"]);

function isTime(name: string): boolean {
  return /^(?:timestamp|timestamptz|time|timetz|interval(?: .*)?)$/.test(name);
}

const wider: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    smallint: ["integer", "bigint", "numeric", "real", "double precision"],
    integer: ["bigint", "numeric", "double precision"],
    bigint: ["numeric"],
    real: ["double precision"],
    date: ["timestamp", "timestamptz"],
    time: ["timetz", "interval"],
    timestamp: ["timestamptz"],
    timestamptz: ["timestamp"],
    json: ["jsonb"],
    jsonb: ["json"],
    cidr: ["inet"],
    macaddr: ["macaddr8"],
    char: ["varchar"],
    text: ["varchar"],
    bit: ["varbit"],
  }).map(([from, to]) => [from, new Set(to)]),
);

const integerDigits: Readonly<Record<string, number>> = { smallint: 5, integer: 10, bigint: 19 };

/** `integer` fits `numeric(12,2)` and not `numeric(10,2)`; `char(3)` fits `varchar(3)`. */
function keepsDigits(from: ColumnType, to: ColumnType): boolean {
  const [size, scale = 0] = to.args.map(Number);
  if (size === undefined) return true;
  if (to.name === "numeric") return size - scale >= (integerDigits[from.name] ?? Infinity);
  return Number(from.args[0] ?? Infinity) <= size;
}
