import { describe, expect, it } from "vitest";
import { createDate } from "../../packages/revise/src/revisions/date-parts";
import { fileName, slug } from "../../packages/revise/src/revisions/file-name";
import { newId } from "../../packages/revise/src/revisions/id";
import { failure } from "./failure";

describe("fileName", () => {
  const facts = {
    id: "27c6a30d7c24",
    message: "Add the e-mail Column!",
    date: new Date("2026-03-04T05:06:07.008Z"),
  };
  const options = {
    fileTemplate: "%(rev)s_%(slug)s",
    timezone: null,
    truncateSlugLength: 40,
    extension: ".ts",
  };
  const name = (fileTemplate: string, timezone: string | null = null): string =>
    fileName(facts, { ...options, fileTemplate, timezone });

  it("joins id and slug", () => {
    expect(fileName(facts, options)).toBe("27c6a30d7c24_add_the_e_mail_column.ts");
    expect(fileName({ ...facts, message: "" }, options)).toBe("27c6a30d7c24_.ts");
  });

  it("fills all tokens with their widths", () => {
    expect(name("%(year)d_%(month).2d_%(day)02d_%(hour).2d%(minute).2d%(second)2d-%(rev).4s")).toBe(
      "2026_03_04_0506 7-27c6.ts",
    );
    expect(name("%(epoch)s%%%(month)d")).toBe("1772600767%3.ts");
    expect(name("%(year)d/%(rev)s")).toBe("2026/27c6a30d7c24.ts");
  });

  it("shows the clocks of the zone", () => {
    expect(name("%(hour).2d", "Asia/Tokyo")).toBe("14.ts");
    expect(name("%(day)d", "america/los_angeles")).toBe("3.ts");
    expect(failure(() => name("%(rev)s", "Mars/Base")).code).toBe("config-invalid");
    expect(createDate(facts.date, null)).toBe("2026-03-04T05:06:07.008Z");
    expect(createDate(facts.date, "Asia/Kolkata")).toBe("2026-03-04T10:36:07.008+05:30");
    expect(createDate(facts.date, "America/New_York")).toBe("2026-03-04T00:06:07.008-05:00");
  });

  it.each(["%(nope)s", "%(rev)x", "100%", "../%(rev)s", "/%(rev)s", "a//b", "a\\b"])(
    "refuses the template %j",
    (template) => {
      expect(failure(() => name(template)).code).toBe("config-invalid");
    },
  );
});

describe("slug", () => {
  it("keeps letters of any script and cuts at a word", () => {
    expect(slug("Größe ändern – ünïcode 表", 40)).toBe("größe_ändern_ünïcode_表");
    expect(slug("one two three four", 9)).toBe("one_two_");
    expect(slug("abcdefghij", 4)).toBe("abcd_");
    expect(slug("two\nlines", 40)).toBe("two_lines");
    expect(slug("../../etc/passwd", 40)).toBe("etc_passwd");
  });
});

describe("newId", () => {
  it("is twelve hexadecimal digits, never the same", () => {
    const ids = Array.from({ length: 100 }, newId);
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{12}$/);
  });
});
