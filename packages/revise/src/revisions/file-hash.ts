import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** Tells versions of a file apart, whatever git made of its line endings; empty where it can't be read. */
export function fileHash(path: string): string {
  try {
    const text = readFileSync(path, "utf8").replaceAll("\r\n", "\n");
    return createHash("sha256").update(text).digest("hex").slice(0, 32);
  } catch {
    return "";
  }
}
