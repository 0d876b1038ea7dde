/** What an id and a branch label may look like, so that the grammar of targets can tell them from its own signs. */
import { symbols } from "./target";

/** Why a text can't be a revision id, as the end of a sentence; null where it can. */
export function invalidId(id: string): string | null {
  if (/[@:+-]/.test(id)) return 'holds one of the characters "@", ":", "+" and "-"';
  return invalidName(id);
}

/** Why a text can't be a branch label; null where it can. */
export function invalidLabel(label: string): string | null {
  if (/[@:+]/.test(label)) return 'holds one of the characters "@", ":" and "+"';
  if (label.startsWith("-") || /-\d+$/.test(label)) return "reads like an offset";
  return invalidName(label);
}

function invalidName(name: string): string | null {
  if (name === "") return "is empty";
  if (/[\s\p{C}/\\]/u.test(name)) return "holds a blank, a slash or a control character";
  if (name.length > 100) return "is longer than 100 characters";
  return symbols.some((symbol) => symbol === name) ? "is a word of the target grammar" : null;
}
