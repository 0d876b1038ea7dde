/** Lays a document out in lines of at most `printWidth` columns where that is possible. */
import type { LayoutStyle } from "../layout-style";
import type { Doc, Group } from "./doc";
import { textWidth } from "./width";

interface Command {
  readonly depth: number;
  readonly flat: boolean;
  readonly doc: Doc;
}

interface Printer {
  readonly style: LayoutStyle;
  readonly output: string[];
  /** What is still to be printed, the next one last. */
  readonly commands: Command[];
  /** Whether a group that others refer to was printed on one line. */
  readonly flatGroups: Map<symbol, boolean>;
  column: number;
}

/** @param depth how deep the first line is indented; its indentation is not printed */
export function printDoc(doc: Doc, style: LayoutStyle, depth = 0): string {
  const printer: Printer = {
    style,
    output: [],
    commands: [{ depth, flat: false, doc }],
    flatGroups: new Map(),
    column: depth * style.tabWidth,
  };
  for (let next = printer.commands.pop(); next !== undefined; next = printer.commands.pop()) {
    print(printer, next);
  }
  return printer.output.join("");
}

function print(printer: Printer, command: Command): void {
  const { commands } = printer;
  const { depth, flat, doc } = command;
  if (typeof doc === "string") {
    printer.output.push(doc);
    printer.column += textWidth(doc);
    return;
  }
  switch (doc.kind) {
    case "concat":
      pushReversed(commands, depth, flat, doc.parts);
      return;
    case "indent":
      commands.push({ depth: depth + 1, flat, doc: doc.contents });
      return;
    case "line":
      printLine(printer, command, doc.as);
      return;
    case "group":
      printGroup(printer, command, doc);
      return;
    case "choice":
      printChoice(printer, command, doc.states);
      return;
    case "ifBroken":
      if (!isFlat(printer, flat, doc.group)) commands.push({ depth, flat, doc: doc.text });
      return;
    case "indentAfter": {
      const indented = printer.flatGroups.get(doc.after) === false;
      commands.push({ depth: depth + (indented ? 1 : 0), flat, doc: doc.contents });
      return;
    }
    case "fill":
      printFill(printer, command, doc.parts);
  }
}

function printLine(
  printer: Printer,
  { depth, flat }: Command,
  as: "nothing" | "space" | "break" | "literal",
): void {
  const { style, output } = printer;
  if (flat && (as === "nothing" || as === "space")) {
    if (as === "space") {
      output.push(" ");
      printer.column += 1;
    }
    return;
  }
  output.push("\n");
  printer.column = 0;
  if (as === "literal") return;
  output.push(style.useTabs ? "\t".repeat(depth) : " ".repeat(depth * style.tabWidth));
  printer.column = depth * style.tabWidth;
}

function printGroup(printer: Printer, { depth, flat: around }: Command, group: Group): void {
  const doc = group.contents;
  const flat = !group.breaks && (around || fits(printer, { depth, flat: true, doc }));
  if (group.name !== null) printer.flatGroups.set(group.name, flat);
  printer.commands.push({ depth, flat, doc });
}

/** The first layout that fits as far as its first certain line break, else the last one. */
function printChoice(printer: Printer, command: Command, states: readonly Doc[]): void {
  const last = states.length - 1;
  const candidates = command.flat ? states.slice(0, 1) : states.slice(0, last);
  for (const doc of candidates) {
    const candidate: Command = { ...command, flat: true, doc };
    if (command.flat || fits(printer, candidate)) {
      printer.commands.push(candidate);
      return;
    }
  }
  printer.commands.push({ ...command, flat: false, doc: states[last] ?? "" });
}

function printFill(printer: Printer, command: Command, parts: readonly Doc[]): void {
  const [content = "", separator, next] = parts;
  const onOneLine = (doc: Doc): Command => ({ ...command, flat: true, doc });
  const contentFits = fits(printer, onOneLine(content), { alone: true });
  const printed: Command = { ...command, flat: contentFits, doc: content };
  if (separator === undefined || next === undefined) {
    printer.commands.push(printed);
    return;
  }
  const both: Doc = { kind: "concat", parts: [content, separator, next], breaks: false };
  const bothFit = fits(printer, onOneLine(both), { alone: true });
  printer.commands.push(
    { ...command, doc: { kind: "fill", parts: parts.slice(2), breaks: false } },
    { ...command, flat: bothFit, doc: separator },
    printed,
  );
}

/**
 * Whether the rest of the line has room for a command and for what follows it up to the next line break.
 *
 * @param options.alone leaves out what follows, and asks for one line altogether
 */
function fits(
  printer: Printer,
  first: Command,
  options: { readonly alone: boolean } = { alone: false },
): boolean {
  const { commands, style, column } = printer;
  let room = style.printWidth - column;
  // A space at the end of a line takes no room.
  let spaces = 0;
  let following = options.alone ? 0 : commands.length;
  const open: Command[] = [first];
  while (room >= 0) {
    const command = open.pop() ?? commands[--following];
    if (command === undefined) return true;
    const { doc } = command;
    if (typeof doc === "string") {
      room -= doc === "" ? 0 : spaces + textWidth(doc);
      spaces = doc === "" ? spaces : 0;
    } else if (doc.kind === "line") {
      if (!command.flat || doc.breaks) return true;
      spaces += doc.width;
    } else if (options.alone && doc.breaks) return false;
    else enter(printer, open, command, doc);
  }
  return false;
}

/** Puts what is directly inside a node on the stack, the first one last, each with the mode it would be printed in. */
function enter(
  printer: Printer,
  stack: Command[],
  { depth, flat }: Command,
  doc: Exclude<Doc, string | { kind: "line" }>,
): void {
  switch (doc.kind) {
    case "concat":
    case "fill":
      pushReversed(stack, depth, flat, doc.parts);
      return;
    case "indent":
    case "indentAfter":
      stack.push({ depth, flat, doc: doc.contents });
      return;
    case "group":
      stack.push({ depth, flat: flat && !doc.breaks, doc: doc.contents });
      return;
    case "choice":
      stack.push({ depth, flat, doc: (flat ? doc.states[0] : doc.states.at(-1)) ?? "" });
      return;
    case "ifBroken":
      if (!isFlat(printer, flat, doc.group)) stack.push({ depth, flat, doc: doc.text });
  }
}

// A loop without intermediate lists: this is where the time goes.
function pushReversed(stack: Command[], depth: number, flat: boolean, parts: readonly Doc[]): void {
  for (let index = parts.length - 1; index >= 0; index--) {
    stack.push({ depth, flat, doc: parts[index] ?? "" });
  }
}

/** Whether the group of that name, or else what surrounds a node, is on one line. */
function isFlat({ flatGroups }: Printer, around: boolean, group: symbol | null): boolean {
  return group === null ? around : (flatGroups.get(group) ?? true);
}
