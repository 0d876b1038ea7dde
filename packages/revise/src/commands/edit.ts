import { spawnSync } from "node:child_process";
import { ReviseError } from "../errors";
import { nodeOf } from "../revisions/ancestry";
import { resolveTarget } from "../revisions/resolve";
import { rowsWhereAsked } from "./current-rows";
import { openProject, type CommandOptions } from "./project";

/** The options of {@link edit}. */
export interface EditOptions extends CommandOptions {
  /** Any target: an id or its start, `head`, `label@head`, `head-1`, `current` … */
  readonly target: string;
}

const fallbacks =
  process.platform === "win32"
    ? ["code", "notepad"]
    : ["sensible-editor", "editor", "nano", "vim", "vi", "code"];

/**
 * Opens the revision files that a target names in `$VISUAL`, `$EDITOR` or the first editor that is found, and waits for
 * it. Gives their paths.
 *
 * @throws `invalid-target` for a target that names none, `hook-failed` when no editor can be started
 */
export async function edit(options: EditOptions): Promise<string[]> {
  const project = await openProject(options, "edit");
  const graph = project.graph({ broken: "warn" });
  const rows = await rowsWhereAsked(project.configuration, graph, options.target);
  const { ids } = resolveTarget({ graph, rows }, options.target);
  if (ids.length === 0) {
    throw new ReviseError(
      "invalid-target",
      `"${options.target}" stands for no revision, so there is nothing to edit.`,
      {
        hint: "Name a revision: `revise history` lists them.",
      },
    );
  }
  const paths = ids.map((id) => nodeOf(graph, id).revision.path);
  open(paths);
  return paths;
}

function open(paths: readonly string[]): void {
  const chosen = process.env["VISUAL"] ?? process.env["EDITOR"];
  for (const editor of chosen === undefined ? fallbacks : [chosen]) {
    const [command = editor, ...args] = editor.split(/\s+/);
    const { error, status } = spawnSync(command, [...args, ...paths], { stdio: "inherit" });
    if (error === undefined && status === 0) return;
    const missing = (error as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
    if (missing && chosen === undefined) continue;
    throw new ReviseError(
      "hook-failed",
      `The editor "${editor}" ended with ${error?.message ?? `exit code ${String(status)}`}.`,
      {
        hint: "Set EDITOR to a command that opens a file and waits.",
        cause: error,
      },
    );
  }
  throw new ReviseError("hook-failed", "No editor was found.", {
    hint: "Set EDITOR to a command that opens a file and waits.",
  });
}
