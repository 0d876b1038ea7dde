/** A command for several environments of the configuration: `-n` more than once, or `-n all`. */
import { runFleet } from "../commands/fleet";
import { listEnvironments } from "../config/load-config";
import { ReviseError } from "../errors";
import { list } from "../util/text";
import { exitCodes } from "./exit-code";
import type { Invocation, LoadedCommand } from "./invocation";
import type { GlobalArguments } from "./options";
import { writeJson } from "./report/json";
import type { Terminal } from "./terminal";

/** What one of them printed, and its exit code. */
interface Printed {
  readonly code: number;
  readonly results: readonly string[];
}

/**
 * Runs the command for each. What one prints on stdout comes as a whole when all have ended, under its name; with `--json`
 * as `{ environments: { name: … } }`.
 *
 * @param command its name, for a configuration that is a function
 * @returns the highest of their exit codes
 * @throws `config-invalid` for an environment that there is not; `tenants-failed`
 */
export async function runEnvironments(
  run: LoadedCommand["run"],
  args: GlobalArguments,
  { options, terminal }: Invocation,
  command: string,
): Promise<number> {
  const names = await chosenEnvironments(args.name ?? [], command, options);
  const printed = await runFleet<Printed>({
    names,
    noun: "environment",
    concurrency: args.jobs ?? 1,
    onFailure: args["keep-going"] ? "continue" : "stop",
    onEvent: options.onEvent,
    summarize: ({ code }) => (code === exitCodes.done ? "done" : `exit code ${String(code)}`),
    run: async (environment, onEvent) => {
      const results: string[] = [];
      const own = {
        options: { ...options, environment, onEvent },
        terminal: keeping(terminal, results, environment),
      };
      const code = (await run({ ...args, name: [environment] }, own)) ?? exitCodes.done;
      return { code, results };
    },
  });
  if (args.json) {
    const documents = [...printed].map(
      ([name, { results }]) => [name, JSON.parse(results.join("\n"))] as const,
    );
    writeJson(terminal, "environments", { environments: Object.fromEntries(documents) });
  } else {
    for (const [name, { results }] of printed) {
      if (results.length > 0) terminal.result(`${terminal.paint("bold", `${name}:`)}\n${results.join("\n")}`);
    }
  }
  return Math.max(exitCodes.done, ...[...printed.values()].map(({ code }) => code));
}

/** A terminal whose results are kept, and whose notes have the name of the environment. Nobody is asked anything. */
function keeping(terminal: Terminal, results: string[], environment: string): Terminal {
  return {
    ...terminal,
    result: (text) => {
      if (text !== "") results.push(text);
    },
    note: (text) => {
      terminal.note(`${environment}: ${text.trim()}`);
    },
    interactive: false,
  };
}

async function chosenEnvironments(
  given: readonly string[],
  command: string,
  { cwd = process.cwd(), config, x = {} }: Invocation["options"],
): Promise<readonly string[]> {
  const known = await listEnvironments({ cwd, config, x, command });
  const all = given.length === 1 && !known.includes("all");
  const names = all ? known : given;
  const unknown = names.find((name) => !known.includes(name));
  if (names.length > 0 && unknown === undefined) return names;
  throw new ReviseError(
    "config-invalid",
    unknown === undefined
      ? "The configuration has no environments."
      : `There is no environment "${unknown}" in the configuration.`,
    { hint: known.length === 0 ? 'Add them under "environments".' : `The environments are ${list(known)}.` },
  );
}
