/** Constraints as a revision file writes them; what is the default is left out. */
import type {
  Check,
  ConstraintIndex,
  Exclusion,
  ForeignKey,
  PrimaryKey,
  Unique,
} from "../../model/constraint";
import {
  fields,
  filledListOf,
  flag,
  invalid,
  listOf,
  nullable,
  oneOf,
  optional,
  recordOf,
  string,
  text,
  withDefault,
  type Reader,
} from "../arguments";
import { encodeName, objectName } from "../object-name";

type Encoded = Readonly<Record<string, unknown>>;

const columns = filledListOf(text);
const columnsOrNone = withDefault(listOf(text), []);
const yes = withDefault(flag, false);
export const whenChecked = nullable(oneOf("INITIALLY IMMEDIATE", "INITIALLY DEFERRED"));
const deferrable = withDefault(whenChecked, null);
const action = withDefault(
  oneOf("NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"),
  "NO ACTION" as const,
);
const comment = optional(text);
const match = withDefault(oneOf("SIMPLE", "FULL"), "SIMPLE" as const);

/** What is said of the index behind the constraint. */
const ofExclusion = {
  parameters: optional(recordOf(string)),
  tablespace: optional(text),
  clustered: yes,
  indexComment: optional(text),
};
const ofKey = { ...ofExclusion, replicaIdentity: yes };

/** What is said, without what is not. */
function indexOf({
  parameters,
  tablespace,
  clustered,
  replicaIdentity,
}: Partial<ReadIndex>): ConstraintIndex {
  return {
    ...(parameters && { parameters }),
    ...(tablespace !== undefined && { tablespace }),
    ...(clustered && { clustered }),
    ...(replicaIdentity && { replicaIdentity }),
  };
}

function encodeIndex(index: ConstraintIndex = {}): Encoded {
  return { ...indexOf(index), ...(index.comment !== undefined && { indexComment: index.comment }) };
}

interface ReadIndex {
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  readonly tablespace?: string | undefined;
  readonly clustered: boolean;
  readonly replicaIdentity?: boolean | undefined;
  readonly indexComment?: string | undefined;
}

function withIndex<Read extends ReadIndex>({
  parameters,
  tablespace,
  clustered,
  replicaIdentity,
  indexComment,
  ...read
}: Read): Omit<Read, keyof ReadIndex> & { readonly index?: ConstraintIndex } {
  const index: ConstraintIndex = {
    ...indexOf({ parameters, tablespace, clustered, replicaIdentity }),
    ...(indexComment !== undefined && { comment: indexComment }),
  };
  return Object.keys(index).length === 0 ? read : { ...read, index };
}

export function encodeKey(key: PrimaryKey | Unique): Encoded {
  return {
    name: key.name,
    columns: key.columns,
    ...(key.deferrable && { deferrable: key.deferrable }),
    ...(key.include.length > 0 && { include: key.include }),
    ...(key.kind === "unique" && key.nullsNotDistinct && { nullsNotDistinct: true }),
    ...encodeIndex(key.index),
    ...(key.comment !== undefined && { comment: key.comment }),
  };
}

const readPrimaryKey = fields({ name: text, columns, deferrable, include: columnsOrNone, ...ofKey, comment });
const readUnique = fields({
  name: text,
  columns,
  deferrable,
  include: columnsOrNone,
  nullsNotDistinct: yes,
  ...ofKey,
  comment,
});

export const primaryKey: Reader<PrimaryKey> = (value, place) => ({
  kind: "primaryKey",
  givenName: true,
  ...withIndex(readPrimaryKey(value, place)),
});

export const unique: Reader<Unique> = (value, place) => ({
  kind: "unique",
  givenName: true,
  ...withIndex(readUnique(value, place)),
});

/** What is not enforced is not valid either. */
function encodeState({ notValid, notEnforced }: ForeignKey | Check): Encoded {
  if (notEnforced) return { notEnforced };
  return notValid ? { notValid } : {};
}

function withState<Read extends { readonly notValid: boolean; readonly notEnforced: boolean }>({
  notEnforced,
  ...read
}: Read): Omit<Read, "notEnforced"> & { readonly notEnforced?: true } {
  return notEnforced ? { ...read, notValid: true, notEnforced } : read;
}

export function encodeForeignKey(key: ForeignKey): Encoded {
  return {
    name: key.name,
    columns: key.columns,
    references: { table: encodeName(key.references.table), columns: key.references.columns },
    ...(key.onDelete !== "NO ACTION" && { onDelete: key.onDelete }),
    ...(key.onDeleteColumns.length > 0 && { onDeleteColumns: key.onDeleteColumns }),
    ...(key.onUpdate !== "NO ACTION" && { onUpdate: key.onUpdate }),
    ...(key.match !== "SIMPLE" && { match: key.match }),
    ...(key.deferrable && { deferrable: key.deferrable }),
    ...encodeState(key),
    ...(key.comment !== undefined && { comment: key.comment }),
  };
}

const readForeignKey = fields({
  name: text,
  columns,
  references: fields({ table: objectName, columns }),
  onDelete: action,
  onDeleteColumns: columnsOrNone,
  onUpdate: action,
  match,
  deferrable,
  notValid: yes,
  notEnforced: yes,
  comment,
});

export const foreignKey: Reader<ForeignKey> = (value, place) => {
  const read = readForeignKey(value, place);
  if (read.columns.length !== read.references.columns.length) {
    throw invalid(
      place,
      "does not pair its columns",
      "columns and references.columns must have the same length.",
    );
  }
  return { kind: "foreignKey", givenName: true, ...withState(read) };
};

export function encodeCheck(check: Check): Encoded {
  return {
    name: check.name,
    expression: check.expression,
    ...(check.noInherit && { noInherit: true }),
    ...encodeState(check),
    ...(check.comment !== undefined && { comment: check.comment }),
  };
}

const readCheck = fields({
  name: text,
  expression: text,
  noInherit: yes,
  notValid: yes,
  notEnforced: yes,
  comment,
});

export const check: Reader<Check> = (value, place) => ({
  kind: "check",
  givenName: true,
  ...withState(readCheck(value, place)),
});

export function encodeExclusion(exclusion: Exclusion): Encoded {
  return {
    name: exclusion.name,
    expression: exclusion.expression,
    ...(exclusion.deferrable && { deferrable: exclusion.deferrable }),
    ...encodeIndex(exclusion.index),
    ...(exclusion.comment !== undefined && { comment: exclusion.comment }),
  };
}

const readExclusion = fields({ name: text, expression: text, deferrable, ...ofExclusion, comment });

export const exclusion: Reader<Exclusion> = (value, place) => ({
  kind: "exclusion",
  givenName: true,
  ...withIndex(readExclusion(value, place)),
});
