/** A whole revision file: header comment, header constants and the two functions. */
import type { Operation } from "../operations/operation";
import { renderCall } from "./call";
import { blockComment, lineComments } from "./comment";
import { concat, group, hardLine, ifBroken, indent, softLine, type Doc } from "./layout/doc";
import { printDoc } from "./layout/print-doc";
import { stringLiteral } from "./literal";
import type { LayoutStyle } from "./layout-style";
import { assignmentDoc } from "./value";

export type RevisionLanguage = "typescript" | "esm-javascript" | "commonjs-javascript";

export interface RevisionFileContent {
  readonly revision: string;
  readonly downRevision: string | readonly string[] | null;
  readonly branchLabels: string | readonly string[] | null;
  readonly dependsOn: string | readonly string[] | null;
  /** May be of several lines, may be empty. */
  readonly message: string;
  /** As it is to be written. */
  readonly createDate: string;
  readonly upgrade: readonly Operation[];
  readonly downgrade: readonly Operation[];
  /** Remarks that go above the call of an operation, each wrapped to the width of the page. */
  readonly comments?: ReadonlyMap<Operation, readonly string[]>;
  /** Remarks that go to the top of a function: what could not be written, and why. */
  readonly remarks?: { readonly upgrade?: readonly string[]; readonly downgrade?: readonly string[] };
  /** The statement of an operation: text, null to leave it out, false to render it as usual. */
  readonly statement?: (operation: Operation, direction: "upgrade" | "downgrade") => string | null | false;
  /** `"typescript"` unless stated. */
  readonly language?: RevisionLanguage;
}

/** The text of a revision file. Prettier with the same options leaves it as it is. */
export function renderRevisionFile(content: RevisionFileContent, layout: LayoutStyle): string {
  const { language = "typescript" } = content;
  const style = { ...layout, bareNumberKeys: language !== "typescript" };
  const end = style.semi ? ";" : "";
  const source = stringLiteral("typeorm-revise", style);
  const space = style.bracketSpacing ? " " : "";
  const sections = [
    ...(language === "commonjs-javascript" ? [`${stringLiteral("use strict", style)}${end}`] : []),
    headerComment(content) +
      (language === "typescript" ? `\nimport type {${space}Operations${space}} from ${source}${end}` : ""),
    renderConstants(content, language, style),
    renderFunction("upgrade", content, language, style),
    renderFunction("downgrade", content, language, style),
    ...(language === "commonjs-javascript"
      ? [`exports.upgrade = upgrade${end}\nexports.downgrade = downgrade${end}`]
      : []),
  ];
  const text = `${sections.join("\n\n")}\n`;
  if (style.endOfLine === "crlf") return text.replaceAll("\n", "\r\n");
  return style.endOfLine === "cr" ? text.replaceAll("\n", "\r") : text;
}

function headerComment({ message, revision, downRevision, createDate }: RevisionFileContent): string {
  return blockComment([
    ...(message.trim() === "" ? [] : [...linesOf(message), ""]),
    `Revision ID: ${revision}`,
    `Revises: ${parentsText(downRevision)}`,
    `Create Date: ${createDate}`,
  ]);
}

/** The lines of a message, however they end. */
export function linesOf(message: string): readonly string[] {
  return message.trim().split(/\r\n|[\n\r\u2028\u2029]/);
}

/** `1975ea83b712, ae1027a6acf2`, or `<base>`. */
export function parentsText(downRevision: RevisionFileContent["downRevision"]): string {
  return downRevision === null ? "<base>" : [downRevision].flat().join(", ");
}

const headerConstants = ["revision", "downRevision", "branchLabels", "dependsOn"] as const;

/** `export const revision = …` and its three siblings. */
export function renderConstants(
  content: RevisionFileContent,
  language: RevisionLanguage,
  style: LayoutStyle,
): string {
  return headerConstants
    .map((name) => {
      const left = language === "commonjs-javascript" ? `exports.${name} =` : `export const ${name} =`;
      const statement = concat([assignmentDoc(left, content[name], style), style.semi ? ";" : ""]);
      const note = name === "revision" ? "" : " // string | string[] | null";
      return printDoc(statement, style) + note;
    })
    .join("\n");
}

function renderFunction(
  name: "upgrade" | "downgrade",
  content: RevisionFileContent,
  language: RevisionLanguage,
  style: LayoutStyle,
): string {
  const indentation = style.useTabs ? "\t" : " ".repeat(style.tabWidth);
  const body = renderBody(name, content, style)
    .map((text) => `${indentation}${text}\n`)
    .join("");
  return `${signature(name, language, style)}\n${body}}`;
}

/** The statements of a function with the remarks above them; the lines of one after its first are indented already. */
export function renderBody(
  name: "upgrade" | "downgrade",
  content: RevisionFileContent,
  style: LayoutStyle,
): readonly string[] {
  const width = style.printWidth - style.tabWidth;
  const remarks = content.remarks?.[name] ?? [];
  const statements = content[name].flatMap((operation) => {
    const own = content.statement === undefined ? false : content.statement(operation, name);
    if (own === null) return [];
    const comments = content.comments?.get(operation) ?? [];
    return [
      ...comments.flatMap((remark) => lineComments(remark, width)),
      own === false ? renderCall(operation, style, 1) : own,
    ];
  });
  return [
    ...remarks.flatMap((remark) => lineComments(remark, width)),
    ...statements,
    ...(statements.length === 0 ? [emptyBody(style)] : []),
  ];
}

/** Uses `op` and awaits something, so that neither a compiler nor a linter finds fault with a function that does nothing. */
function emptyBody(style: LayoutStyle): string {
  return `await Promise.resolve(op)${style.semi ? ";" : ""} // Nothing to do: replace this line.`;
}

function signature(name: string, language: RevisionLanguage, style: LayoutStyle): string {
  const type = `/** @param {import("typeorm-revise").Operations} op */\n`;
  if (language === "esm-javascript") return `${type}export async function ${name}(op) {`;
  if (language === "commonjs-javascript") return `${type}async function ${name}(op) {`;
  const comma = style.trailingComma === "all" ? ifBroken(",") : "";
  const parameters = concat(["(", indent(concat([softLine, "op: Operations", comma])), softLine, ")"]);
  const head: Doc = concat([
    `export async function ${name}`,
    group(concat([parameters, ": Promise<void>"])),
    " {",
    hardLine,
  ]);
  return printDoc(head, style).trimEnd();
}
