/** Finds the user's DataSource among what their module exports. */
import type { DataSource } from "typeorm";
import { ReviseError } from "../errors";
import { list, messageOf } from "../util/text";
import { metadataError, isTypeOrmError } from "./metadata-error";

interface Export {
  readonly name: string;
  readonly value: unknown;
}

interface Found {
  readonly name: string;
  readonly dataSource: DataSource;
}

/**
 * The one DataSource that a module exports: by any name, as default, as `module.exports`, as a promise, or
 * as the result of a function without required parameters, which may also give a module that exports it. Functions are called only where nothing else is a
 * DataSource, and never several of them to see which is the one.
 *
 * @param moduleExports what `import()` or `require()` gave, or the DataSource itself
 * @param file the module, for messages
 * @throws `data-source-not-found`, `data-source-ambiguous`; whether its type is supported is for the dialects to say
 */
export async function findDataSource(moduleExports: unknown, file: string): Promise<DataSource> {
  const exported = listExports(moduleExports);
  const instances = await findInstances(exported, file);
  const found = instances.length > 0 ? instances : await callFactory(exported, file);
  const distinct = [...new Set(found.map(({ dataSource }) => dataSource))];
  const [dataSource] = distinct;
  if (dataSource === undefined) throw notFound(exported, file);
  if (distinct.length > 1) throw ambiguous(found, file);
  return dataSource;
}

/** Recognises a DataSource of any copy and version of TypeORM; `instanceof` fails across copies. */
export function isDataSource(value: unknown): value is DataSource {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as { "@instanceof"?: unknown })["@instanceof"] === Symbol.for("DataSource")
  );
}

function listExports(moduleExports: unknown): Export[] {
  if (isDataSource(moduleExports) || isPromise(moduleExports) || typeof moduleExports === "function") {
    return [{ name: "module.exports", value: moduleExports }];
  }
  if (typeof moduleExports !== "object" || moduleExports === null) return [];
  return Object.entries(moduleExports).flatMap(([name, value]: [string, unknown]) =>
    name === "default" && isInterop(value)
      ? Object.entries(value).map(([inner, innerValue]: [string, unknown]) => ({
          name: inner,
          value: innerValue,
        }))
      : [{ name, value }],
  );
}

/** A CommonJS module that was imported as ESM has its exports once more under `default`. */
function isInterop(value: unknown): value is object {
  return typeof value === "object" && value !== null && !isDataSource(value) && !isPromise(value);
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    (typeof value === "object" || typeof value === "function") &&
    value !== null &&
    typeof (value as { then?: unknown }).then === "function"
  );
}

async function findInstances(exported: readonly Export[], file: string): Promise<Found[]> {
  const found: Found[] = [];
  for (const { name, value } of exported) {
    const settled = isPromise(value) ? await settle(value, name, file) : value;
    if (isDataSource(settled)) found.push({ name, dataSource: settled });
  }
  return found;
}

/** A function may connect, so only the one that is plainly meant is called: the default export or the only one. */
async function callFactory(exported: readonly Export[], file: string): Promise<Found[]> {
  const factories = new Map<unknown, string>();
  for (const { name, value } of exported) {
    if (isFactory(value) && (!factories.has(value) || name === "default")) factories.set(value, name);
  }
  const named = [...factories].filter(([, name]) => /data_?source|orm/i.test(name));
  const chosen =
    [...factories].find(([, name]) => name === "default" || name === "module.exports") ??
    (factories.size === 1 ? [...factories][0] : named.length === 1 ? named[0] : undefined);
  if (chosen === undefined) {
    if (factories.size > 1) throw ambiguousFactories([...factories.values()], file);
    return [];
  }
  const [factory, name] = chosen;
  const result = await settle(factory as () => unknown, name, file);
  // `() => import("./data-source")` gives the module.
  return isDataSource(result) ? [{ name, dataSource: result }] : findInstances(listExports(result), file);
}

function isFactory(value: unknown): value is () => unknown {
  return (
    typeof value === "function" &&
    value.length === 0 &&
    !/^class\b/.test(Function.prototype.toString.call(value))
  );
}

async function settle(
  source: PromiseLike<unknown> | (() => unknown),
  name: string,
  file: string,
): Promise<unknown> {
  try {
    return await (typeof source === "function" ? source() : source);
  } catch (cause) {
    if (isTypeOrmError(cause)) throw metadataError(cause);
    const text = messageOf(cause);
    throw new ReviseError(
      "module-load-failed",
      `The export "${name}" of ${file} gives no DataSource: ${text}`,
      {
        hint: "It is a promise or a function of yours that failed; the DataSource need not be initialized.",
        cause,
        details: { file, name },
      },
    );
  }
}

function notFound(exported: readonly Export[], file: string): ReviseError {
  const names = exported.map(({ name }) => name);
  const what = names.length === 0 ? "It exports nothing." : `Its exports are ${list(names)}.`;
  return new ReviseError("data-source-not-found", `${file} exports no TypeORM DataSource. ${what}`, {
    hint:
      "Export one, as in `export default new DataSource({ … })`, or a function without parameters that returns one; " +
      'or name another module in the "dataSource" option of the configuration.',
    details: { file, exports: names },
  });
}

function ambiguous(found: readonly Found[], file: string): ReviseError {
  const names = found.map(({ name }) => name);
  return new ReviseError("data-source-ambiguous", `${file} exports several DataSources: ${list(names)}.`, {
    hint:
      "Make a module that exports the one to use, and name it in the configuration: " +
      `\`export { ${names[0] === "default" ? (names[1] ?? "") : (names[0] ?? "")} as default } from "…"\`. Several ` +
      'databases are the "environments" of the configuration.',
    details: { file, exports: names },
  });
}

function ambiguousFactories(names: readonly string[], file: string): ReviseError {
  return new ReviseError(
    "data-source-ambiguous",
    `${file} exports no DataSource but several functions: ${list(names)}.`,
    {
      hint: "Export the one that makes the DataSource as default; revise does not call functions to try them.",
      details: { file, exports: names },
    },
  );
}
