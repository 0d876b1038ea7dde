/** Real processes that run `revise`, to be raced, killed and cut off. */
import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";

export interface Outcome {
  /** Ids of the revisions that were run; null where the command failed. */
  readonly steps: readonly string[] | null;
  readonly failed: { readonly code: string | null; readonly message: string } | null;
}

export interface Child {
  readonly process: ChildProcess;
  /** Null where the process died over it. */
  run(command: "upgrade" | "downgrade", options: object): Promise<Outcome | null>;
  readonly kill: () => void;
}

/** Starts one and waits until it has loaded the package. */
export async function startChild(environment: Readonly<Record<string, string>>): Promise<Child> {
  const child = fork(join(__dirname, "child.cjs"), {
    env: { ...process.env, NODE_OPTIONS: "", ...environment },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: [],
  });
  await answer(child);
  return {
    process: child,
    run: async (command, options) => {
      const answered = answer(child);
      child.send({ command, options });
      const message = await answered;
      if (message === null) return null;
      return { steps: message.steps ?? null, failed: message.failed ?? null };
    },
    kill: () => {
      child.kill("SIGKILL");
    },
  };
}

function answer(child: ChildProcess): Promise<Partial<Outcome> | null> {
  return new Promise((resolve) => {
    const settle = (value: Partial<Outcome> | null): void => {
      child.removeListener("message", take);
      child.removeListener("exit", gone);
      resolve(value);
    };
    const take = (value: unknown): void => {
      settle(value as Partial<Outcome>);
    };
    const gone = (): void => {
      settle(null);
    };
    child.on("message", take);
    child.on("exit", gone);
  });
}
