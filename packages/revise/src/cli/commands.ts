/**
 * The commands in the order of `--help`: what is listed is here, what they take and do is loaded when they run.
 */
import type { CommandEntry } from "./command";

export const commands: readonly CommandEntry[] = [
  {
    command: "init [dir]",
    describe: "Set up revise in this project",
    load: async () => (await import("./commands/init.js")).init,
  },
  {
    command: ["revision", "$0"],
    describe: "Write a new revision (the default command)",
    load: async () => (await import("./commands/revision.js")).revision,
  },
  {
    command: "upgrade <target>",
    describe: "Apply revisions up to a target",
    load: async () => (await import("./commands/upgrade.js")).upgrade,
  },
  {
    command: "downgrade <target>",
    describe: "Revert revisions down to a target",
    load: async () => (await import("./commands/downgrade.js")).downgrade,
  },
  {
    command: "check",
    describe: "Exit 1 when entities and database differ",
    load: async () => (await import("./commands/check.js")).check,
  },
  {
    command: "diff",
    describe: "Show the difference as a unified diff of the schema",
    load: async () => (await import("./commands/diff.js")).diff,
  },
  {
    command: "current",
    describe: "Show the revisions that the database is at",
    load: async () => (await import("./commands/current.js")).current,
  },
  {
    command: "history",
    describe: "List the revisions, newest first",
    load: async () => (await import("./commands/history.js")).history,
  },
  {
    command: "heads",
    describe: "Show the heads of the revision graph",
    load: async () => (await import("./commands/heads.js")).heads,
  },
  {
    command: "branches",
    describe: "Show the revisions at which the graph branches",
    load: async () => (await import("./commands/branches.js")).branches,
  },
  {
    command: "show <revision>",
    describe: "Show one revision",
    load: async () => (await import("./commands/show.js")).show,
  },
  {
    command: "merge <revisions..>",
    describe: "Write a revision that joins several heads",
    load: async () => (await import("./commands/merge.js")).merge,
  },
  {
    command: "stamp <revisions..>",
    describe: "Set the version rows without running revisions",
    load: async () => (await import("./commands/stamp.js")).stamp,
  },
  {
    command: "edit <revision>",
    describe: "Open a revision in $EDITOR",
    load: async () => (await import("./commands/edit.js")).edit,
  },
  {
    command: ["ensure-version", "ensure_version"],
    describe: "Create the version table where it is missing",
    load: async () => (await import("./commands/ensure-version.js")).ensureVersion,
  },
  {
    command: ["list-templates", "list_templates"],
    describe: "List the templates of init",
    load: async () => (await import("./commands/list-templates.js")).listTemplates,
  },
];
