/** How a column comes to fill itself, and how it stops: serial, identity and expression (leaving only). */
import type { Generation } from "../../../model/column";
import type { SequenceOptions } from "../../../model/sequence";
import type { AlterColumn } from "../../../operations/column";
import type { Change } from "../../../operations/operation";
import { assertNever } from "../../../util/assert-never";
import { quoteLiteral } from "../expressions/literal";
import { quoteIdentifier, quoteName } from "../identifiers";
import { canonicalType } from "../types/canonical";
import { identityClause, nextValue, ownSequence, sequenceOf } from "./column-definition";
import { doBlock } from "./ddl";
import { sequenceClauses } from "./sequence";

type GenerationChange = Change<Generation | null>;
type Identity = Extract<Generation, { kind: "identity" }>;
type Serial = Extract<Generation, { kind: "serial" }>;

/** The statements that end the old way, before the type changes. */
export function leaveGeneration(operation: AlterColumn, change: GenerationChange): readonly string[] {
  const column = alterColumnOf(operation);
  const from = change.from;
  if (from === undefined) return [leaveUnknown(operation, change.to)];
  if (from === null || (from.kind === "identity" && change.to?.kind === "identity")) return [];
  switch (from.kind) {
    case "serial":
      return [
        `${column} DROP DEFAULT`,
        `DROP SEQUENCE ${quoteName(sequenceOf(operation.table, operation.column, from))}`,
      ];
    case "identity":
      return [`${column} DROP IDENTITY`];
    case "expression":
      return [`${column} DROP EXPRESSION`];
    default:
      return assertNever(from);
  }
}

/**
 * A revision file says only what the column shall be; what it was, the catalog knows. The sequence of a serial column
 * goes as well; that of an identity goes with the identity.
 */
function leaveUnknown(operation: AlterColumn, to: Generation | null): string {
  const column = alterColumnOf(operation);
  return doBlock(
    [
      "DECLARE",
      `  owned text := pg_catalog.${identitySequence(operation)};`,
      "BEGIN",
      ...(to?.kind === "identity" ? [`  IF ${isIdentity(operation)} THEN RETURN; END IF;`] : []),
      `  ${column} DROP IDENTITY IF EXISTS;`,
      `  ${column} DROP EXPRESSION IF EXISTS;`,
      `  ${column} DROP DEFAULT;`,
      "  IF pg_catalog.to_regclass(owned) IS NOT NULL THEN EXECUTE 'DROP SEQUENCE ' || owned; END IF;",
      "END",
    ].join("\n"),
  );
}

function isIdentity(operation: AlterColumn): string {
  return (
    `EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = ${quoteLiteral(quoteName(operation.table))}` +
    `::pg_catalog.regclass AND attname = ${quoteLiteral(operation.column)} AND attidentity <> '')`
  );
}

/** The statements that begin the new way, after type and NOT NULL. */
export function enterGeneration(operation: AlterColumn, change: GenerationChange): readonly string[] {
  const to = change.to;
  if (to === null || to.kind === "expression") return [];
  if (to.kind === "serial") return enterSerial(operation, to);
  if (change.from?.kind === "identity") return alterIdentity(operation, change.from, to);
  const add = [
    `${alterColumnOf(operation)} ADD ${identityClause(to)}`,
    startAfterRows(operation, identitySequence(operation), to.options),
  ];
  return change.from === undefined ? [enterIdentity(operation, to, add)] : add;
}

/** Where the column is an identity already, its kind and all of its options are set; it goes on after the rows. */
function enterIdentity(operation: AlterColumn, to: Identity, add: readonly string[]): string {
  const kind = `GENERATED ${to.always ? "ALWAYS" : "BY DEFAULT"}`;
  const actions = [kind, ...resetClauses(to, () => true), ...sequenceClauses(to.options, { type: false })];
  const set = `${alterColumnOf(operation)} ${actions.map((action) => `SET ${action}`).join(" ")}`;
  return doBlock(
    [
      "BEGIN",
      `  IF ${isIdentity(operation)} THEN`,
      ...[set, passRows(operation, to.options)].map(asStep),
      "  ELSE",
      ...add.map(asStep),
      "  END IF;",
      "END",
    ].join("\n"),
  );
}

/** A statement within a block, where the result of a query has to be thrown away by name. */
function asStep(statement: string): string {
  return `    ${statement.replace(/^SELECT /, "PERFORM ")};`;
}

function alterColumnOf(operation: AlterColumn): string {
  return `ALTER TABLE ${quoteName(operation.table)} ALTER COLUMN ${quoteIdentifier(operation.column)}`;
}

function identitySequence(operation: AlterColumn): string {
  return `pg_get_serial_sequence(${quoteLiteral(quoteName(operation.table))}, ${quoteLiteral(operation.column)})`;
}

/**
 * The default is set before the greatest value is read: its lock keeps new rows out, so that the first number drawn is
 * free.
 */
function enterSerial(operation: AlterColumn, to: Serial): readonly string[] {
  const sequence = sequenceOf(operation.table, operation.column, to);
  const type = operation.type === undefined ? null : canonicalType(operation.type.to).name;
  return [
    `CREATE SEQUENCE ${quoteName(sequence)}${type === null ? "" : ` AS ${type}`}`,
    ...(type === null ? [typeAsColumn(operation, quoteName(sequence))] : []),
    `${alterColumnOf(operation)} SET DEFAULT ${nextValue(sequence)}`,
    ownSequence(sequence, operation.table, operation.column),
    startAfterRows(operation, quoteLiteral(quoteName(sequence)), {}),
  ];
}

/** The operation does not tell the type of the column, the catalog does. */
function typeAsColumn(operation: AlterColumn, sequence: string): string {
  return doBlock(
    [
      "BEGIN",
      `  EXECUTE ${quoteLiteral(`ALTER SEQUENCE ${sequence} AS `)}`,
      "    || (SELECT pg_catalog.format_type(atttypid, NULL) FROM pg_catalog.pg_attribute",
      `        WHERE attrelid = ${quoteLiteral(quoteName(operation.table))}::pg_catalog.regclass`,
      `          AND attname = ${quoteLiteral(operation.column)});`,
      "END",
    ].join("\n"),
  );
}

/** Without rows, or with rows below the start, the sequence stays at its start. */
function startAfterRows(operation: AlterColumn, sequence: string, options: Partial<SequenceOptions>): string {
  const descending = isDescending(options);
  const last = lastOf(operation, options);
  return `SELECT setval(${sequence}, ${last}) FROM ${quoteName(operation.table)} HAVING ${last} ${descending ? "<=" : ">="} ${startOf(options)}`;
}

/** The options that `to` does not state and that `wanted` picks, set to what they are where nothing is said. */
function resetClauses(to: Identity, wanted: (option: keyof SequenceOptions) => boolean): readonly string[] {
  const plain = {
    increment: "INCREMENT BY 1",
    minimum: "NO MINVALUE",
    maximum: "NO MAXVALUE",
    start: `START WITH ${startOf(to.options)}`,
    cache: "CACHE 1",
    cycle: "NO CYCLE",
  } as const;
  return (Object.keys(plain) as (keyof typeof plain)[])
    .filter((option) => to.options[option] === undefined && wanted(option))
    .map((option) => plain[option]);
}

/** Where a sequence starts, if it is not told: at its lower bound, or at the upper one when it descends. */
function startOf(options: Partial<SequenceOptions>): string {
  if (options.start !== undefined) return options.start;
  return isDescending(options) ? (options.maximum ?? "-1") : (options.minimum ?? "1");
}

function isDescending(options: Partial<SequenceOptions>): boolean {
  return options.increment?.startsWith("-") ?? false;
}

function alterIdentity(operation: AlterColumn, from: Identity, to: Identity): readonly string[] {
  const kept: Partial<SequenceOptions> = Object.fromEntries(
    Object.entries(to.options).filter(([key, value]) => key !== "type" && optionOf(from, key) !== value),
  );
  const actions = [
    ...(from.always === to.always ? [] : [`GENERATED ${to.always ? "ALWAYS" : "BY DEFAULT"}`]),
    ...resetClauses(to, (option) => from.options[option] !== undefined),
    ...sequenceClauses(kept),
  ];
  if (actions.length === 0) return [];
  const set = `${alterColumnOf(operation)} ${actions.map((action) => `SET ${action}`).join(" ")}`;
  return from.always === to.always ? [set] : [set, passRows(operation, to.options)];
}

/** Rows may have been given numbers that the sequence has not come to yet; it only ever goes on. */
function passRows(operation: AlterColumn, options: Partial<SequenceOptions>): string {
  const sequence = identitySequence(operation);
  const drawn = `pg_sequence_last_value(${sequence}::regclass)`;
  const further = isDescending(options) ? `<= ${drawn}` : `>= ${drawn}`;
  return `${startAfterRows(operation, sequence, options)} AND (${drawn} IS NULL OR ${lastOf(operation, options)} ${further})`;
}

function lastOf(operation: AlterColumn, options: Partial<SequenceOptions>): string {
  return `${isDescending(options) ? "min" : "max"}(${quoteIdentifier(operation.column)})`;
}

function optionOf(identity: Identity, key: string): string | boolean | undefined {
  return identity.options[key as keyof SequenceOptions];
}
