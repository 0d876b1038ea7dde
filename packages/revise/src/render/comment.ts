/** Comments in generated files. */
import { textWidth } from "./layout/width";
import { commentText } from "./literal";

/** Lines that tools take for an instruction: `// eslint-disable-line`, `// @ts-ignore`, `// prettier-ignore`. */
const instruction =
  /^[/\s]*(?:@|[a-z0-9]+[-_](?:disable|enable|ignore|expect)|prettier|eslint|biome|jshint|globals?\b|exported\b|#|<)/i;

/**
 * A remark as `// …` lines.
 *
 * @param width columns that a line may take
 */
export function lineComments(remark: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of commentText(remark.replace(/\s+/gu, " ").trim()).split(" ")) {
    if (current !== "" && textWidth(`// ${current} ${word}`) > width) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  if (current === "") return [];
  return [...lines, current].map((text) => `// ${instruction.test(text) ? "– " : ""}${text}`);
}

/** A block comment of full lines. */
export function blockComment(lines: readonly string[]): string {
  const body = lines.map((text) => ` * ${commentText(text)}`.trimEnd());
  return ["/**", ...body, " */"].join("\n");
}
