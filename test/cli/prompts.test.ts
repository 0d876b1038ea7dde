/** A person at a terminal, who answers, hesitates or leaves. */
import { PassThrough } from "node:stream";
import { setTimeout as setTimeoutAsync } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { renamePrompts } from "../../packages/revise/src/cli/prompts";
import type { RenameQuestion } from "../../packages/revise/src/commands/rename-options";

const questions = [
  { kind: "column", from: "user.mail", to: "email" },
  { kind: "table", from: "post", to: "article" },
] as const;

interface Answered {
  readonly answers: readonly boolean[];
  readonly shown: string;
}

/** @param keys of each question that is asked, in their order */
function answer(...keys: string[]): Promise<Answered> {
  return answerRounds([questions], ...keys);
}

/** The same where the questions come in rounds, and something else is done in between. */
async function answerRounds(
  rounds: readonly (readonly RenameQuestion[])[],
  ...keys: string[]
): Promise<Answered> {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  let shown = "";
  output.on("data", (chunk: Buffer) => {
    const text = chunk.toString();
    shown += text;
    // A chunk ends with the question while the terminal waits for its answer.
    if (text.includes("[y/N]")) setTimeout(() => input.write(keys.shift() ?? ""), 5);
  });
  const ask = renamePrompts({ input, output });
  const answers: boolean[] = [];
  for (const round of rounds) {
    answers.push(...(await ask(round)));
    await setTimeoutAsync(20);
  }
  return { answers, shown };
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

  it("is answered by what was typed ahead of it", async () => {
    const { answers, shown } = await answer("y\rmaybe\ry\r");
    expect(answers).toEqual([true, true]);
    expect(shown).toContain("Was table post renamed to article? [y/N] ");
  });

  it("is answered by what was typed ahead of a round before, finished or not", async () => {
    const [first, second] = questions;
    const rounds = [[first], [second], [first, second]];
    expect((await answerRounds(rounds, "y\ry\rn\rye", "s\r")).answers).toEqual([true, true, false, true]);
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
