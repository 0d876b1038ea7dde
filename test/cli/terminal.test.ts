/** Which settings of the surroundings a terminal goes by. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { openTerminal } from "../../packages/revise/src/cli/terminal";

const isTTY = Object.getOwnPropertyDescriptor(process.stdout, "isTTY");

afterEach(() => {
  vi.unstubAllEnvs();
  Object.defineProperty(process.stdout, "isTTY", isTTY ?? { value: undefined, configurable: true });
});

describe("colours", () => {
  it.each<[string, string | undefined, boolean]>([
    ["is not set", undefined, true],
    ["is empty", "", true],
    ["is 1", "1", false],
    ["is 0", "0", false],
  ])("where NO_COLOR %s", (_, value, colors) => {
    vi.stubEnv("NO_COLOR", value);
    vi.stubEnv("FORCE_COLOR", "1");
    Object.defineProperty(process.stdout, "isTTY", { value: true, configurable: true });
    const terminal = openTerminal({ color: true, quiet: false, input: false });
    expect(terminal.paint("red", "drop")).toBe(colors ? "\u001b[31mdrop\u001b[39m" : "drop");
  });
});
