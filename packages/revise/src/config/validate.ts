/** What each option may be, as one table; anything else in a configuration is an error that names the key and the file. */
import { ReviseError } from "../errors";
import { limitKinds } from "../revisions/limits";
import { nearest } from "../util/nearest";
import { list, maskPasswords } from "../util/text";
import type { ReviseConfig } from "./define-config";

/** What an option may be, in words for people, and the test. */
interface Kind {
  readonly words: string;
  readonly accepts: (value: unknown) => boolean;
}

export type RawOptions = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is RawOptions {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";
const isFunction = (value: unknown): boolean => typeof value === "function";
const text: Kind = { words: "a string that is not empty", accepts: isText };
const flag: Kind = { words: "true or false", accepts: (value) => typeof value === "boolean" };
const callback: Kind = { words: "a function", accepts: isFunction };
const flagOrCallback: Kind = either(flag, callback);
const nothing: Kind = { words: "null", accepts: (value) => value === null };
const texts = arrayOf(text, "a list of strings");
const milliseconds: Kind = {
  words: "a whole number of milliseconds or null",
  accepts: limitKinds.lockTimeout,
};

const kinds: Readonly<Record<keyof ReviseConfig, Kind>> = {
  dataSource: {
    words: "the path of a module, a DataSource, or a function that gives one",
    accepts: (value) => (isText(value) && !isAddress(value)) || isFunction(value) || isDataSource(value),
  },
  directory: text,
  versionLocations: arrayOf(text, "a list of directories, one at least", 1),
  recursiveVersionLocations: flag,
  fileTemplate: text,
  timezone: either(text, nothing),
  truncateSlugLength: {
    words: "a whole number above 0",
    accepts: (value) => typeof value === "number" && Number.isInteger(value) && value > 0,
  },
  template: text,
  decisions: text,
  writeHooks: arrayOf(
    { words: "", accepts: (value) => isText(value) || isFunction(value) || isCommandHook(value) },
    "a list of functions, command lines and { command, options, cwd, name }",
  ),
  versionTable: text,
  versionTableSchema: either(text, nothing),
  schema: either(text, nothing),
  historyTable: either(flag, text),
  transaction: oneOf(["per-revision", "all", "none"]),
  compareType: flagOrCallback,
  compareServerDefault: flagOrCallback,
  includeSchemas: either(flag, texts),
  includeName: callback,
  includeObject: callback,
  operations: {
    words: "an object of operations by name, each with a function expand",
    accepts: (value) => isRecord(value) && Object.entries(value).every(isCustomOperation),
  },
  comparators: arrayOf(callback, "a list of functions"),
  renderItem: callback,
  processRevisionDirectives: callback,
  onVersionApply: either(callback, arrayOf(callback, "a list of functions")),
  unmanaged: oneOf(["keep", "drop"]),
  lockTimeout: milliseconds,
  statementTimeout: milliseconds,
  lockRetry: {
    words: "true, false or { timeout, attempts, delay, maxDelay }, in milliseconds and tries",
    accepts: limitKinds.lockRetry,
  },
  loader: oneOf(["auto", "none"]),
  environments: {
    words: "an object of options by name",
    accepts: (value) => isRecord(value) && Object.values(value).every(isRecord),
  },
};

/**
 * Checks the names and types of all options. Options that are undefined count as left out.
 *
 * @param prefix what stands before the keys in messages: `environments.reporting.`
 * @throws {ReviseError} `config-invalid`
 */
export function validateOptions(options: RawOptions, file: string, prefix = ""): void {
  for (const [key, value] of Object.entries(options)) {
    const kind = Object.hasOwn(kinds, key) ? kinds[key as keyof ReviseConfig] : undefined;
    if (kind === undefined || (prefix !== "" && isOutermost(key)))
      throw unknownOption(`${prefix}${key}`, key, file);
    if (value === undefined || kind.accepts(value)) continue;
    throw invalidOption(`${prefix}${key}`, `must be ${kind.words}, not ${display(value)}`, file);
  }
}

/** @param problem what goes on after the name of the option: `names a file that does not exist` */
export function invalidOption(key: string, problem: string, file: string, hint?: string): ReviseError {
  return new ReviseError("config-invalid", `Option "${key}" in ${file} ${problem}.`, {
    hint: hint ?? `Correct "${key}" in ${file}.`,
    details: { key, file },
  });
}

function unknownOption(name: string, key: string, file: string): ReviseError {
  const known = Object.keys(kinds);
  const meant = nearest(key, known);
  const hint =
    meant === null
      ? `The options are ${list(known)}.`
      : meant === key
        ? `Write "${key}" outside of "environments".`
        : `Did you mean "${meant}"?`;
  return new ReviseError("config-invalid", `Unknown option "${name}" in ${file}.`, {
    hint,
    details: { key: name, file },
  });
}

function isOutermost(key: string): boolean {
  return key === "environments" || key === "loader";
}

function either(left: Kind, right: Kind): Kind {
  return {
    words: `${left.words}${left.words.includes(" or ") ? "," : ""} or ${right.words}`,
    accepts: (value) => left.accepts(value) || right.accepts(value),
  };
}

function arrayOf(item: Kind, words: string, least = 0): Kind {
  return {
    words,
    accepts: (value) =>
      Array.isArray(value) && value.length >= least && value.every((entry) => item.accepts(entry)),
  };
}

function oneOf(words: readonly string[]): Kind {
  return {
    words: list(
      words.map((word) => `"${word}"`),
      "or",
    ),
    accepts: (value) => typeof value === "string" && words.includes(value),
  };
}

/** `postgres://…`: a likely mistake, which must not be echoed as the path of a file, because a password is in it. */
function isAddress(value: unknown): boolean {
  return typeof value === "string" && /^\w+:\/\//.test(value);
}

/** By TypeORM's brand, which every version and copy sets; `instanceof` fails across copies. */
function isDataSource(value: unknown): boolean {
  return typeof value === "object" && value !== null && "@instanceof" in value && "options" in value;
}

function isCommandHook(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { name, command, options, cwd, ...rest } = value;
  const optional = [name, cwd].every((entry) => entry === undefined || isText(entry));
  const hasOptions = options === undefined || typeof options === "string" || texts.accepts(options);
  return isText(command) && optional && hasOptions && Object.keys(rest).length === 0;
}

const customParts = ["expand", "reverse", "describe", "render"];

function isCustomOperation([, operation]: readonly [string, unknown]): boolean {
  if (!isRecord(operation) || !isFunction(operation["expand"])) return false;
  return Object.entries(operation).every(
    ([key, part]) => customParts.includes(key) && (part === undefined || isFunction(part)),
  );
}

function display(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (Array.isArray(value))
    return value.length === 0 ? "an empty list" : `[${value.map(display).join(", ")}]`;
  // By its keys: among them is the one too many, and what they hold may be secret.
  if (isRecord(value) && Object.keys(value).length > 0) return `{ ${Object.keys(value).join(", ")} }`;
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "string" ? JSON.stringify(maskPasswords(value)) : String(value);
}
