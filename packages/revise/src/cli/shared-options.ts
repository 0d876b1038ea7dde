/** Options that several commands have, in the same words. */
export const sharedOptions = {
  verbose: { alias: "v", type: "boolean", default: false, describe: "Show everything about them" },
  message: { alias: "m", type: "string", requiresArg: true, describe: "What the revision does" },
  "rev-id": { type: "string", requiresArg: true, describe: "Use this id" },
  /** Of commands that would change the database. */
  sql: { type: "boolean", default: false, describe: "Print the SQL; connect to nothing" },
  tag: { type: "string", requiresArg: true, describe: "A word passed to env.ts" },
} as const;
