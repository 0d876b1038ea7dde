import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatTypeText, parseTypeText } from "../../packages/revise/src/operations/type-text";
import { columnType } from "./arbitrary";

describe("parseTypeText", () => {
  it("reads what formatTypeText wrote", () => {
    fc.assert(
      fc.property(columnType, (type) => {
        expect(parseTypeText(formatTypeText(type))).toEqual(type);
      }),
    );
  });

  it.each([
    "",
    "(",
    "text(",
    "text)",
    "a.b.c",
    ".a",
    "a.",
    "text[",
    "a,b",
    "text[]x",
    '"',
    "a(b,)",
    "a((1))",
  ])("refuses %j", (text) => {
    expect(parseTypeText(text)).toBeNull();
  });
});
