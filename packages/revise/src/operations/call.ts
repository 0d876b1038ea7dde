import type { Calls } from "./builder/calls";

/**
 * A call of `op` as a list: `["dropTable", "user"]`. Any other name is that of an operation of the configuration's, whose
 * arguments nobody knows before it is read.
 */
export type Call =
  | { [Name in keyof Calls]: readonly [name: Name, ...args: Parameters<Calls[Name]>] }[keyof Calls]
  | readonly [name: string, ...args: readonly unknown[]];
