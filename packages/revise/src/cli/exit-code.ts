/** The documented exit codes: 0 done, 1 a difference was found, 2 wrong usage, 3 failed. */
import { differenceCodes, usageCodes, type ErrorCode } from "../errors";

export const exitCodes = { done: 0, difference: 1, usage: 2, failed: 3 } as const;

const byCode = new Map<ErrorCode, number>([
  ...differenceCodes.map((code) => [code, exitCodes.difference] as const),
  ...usageCodes.map((code) => [code, exitCodes.usage] as const),
]);

export function exitCodeOf(code: ErrorCode): number {
  return byCode.get(code) ?? exitCodes.failed;
}
