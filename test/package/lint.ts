/** The verdict of a linter with its recommended rules, as in a project that was set up yesterday. */
import { ESLint } from "eslint";
import { builtinRules } from "eslint/use-at-your-own-risk";
import tseslint from "typescript-eslint";

/** Of `eslint:recommended`, whose package `@eslint/js` is only a list of what the rules say about themselves. */
const recommended = Object.fromEntries(
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells it without another package
  [...builtinRules]
    .filter(([, rule]) => rule.meta?.docs?.recommended)
    .map(([name]) => [name, "error" as const]),
);

/** What the linter says about the files, one line each; empty where it is content. */
export async function lint(cwd: string, files: readonly string[]): Promise<string[]> {
  const linter = new ESLint({
    cwd,
    overrideConfigFile: true,
    overrideConfig: [{ rules: recommended }, ...(tseslint.configs.recommended as object[])],
    warnIgnored: true,
  });
  const results = await linter.lintFiles([...files]);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, message }) => `${filePath}:${String(line)} ${ruleId ?? ""}: ${message}`),
  );
}
