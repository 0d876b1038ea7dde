/** The commands in the order of `--help`. */
export const commandNames = [
  "init",
  "revision",
  "upgrade",
  "downgrade",
  "check",
  "diff",
  "current",
  "history",
  "heads",
  "branches",
  "show",
  "merge",
  "stamp",
  "edit",
  "ensure-version",
  "list-templates",
] as const;
