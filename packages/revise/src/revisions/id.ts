import { randomBytes } from "node:crypto";

/** A new revision id: 12 hexadecimal digits, 48 random bits. */
export function newId(): string {
  return randomBytes(6).toString("hex");
}
