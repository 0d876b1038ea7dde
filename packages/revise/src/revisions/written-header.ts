/**
 * The constants of a header that stands as `revise revision` writes it, in the quotes and line breaks of any formatter:
 * the comment, type imports, the four constants, the functions. One pattern takes it in a tenth of the time that tokens take, which
 * is what a directory of thousands is read in; whatever it does not match in full is left to the tokens.
 */
import type { HeaderConstants, HeaderName, HeaderValue } from "./header-constants";

const text = String.raw`"[^"\\\n]*"|'[^'\\\n]*'`;
const list = String.raw`\[\s*(?:(?:${text})\s*(?:,\s*(?:${text})\s*)*,?\s*)?\]`;
const comment = String.raw`\/\*(?:[^*]|\*(?!\/))*\*\/`;
const gap = String.raw`(?:\s|\/\/[^\n]*\n|${comment})*`;
const typeImport = String.raw`import type \{[\w\s,]*\} from (?:${text});${gap}`;
const constant = (name: HeaderName): string =>
  String.raw`export const ${name} =\s*(null|${text}|${list});${gap}`;

const written = new RegExp(
  `^${gap}(?:${typeImport})*` +
    constant("revision") +
    constant("downRevision") +
    constant("branchLabels") +
    constant("dependsOn") +
    String.raw`(?=export (?:async )?function\b)`,
);

/** Null for a header in any other form. */
export function readWritten(source: string): HeaderConstants | null {
  const [, revision, downRevision, branchLabels, dependsOn] = written.exec(source) ?? [];
  if (revision === undefined || downRevision === undefined) return null;
  if (branchLabels === undefined || dependsOn === undefined) return null;
  return {
    revision: literal(revision),
    downRevision: literal(downRevision),
    branchLabels: literal(branchLabels),
    dependsOn: literal(dependsOn),
  };
}

const eachText = new RegExp(text, "g");

function literal(source: string): HeaderValue {
  if (source === "null") return null;
  if (!source.startsWith("[")) return source.slice(1, -1);
  return [...source.matchAll(eachText)].map(([item]) => item.slice(1, -1));
}
