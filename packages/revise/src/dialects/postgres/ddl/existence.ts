/** The words of SQL for what may be there already, may be missing, or takes others along. */
import type { CreateOptions, DropOptions } from "../../../operations/existence";

/** `IF NOT EXISTS "user"` */
export function unlessThere({ ifNotExists }: CreateOptions, name: string): string {
  return ifNotExists ? `IF NOT EXISTS ${name}` : name;
}

/** `IF EXISTS "user" CASCADE` */
export function removal({ ifExists, cascade }: DropOptions, name: string): string {
  return `${ifExists ? "IF EXISTS " : ""}${name}${cascade ? " CASCADE" : ""}`;
}
