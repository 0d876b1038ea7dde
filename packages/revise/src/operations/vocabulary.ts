/** The words of `op`: ours and those that the configuration adds. */
import { ReviseError } from "../errors";
import { nearest } from "../util/nearest";
import type { Call } from "./call";
import type { Custom } from "./custom";
import type { Operation } from "./operation";
import { decodeCall } from "./shorthand";
import { isOperationKind, operationKinds } from "./traits-table";
import { messageOf } from "../util/text";

/** A statement of SQL, or a call of `op` as a list: its name and its arguments. */
export type Step = string | Call;

/** An operation that the configuration adds to `op`. Its functions get the arguments of the call. */
export interface CustomOperation {
  /** What a call stands for, in this order: statements of SQL, and calls of `op` as lists. */
  readonly expand: (...args: never[]) => readonly Step[];
  /** What takes it back. Without it the ways back of the calls in `expand` do, as far as they have one; SQL has none. */
  readonly reverse?: (...args: never[]) => readonly Step[];
  /** A sentence for reports, without a full stop: `Audit user`. */
  readonly describe?: (...args: never[]) => string;
  /** The statement that autogenerate writes; the call of the operation unless stated. */
  readonly render?: (...args: never[]) => string;
}

export type Vocabulary = Readonly<Record<string, CustomOperation>>;

export const plainVocabulary: Vocabulary = {};

/** What `op` has besides operations, and what would make a promise of it. */
const taken: ReadonlySet<string> = new Set(["autocommit", "queryRunner", "manager", "then"]);

/**
 * Checks the names of the operations that a configuration adds.
 *
 * @throws `config-invalid`
 */
export function checkVocabulary(vocabulary: Vocabulary, file: string): void {
  for (const name of Object.keys(vocabulary)) {
    const isTaken = isOperationKind(name) || taken.has(name);
    if (!isTaken && /^[A-Za-z_$][\w$]*$/.test(name)) continue;
    const problem = isTaken ? "has that name already" : "can't have such a method";
    throw new ReviseError("config-invalid", `Option "operations.${name}" in ${file}: op ${problem}.`, {
      hint: "Give the operation another name, of letters and digits.",
      details: { key: `operations.${name}`, file },
    });
  }
}

/**
 * The operations that a step stands for.
 *
 * @throws `operation-invalid` for what is no step, and for what the functions of a custom operation throw
 */
export function operationsOf(step: Step, vocabulary: Vocabulary): readonly Operation[] {
  if (typeof step === "string") return [sqlOperation(step, vocabulary)];
  const [name, ...args] = step as readonly [name: string, ...args: readonly unknown[]];
  if (Object.hasOwn(vocabulary, name)) return [customOperation(name, args, vocabulary)];
  if (isOperationKind(name)) return decodeCall(name, args);
  const meant = nearest(name, [...Object.keys(vocabulary), ...operationKinds]);
  throw new ReviseError("operation-invalid", `There is no operation op.${name}`, {
    ...(meant !== null && { hint: `Did you mean op.${meant}?` }),
  });
}

/** A call that lost its brackets reads like SQL of one word. */
function sqlOperation(sql: string, vocabulary: Vocabulary): Operation {
  if (isOperationKind(sql) || Object.hasOwn(vocabulary, sql)) {
    throw new ReviseError("operation-invalid", `"${sql}" is the name of an operation where SQL is expected`, {
      hint: `A call is a list in the list of steps: [["${sql}", …]].`,
    });
  }
  return { kind: "execute", sql, parameters: [] };
}

function customOperation(name: string, args: readonly unknown[], vocabulary: Vocabulary): Custom {
  const definition = vocabulary[name];
  const ask = (part: keyof CustomOperation): unknown => {
    const answer = definition?.[part] as ((...given: readonly unknown[]) => unknown) | undefined;
    return answer === undefined ? null : called(name, part, () => answer(...args));
  };
  const steps = (part: "expand" | "reverse"): readonly Operation[] => {
    const found = ask(part);
    if (Array.isArray(found))
      return (found as readonly Step[]).flatMap((step) => operationsOf(step, vocabulary));
    throw new ReviseError("operation-invalid", `${part} of the operation ${name} gave no list of steps`, {
      hint: 'Return a list of SQL statements and calls: ["SELECT 1", ["dropTable", "user"]].',
    });
  };
  return {
    kind: "custom",
    name,
    arguments: args,
    operations: steps("expand"),
    summary: ask("describe") as string | null,
    text: ask("render") as string | null,
    undo: definition?.reverse === undefined ? null : () => steps("reverse"),
  };
}

function called<Result>(name: string, part: string, call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    const reason = messageOf(error);
    throw new ReviseError("operation-invalid", `${part} of the operation ${name} failed: ${reason}`, {
      hint: "It stands under operations in the configuration.",
      cause: error,
    });
  }
}
