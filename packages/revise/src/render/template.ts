/** A revision file by a template of the user's: text with tokens such as `{{upgrade}}`. */
import { commentText } from "./literal";
import type { LayoutStyle } from "./layout-style";
import { linesOf, parentsText, renderBody, renderConstants, type RevisionFileContent } from "./revision-file";

/** What a template may name, and what it must: a file without them would lose what it is for. */
export const templateTokens = {
  optional: ["message", "revision", "downRevision", "createDate"],
  required: ["constants", "upgrade", "downgrade"],
} as const;

const token = /\{\{\s*(\w+)\s*\}\}/g;

/** What is wrong with a template, as the end of a sentence; null where nothing is. */
export function templateProblem(template: string): string | null {
  const used = [...template.matchAll(token)].map(([, name = ""]) => name);
  const known: readonly string[] = [...templateTokens.optional, ...templateTokens.required];
  const unknown = used.find((name) => !known.includes(name));
  if (unknown !== undefined) return `has an unknown token "{{${unknown}}}"`;
  const missing = templateTokens.required.find((name) => !used.includes(name));
  return missing === undefined ? null : `lacks the token "{{${missing}}}"`;
}

/** The template with everything filled in. Lines after the first of a token in a comment get the start of its line. */
export function fillTemplate(template: string, content: RevisionFileContent, style: LayoutStyle): string {
  const values: Readonly<Record<string, () => string>> = {
    message: () => linesOf(content.message).map(commentText).join("\n"),
    revision: () => content.revision,
    downRevision: () => parentsText(content.downRevision),
    createDate: () => content.createDate,
    constants: () => renderConstants(content, content.language ?? "typescript", style),
    upgrade: () => renderBody("upgrade", content, style).join("\n"),
    downgrade: () => renderBody("downgrade", content, style).join("\n"),
  };
  return template.replace(token, (whole, name: string, at: number) => {
    const text = values[name]?.() ?? whole;
    const start = template.slice(template.lastIndexOf("\n", at - 1) + 1, at);
    return /^\s*(?:\*|\/\/)\s*$/.test(start) ? text.replaceAll("\n", `\n${start}`) : text;
  });
}
