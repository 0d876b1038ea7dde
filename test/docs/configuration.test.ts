/** `docs/configuration.md` lists every option, and says of each whether it has an effect. */
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = resolve(__dirname, "../..");
const source = join(root, "packages/revise/src");
const page = readFileSync(join(root, "docs/configuration.md"), "utf8");

const options = membersOf("config/define-config.ts", "ReviseConfig");
const idle = [...(/### Without effect so far\n\n([^#]*)/.exec(page)?.[1] ?? "").matchAll(/`(\w+)`/g)].map(
  ([, key]) => key ?? "",
);

describe("docs/configuration.md", () => {
  it("has a row for every option, and no other", () => {
    const rows = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, key]) => key);
    expect(rows).toEqual(options);
  });

  it("tells which options have no effect yet", () => {
    expect(options.filter((key) => !isReadIn(key)).sort()).toEqual([...idle].sort());
  });
});

function membersOf(file: string, name: string): string[] {
  const text = readFileSync(join(source, file), "utf8");
  const declaration = ts
    .createSourceFile(file, text, ts.ScriptTarget.Latest)
    .statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === name);
  if (declaration === undefined || !ts.isInterfaceDeclaration(declaration)) throw new Error(`No ${name}`);
  return declaration.members.flatMap((member) =>
    member.name !== undefined && ts.isIdentifier(member.name) ? [member.name.text] : [],
  );
}

/** Whether a command takes the option from the configuration, by the text of the commands. */
function isReadIn(key: string): boolean {
  const settledByConfig = ["directory", "environments"];
  if (settledByConfig.includes(key)) return true;
  const commands = readdirSync(join(source, "commands")).filter(
    (name) => name.endsWith(".ts") && !/^(init|templates)\.ts$/.test(name),
  );
  const text = commands.map((name) => readFileSync(join(source, "commands", name), "utf8")).join("\n");
  const destructured = new RegExp(
    `\\{[^{}]*\\b${key}\\b[^{}]*\\}(?: = |: Configuration|: Pick<Configuration)`,
  );
  return text.includes(`configuration.${key}`) || destructured.test(text);
}
