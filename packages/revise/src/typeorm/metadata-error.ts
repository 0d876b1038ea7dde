/** TypeORM's complaints about entities, as errors that say what to do. */
import { isReviseError, ReviseError } from "../errors";
import { copiesError } from "./copies";
import { messageOf } from "../util/text";

const undefinedColumnType = /^Column type for (.+?)#(\S+) is not defined and cannot be guessed/;
const unsupportedDataType = /^Data type "(.*)" in "(.+)\.([^."]+)" is not supported/;

/**
 * Turns what a metadata build, or the import of an entity file, threw into a {@link ReviseError}.
 *
 * - A column whose type is unknown: `metadata-lost`. TypeORM guesses types from what the TypeScript compiler emits
 *   for decorators; loaders built on esbuild drop it.
 * - Anything else that TypeORM says: `metadata-invalid`.
 * - What is no error of TypeORM's came out of a module that TypeORM imported: `module-load-failed`.
 *
 * An error of ours stays what it is, unless a lost type is what made a module fail to load.
 */
export function metadataError(error: unknown): ReviseError {
  if (isReviseError(error)) return lostTypeBehind(error) ?? error;
  const text = messageOf(error);
  return (
    lostType(text, error) ?? unsupportedType(text, error) ?? copiesError(error) ?? otherError(text, error)
  );
}

/** Whether `error` was thrown by any copy of TypeORM. */
export function isTypeOrmError(error: unknown): error is Error {
  for (
    let link: unknown = error;
    typeof link === "object" && link !== null;
    link = Object.getPrototypeOf(link)
  ) {
    const owner: unknown = (link as { constructor?: unknown }).constructor;
    if (typeof owner === "function" && owner.name === "TypeORMError") return true;
  }
  return false;
}

function lostTypeBehind(error: ReviseError): ReviseError | null {
  if (error.code !== "module-load-failed") return null;
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
    const lost = lostType(cause.message, error);
    if (lost !== null) return lost;
  }
  return null;
}

function lostType(text: string, cause: unknown): ReviseError | null {
  const match = undefinedColumnType.exec(text);
  if (match === null) return null;
  const [, entity = "", property = ""] = match;
  return new ReviseError("metadata-lost", `The type of the column ${entity}.${property} is not known.`, {
    hint:
      `TypeORM guesses it from metadata that the TypeScript compiler emits for decorators. Either the loader in use ` +
      `drops that metadata (tsx and other loaders built on esbuild do; so does Node's own type stripping), or ` +
      `"experimentalDecorators" and "emitDecoratorMetadata" are not both true in the tsconfig.json that holds for the ` +
      `entity, or "reflect-metadata" is not imported before it. Stating the type, as in ` +
      `@Column({ type: "varchar" }), always works.`,
    cause,
    details: { entity, property },
  });
}

function unsupportedType(text: string, cause: unknown): ReviseError | null {
  const match = unsupportedDataType.exec(text);
  if (match === null) return null;
  const [, type = "", entity = "", property = ""] = match;
  return new ReviseError(
    "metadata-invalid",
    `The column ${entity}.${property} has the type "${type}", which PostgreSQL does not have or TypeORM does not know.`,
    {
      hint: guessed.has(type)
        ? `"${type}" is what TypeScript emits for a union, an interface, an array or a type it cannot see. State the ` +
          `column type: @Column({ type: "varchar" }), @Column("jsonb"), @Column({ type: "text", array: true }).`
        : "Give the column a type of PostgreSQL that TypeORM supports.",
      cause,
      details: { entity, property, type },
    },
  );
}

const guessed = new Set(["Object", "Array", "Function", "Promise", "Symbol", "BigInt", "Map", "Set"]);

function otherError(text: string, cause: unknown): ReviseError {
  if (isTypeOrmError(cause)) {
    return new ReviseError("metadata-invalid", `TypeORM rejects the entities: ${text}`, {
      hint: "Correct the entity; TypeORM would refuse to start the application with the same words.",
      cause,
    });
  }
  const ours = errorOfLoader(cause);
  if (ours !== null) return ours;
  const file = fileOf(cause);
  return new ReviseError(
    "module-load-failed",
    `Loading the entities failed${file === null ? "" : ` in ${file}`}: ${text}`,
    {
      hint: "Every entity must load: entities that are missing would look like tables to drop.",
      cause,
      details: { file },
    },
  );
}

/** An error of our loader loses its class on the way out of the thread that Node.js 20 runs loader hooks in. */
function errorOfLoader(error: unknown): ReviseError | null {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "module-load-failed") return null;
  const hint = "hint" in error && typeof error.hint === "string" ? { hint: error.hint } : {};
  return new ReviseError("module-load-failed", error.message, { ...hint, cause: error });
}

/** The file to look at: who asked for a missing module, where a syntax error is, or the first frame of the project. */
function fileOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { requireStack } = error as { requireStack?: unknown };
  if (Array.isArray(requireStack) && typeof requireStack[0] === "string") return requireStack[0];
  const imported = / imported from (.+)$/m.exec(error.message)?.[1];
  if (imported !== undefined) return imported;
  const frames = (error.stack ?? "").split("\n").flatMap((line) => {
    const path = /((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^():]*?\.[cm]?[jt]sx?):\d+/.exec(line)?.[1];
    return path === undefined || /[\\/]node_modules[\\/]/.test(path) ? [] : [path];
  });
  return frames[0] ?? null;
}
