import fc from "fast-check";
import { expect, it } from "vitest";
import { readConstants } from "../../packages/revise/src/revisions/header-constants";
import { readWritten } from "../../packages/revise/src/revisions/written-header";

const id = fc.stringMatching(/^[a-z0-9_]{1,12}$/);
const quoted = fc.tuple(id, fc.constantFrom('"', "'")).map(([text, quote]) => quote + text + quote);
const value = fc.oneof(
  fc.constant("null"),
  quoted,
  fc.array(quoted, { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
  fc.array(quoted, { minLength: 1, maxLength: 3 }).map((items) => `[\n  ${items.join(",\n  ")},\n]`),
);
const words = fc.string({ unit: "binary-ascii", maxLength: 30 }).map((text) => text.replaceAll("*/", "* /"));
const remark = fc.oneof(
  fc.constant(""),
  words.map((text) => ` // ${text.replaceAll(/[\n\r]/g, " ")}`),
  words.map((text) => ` /* ${text} */`),
);
const line = (name: string): fc.Arbitrary<string> =>
  fc
    .tuple(name === "revision" ? quoted : value, remark)
    .map(([is, said]) => `export const ${name} = ${is};${said}`);

const header = fc
  .record({
    comment: words,
    imports: fc.constantFrom(
      "",
      'import type { Operations } from "typeorm-revise";',
      "import type { A, B } from 'x';",
    ),
    lines: fc.tuple(line("revision"), line("downRevision"), line("branchLabels"), line("dependsOn")),
    end: fc.constantFrom("\n", "\r\n"),
  })
  .map(({ comment, imports, lines, end }) =>
    [`/**\n * ${comment}\n */`, imports, "", ...lines, "", "export async function upgrade() {}", ""].join(
      end,
    ),
  );

it("reads what is written as the tokens say it", () => {
  fc.assert(
    fc.property(header, (source) => {
      expect({ constants: readWritten(source) }).toEqual(readConstants(source));
    }),
  );
});

it("never reads anything else than the tokens say, whatever a hand does to it", () => {
  const change = fc.record({
    at: fc.nat(),
    removed: fc.nat({ max: 3 }),
    added: fc.constantFrom(
      "",
      " ",
      "\n",
      ";",
      '"',
      "'",
      ",",
      "/*",
      "*/",
      "//",
      "(",
      "\\",
      "`",
      "as const",
      "+ 1",
    ),
  });
  fc.assert(
    fc.property(header, change, (source, { at, removed, added }) => {
      const place = at % source.length;
      const changed = source.slice(0, place) + added + source.slice(place + removed);
      const constants = readWritten(changed);
      if (constants !== null) expect(readConstants(changed)).toEqual({ constants });
    }),
    { numRuns: 2000 },
  );
});
