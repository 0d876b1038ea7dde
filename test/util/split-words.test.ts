import { describe, expect, it } from "vitest";
import { splitWords } from "../../packages/revise/src/util/split-words";

describe("splitWords", () => {
  it.each([
    ["eslint --fix", ["eslint", "--fix"]],
    [`  git commit -m "two words" 'and "these"'  `, ["git", "commit", "-m", "two words", 'and "these"']],
    [`a\\ b "say \\"hi\\"" --x="1 2"`, ["a b", 'say "hi"', "--x=1 2"]],
    ["C:\\tools\\fix.exe --all", ["C:\\tools\\fix.exe", "--all"]],
    [`"" ''`, ["", ""]],
    ["", []],
  ])("reads %j", (line, words) => {
    expect(splitWords(line)).toEqual(words);
  });
});
