import { util } from "prettier";
import { describe, expect, it } from "vitest";
import { textWidth } from "../../packages/revise/src/render/layout/width";

describe("textWidth", () => {
  it("agrees with prettier on every character that is assigned and printed as it is", () => {
    const wrong: string[] = [];
    for (let code = 0x20; code <= 0x3ffff; code++) {
      const character = String.fromCodePoint(code);
      if (/[\p{Cn}\p{Cc}\p{Cs}\p{Co}]/u.test(character)) continue;
      if (util.getStringWidth(character) !== textWidth(character)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it.each(["größe", "👨‍👩‍👧 family", "🇩🇪", "👍🏽", "e\u0301", "表の名前", "☀️ sun"])(
    "agrees with prettier on %s",
    (text) => {
      expect(textWidth(text)).toBe(util.getStringWidth(text));
    },
  );
});
