/** One operation as the statement `await op.addColumn("user", { … });`. The name of the call is the operation's kind. */
import type { Operation } from "../operations/operation";
import { encode } from "../operations/traits-table";
import {
  breaks,
  choice,
  concat,
  group,
  ifBroken,
  indent,
  line,
  separated,
  softLine,
  type Doc,
} from "./layout/doc";
import { printDoc } from "./layout/print-doc";
import type { LayoutStyle } from "./layout-style";
import { isNumbers, isPlainObject, valueDoc } from "./value";

/** @param depth how deep the statement stands; its first line is not indented */
export function renderCall(operation: Operation, style: LayoutStyle, depth = 0): string {
  if (operation.kind === "custom" && operation.text !== null) return operation.text;
  const name = operation.kind === "custom" ? operation.name : operation.kind;
  const call = concat([`await op.${name}`, argumentsDoc(encode(operation), style)]);
  return printDoc(concat([call, style.semi ? ";" : ""]), style, depth);
}

function argumentsDoc(args: readonly unknown[], style: LayoutStyle): Doc {
  const docs = args.map((arg) => valueDoc(arg, style));
  const [only] = args;
  if (args.length === 1 && typeof only === "string" && only.includes("\n")) {
    return concat(["(", docs[0] ?? "", ")"]);
  }
  const before = docs.slice(0, -1);
  const last = docs.at(-1) ?? "";
  if (!opensOnTheLine(args) || before.some(breaks))
    return onLinesOfTheirOwn(docs, style, before.some(breaks));

  const leading = before.flatMap((doc) => [doc, ", "]);
  const opened = concat(["(", ...leading, group(last, { broken: true }), ")"]);
  const apart = onLinesOfTheirOwn(docs, style, true);
  if (breaks(last)) return choice([opened, apart], { broken: true });
  return choice([concat(["(", ...leading, last, ")"]), opened, apart], { broken: false });
}

/** Whether the last argument is an object or array that may open at the end of the line: `f("a", {`. */
function opensOnTheLine(args: readonly unknown[]): boolean {
  const last = args.at(-1);
  const previous = args.at(-2);
  if (Array.isArray(last)) {
    return last.length > 0 && !Array.isArray(previous) && !(args.length > 1 && isNumbers(last));
  }
  return isPlainObject(last) && Object.keys(last).length > 0 && !isPlainObject(previous);
}

function onLinesOfTheirOwn(docs: readonly Doc[], style: LayoutStyle, broken: boolean): Doc {
  const comma = style.trailingComma === "all" ? ifBroken(",") : "";
  return group(
    concat(["(", indent(concat([softLine, ...separated(docs, ",", line)])), comma, softLine, ")"]),
    { broken },
  );
}
