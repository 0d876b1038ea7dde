/** Plain values as expressions, laid out as prettier lays them out. */
import {
  concat,
  fill,
  group,
  ifBroken,
  indent,
  indentAfter,
  line,
  separated,
  softLine,
  verbatim,
  type Doc,
} from "./layout/doc";
import { textWidth } from "./layout/width";
import { stringLiteral, templateLiteral } from "./literal";
import type { LayoutStyle } from "./layout-style";

type PlainObject = Readonly<Record<string, unknown>>;

/**
 * The expression of a value: what a call of `op` is given by `encode`, and what rows and parameters may hold (also
 * dates, bytes and numbers of any kind). A function stands for the SQL that it gives: `() => "now()"`.
 */
export function valueDoc(value: unknown, style: LayoutStyle): Doc {
  switch (typeof value) {
    case "string":
      return textDoc(value, style);
    case "number":
      return numberText(value);
    case "bigint":
      return `${String(value)}n`;
    case "function":
      return functionDoc(value as () => unknown, style);
    case "object":
      return value === null ? "null" : objectDoc(value, style);
    default:
      return String(value);
  }
}

/** Text of several lines is a template literal, so that SQL stays readable. */
function isTemplate(value: unknown): value is string {
  return typeof value === "string" && value.includes("\n");
}

function textDoc(text: string, style: LayoutStyle): Doc {
  return isTemplate(text) ? verbatim(templateLiteral(text)) : stringLiteral(text, style);
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value).replace("e+", "e");
}

function functionDoc(give: () => unknown, style: LayoutStyle): Doc {
  const sql = String(give());
  const body = textDoc(sql, style);
  return group(
    concat(["() =>", isTemplate(sql) ? concat([" ", body]) : group(indent(concat([line, body])))]),
  );
}

function objectDoc(value: object, style: LayoutStyle): Doc {
  if (Array.isArray(value)) return arrayDoc(value, style);
  if (value instanceof Date) return newCall("new Date", [value.toISOString()], style);
  if (value instanceof Uint8Array) {
    return newCall("Buffer.from", [Buffer.from(value).toString("base64"), "base64"], style);
  }
  return membersDoc(value as PlainObject, style);
}

function newCall(callee: string, args: readonly string[], style: LayoutStyle): Doc {
  const docs = args.map((arg) => textDoc(arg, style));
  const comma = style.trailingComma === "all" ? ifBroken(",") : "";
  return concat([
    callee,
    group(concat(["(", indent(concat([softLine, ...separated(docs, ",", line)])), comma, softLine, ")"])),
  ]);
}

export function arrayDoc(values: readonly unknown[], style: LayoutStyle): Doc {
  if (values.length === 0) return "[]";
  const docs = values.map((value) => valueDoc(value, style));
  if (isNumbers(values)) return numbersDoc(docs, style);
  const comma = style.trailingComma === "none" ? "" : ifBroken(",");
  const items = separated(
    docs.map((doc) => group(doc)),
    ",",
    line,
  );
  return group(concat(["[", indent(concat([softLine, ...items, comma])), softLine, "]"]), {
    broken: isListOfRecords(values),
  });
}

function numbersDoc(docs: readonly Doc[], style: LayoutStyle): Doc {
  const name = Symbol("numbers");
  const comma = style.trailingComma === "none" ? "" : ifBroken(",", name);
  const items = docs.flatMap((doc, index) =>
    index === docs.length - 1 ? [concat([doc, comma])] : [concat([doc, ","]), line],
  );
  return group(concat(["[", indent(concat([softLine, fill(items)])), softLine, "]"]), { name });
}

/** Numbers fill their lines; everything else has a line each. */
export function isNumbers(values: readonly unknown[]): boolean {
  return values.length > 0 && values.every((value) => typeof value === "number" && Number.isFinite(value));
}

/** Several objects (or arrays) with several members each are never on one line. */
function isListOfRecords(values: readonly unknown[]): boolean {
  if (values.length < 2) return false;
  return (
    values.every((value) => Array.isArray(value) && value.length > 1) ||
    values.every((value) => isPlainObject(value) && Object.keys(value).length > 1)
  );
}

export function isPlainObject(value: unknown): value is PlainObject {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array)
  );
}

function membersDoc(object: PlainObject, style: LayoutStyle): Doc {
  const entries = Object.entries(object);
  if (entries.length === 0) return "{}";
  const quoted = style.quoteProps === "consistent" && entries.some(([key]) => !isBare(key, style));
  const members = entries.map(([key, value]) => memberDoc(keyText(key, quoted, style), value, style));
  const space = style.bracketSpacing ? line : softLine;
  const comma = style.trailingComma === "none" ? "" : ifBroken(",");
  return group(concat(["{", indent(concat([space, ...separated(members, ",", line)])), comma, space, "}"]));
}

function keyText(key: string, quoted: boolean, style: LayoutStyle): string {
  // Written as any other key this one would set the prototype.
  if (key === "__proto__") return `[${stringLiteral(key, style)}]`;
  return isBare(key, style) && !quoted ? key : stringLiteral(key, style);
}

/** Whether a key means the same without quotes. */
function isBare(key: string, style: LayoutStyle): boolean {
  if (style.bareNumberKeys === true && /^\d+(?:\.\d+)?$/.test(key)) return String(Number(key)) === key;
  return identifier.test(key) && !/[\ud800-\udfff]/.test(key);
}

const identifier = /^[$_\p{L}\p{Nl}][$_\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}\u200c\u200d]*$/u;

/** Text moves to a line of its own where it doesn't fit, unless the key is too short for that to help. */
function memberDoc(key: string, value: unknown, style: LayoutStyle): Doc {
  return assignmentDoc(`${key}:`, value, style, textWidth(key) < style.tabWidth + 3);
}

/** @param left the left side with its operator; `name =`, `key:` */
export function assignmentDoc(left: string, value: unknown, style: LayoutStyle, shortKey = false): Doc {
  const right = valueDoc(value, style);
  if (typeof value === "string" && !isTemplate(value) && !shortKey) {
    return group(concat([left, group(indent(concat([line, right])))]));
  }
  const stays = shortKey || isTemplate(value) || typeof value === "boolean" || isPlainNumber(value);
  if (stays) return group(concat([left, " ", right]));
  const gap = Symbol("gap");
  return group(concat([left, group(indent(line), { name: gap }), indentAfter(gap, group(right))]));
}

function isPlainNumber(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 && !Object.is(value, -0);
}
