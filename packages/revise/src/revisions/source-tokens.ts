/**
 * The tokens of a TypeScript or JavaScript source, enough to find declarations and calls in it without being fooled by
 * comments, strings, templates and regular expressions. Not a parser: it knows no grammar.
 */
export interface Token {
  /** A `string` is a literal of any quotes without a substitution; a `template` has one. */
  readonly kind: "word" | "string" | "template" | "number" | "regex" | "mark";
  /** The word, the mark, or the value of a string. */
  readonly text: string;
  /** Whether a line break comes before it. */
  readonly newLine: boolean;
}

const space = /(?:[\s\u{FEFF}]+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|^#![^\n]*)+/uy;
const word = /[\p{L}\p{N}_$#@]+/uy;
const mark = /=>|===|!==|==|!=|<=|>=|&&|\|\||\?\?|\*\*|\+\+|--|\.\.\.|[\s\S]/uy;
const plainString = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y;
const regex = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const templatePart = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;
const beforeRegex = new Set([
  "return",
  "typeof",
  "case",
  "in",
  "of",
  "delete",
  "void",
  "throw",
  "new",
  "await",
  "yield",
]);

/** Reads the tokens lazily, so that a reader of the header may stop after it. */
export function* tokens(source: string): Generator<Token, void, undefined> {
  let at = 0;
  let previous: Token | null = null;
  // How many braces are open inside each `${` that is open.
  const substitutions: number[] = [];
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  while (at < source.length) {
    const gap = match(space) ?? "";
    if (at >= source.length) return;
    const newLine = previous === null || gap.includes("\n");
    const first = source[at] ?? "";
    let token: Token;
    if (first === "`" || (first === "}" && substitutions.at(-1) === 0)) {
      if (first === "}") substitutions.pop();
      token = template(first === "`", newLine);
    } else {
      token = simple(first, newLine);
      if (substitutions.length > 0) countBrace(token);
    }
    previous = token;
    yield token;
  }

  function simple(first: string, newLine: boolean): Token {
    if (first === '"' || first === "'") {
      const text = match(plainString);
      if (text !== null) return { kind: "string", text: unescape(text.slice(1, -1)), newLine };
    }
    if (first === "/" && regexMayFollow(previous)) {
      const text = match(regex);
      if (text !== null) return { kind: "regex", text, newLine };
    }
    const text = match(word);
    if (text !== null) return { kind: /^\d/.test(text) ? "number" : "word", text, newLine };
    return { kind: "mark", text: match(mark) ?? "", newLine };
  }

  function template(opens: boolean, newLine: boolean): Token {
    at += 1;
    const text = match(templatePart) ?? "";
    const whole = source[at] === "`";
    if (!whole && at < source.length) substitutions.push(0);
    at += whole ? 1 : 2;
    return { kind: opens && whole ? "string" : "template", text: unescape(text), newLine };
  }

  function countBrace(token: Token): void {
    const last = substitutions.length - 1;
    if (token.kind !== "mark") return;
    if (token.text === "{") substitutions[last] = (substitutions[last] ?? 0) + 1;
    if (token.text === "}") substitutions[last] = (substitutions[last] ?? 0) - 1;
  }
}

/** After a value a slash divides; everywhere else it opens a regular expression. */
function regexMayFollow(previous: Token | null): boolean {
  if (previous === null) return true;
  if (previous.kind === "mark") return previous.text !== ")" && previous.text !== "]";
  return previous.kind === "word" && beforeRegex.has(previous.text);
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
};

function unescape(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g,
    (_, braced: string | undefined, four: string | undefined, two: string | undefined, single: string) => {
      const code = braced ?? four ?? two;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      return /[\r\n]/.test(single) ? "" : (escapes[single] ?? single);
    },
  );
}
