/** A person at a terminal, who answers, hesitates or leaves. */
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { askRenames } from "../../packages/revise/src/cli/prompts";

const questions = [
  { kind: "column", from: "user.mail", to: "email" },
  { kind: "table", from: "post", to: "article" },
] as const;

/** @param keys of each question that is asked, in their order */
async function answer(...keys: string[]): Promise<{ answers: boolean[]; shown: string }> {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  let shown = "";
  output.on("data", (chunk: Buffer) => {
    const text = chunk.toString();
    shown += text;
    // A chunk ends with the question while the terminal waits for its answer.
    if (text.includes("[y/N]")) setTimeout(() => input.write(keys.shift() ?? ""), 5);
  });
  return { answers: await askRenames(questions, { input, output }), shown };
}

describe("a question about a rename", () => {
  it("takes yes, and anything empty for no", async () => {
    expect((await answer("y\r", "\r")).answers).toEqual([true, false]);
    expect((await answer("NO\r", " Yes \r")).answers).toEqual([false, true]);
  });

  it("is asked again where the answer is neither", async () => {
    const { answers, shown } = await answer("maybe\r", "y\r", "n\r");
    expect(answers).toEqual([true, false]);
    expect(shown.match(/Was column user\.mail renamed to email\?/g)?.length).toBeGreaterThan(1);
  });

  it.each([
    ["Ctrl-C", "\u0003", "SIGINT"],
    ["Ctrl-D", "\u0004", null],
  ])("is left by %s, which writes nothing", async (_, key, signal) => {
    await expect(answer("y\r", key)).rejects.toMatchObject({
      code: "interrupted",
      message: "The question was not answered; nothing was written.",
      details: { signal },
    });
  });
});
