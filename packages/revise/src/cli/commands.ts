/** The commands in the order of `--help`. */
import type { DefinedCommand } from "./command";
import { branches } from "./commands/branches";
import { check } from "./commands/check";
import { current } from "./commands/current";
import { diff } from "./commands/diff";
import { downgrade } from "./commands/downgrade";
import { edit } from "./commands/edit";
import { ensureVersion } from "./commands/ensure-version";
import { heads } from "./commands/heads";
import { history } from "./commands/history";
import { init } from "./commands/init";
import { listTemplates } from "./commands/list-templates";
import { merge } from "./commands/merge";
import { revision } from "./commands/revision";
import { show } from "./commands/show";
import { stamp } from "./commands/stamp";
import { upgrade } from "./commands/upgrade";

export const commands: readonly DefinedCommand[] = [
  init,
  revision,
  upgrade,
  downgrade,
  check,
  diff,
  current,
  history,
  heads,
  branches,
  show,
  merge,
  stamp,
  edit,
  ensureVersion,
  listTemplates,
];
