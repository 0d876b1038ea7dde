/** Constraints and indexes out of thin air. */
import fc, { type Arbitrary } from "fast-check";
import type {
  Check,
  ConstraintIndex,
  Exclusion,
  ForeignKey,
  PrimaryKey,
  Unique,
} from "../../packages/revise/src/model/constraint";
import type { IndexDetails, IndexKey, TableIndex } from "../../packages/revise/src/model/table-index";
import { anyText, maybe, names, qualifiedName, some } from "./arbitrary-text";

export const deferrable = fc.constantFrom(
  null,
  "INITIALLY IMMEDIATE" as const,
  "INITIALLY DEFERRED" as const,
);
const action = fc.constantFrom("NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT");
const givenName = fc.constant(true);

const comment = fc.option(anyText, { nil: undefined });

const indexOfExclusion = { clustered: fc.constant(true as const), tablespace: anyText, comment: anyText };
const indexOfKey = {
  ...indexOfExclusion,
  replicaIdentity: fc.constant(true as const),
  parameters: fc.dictionary(anyText, anyText, { maxKeys: 2 }),
};

function someOf(parts: {
  [Key in keyof ConstraintIndex]: Arbitrary<ConstraintIndex[Key]>;
}): Arbitrary<ConstraintIndex | undefined> {
  const index = fc
    .record(parts, { requiredKeys: [] })
    .filter((one) => Object.keys(one).length > 0) as Arbitrary<ConstraintIndex>;
  return fc.option(index, { nil: undefined });
}

export const primaryKey: Arbitrary<PrimaryKey> = fc.record({
  kind: fc.constant("primaryKey" as const),
  name: anyText,
  givenName,
  columns: names,
  deferrable,
  include: some(anyText),
  index: someOf(indexOfKey),
  comment,
});
export const unique: Arbitrary<Unique> = fc.record({
  kind: fc.constant("unique" as const),
  name: anyText,
  givenName,
  columns: names,
  deferrable,
  include: some(anyText),
  nullsNotDistinct: fc.boolean(),
  index: someOf(indexOfKey),
  comment,
});
/** What is not enforced is not valid either. */
const validity: Arbitrary<Pick<Check, "notValid" | "notEnforced">> = fc.constantFrom(
  { notValid: false },
  { notValid: true },
  { notValid: true, notEnforced: true },
);
export const foreignKey: Arbitrary<ForeignKey> = fc
  .record({
    kind: fc.constant("foreignKey" as const),
    name: anyText,
    givenName,
    columns: names,
    references: fc.record({ table: qualifiedName, columns: names }),
    onDelete: action,
    onDeleteColumns: some(anyText),
    onUpdate: action,
    match: fc.constantFrom("SIMPLE" as const, "FULL" as const),
    deferrable,
    comment,
    state: validity,
  })
  .map(({ state, ...key }) => ({
    ...key,
    ...state,
    references: { ...key.references, columns: key.columns },
  }));
export const check: Arbitrary<Check> = fc
  .record({
    kind: fc.constant("check" as const),
    name: anyText,
    givenName,
    expression: anyText,
    noInherit: fc.boolean(),
    comment,
    state: validity,
  })
  .map(({ state, ...one }) => ({ ...one, ...state }));
export const exclusion: Arbitrary<Exclusion> = fc.record({
  kind: fc.constant("exclusion" as const),
  name: anyText,
  givenName,
  expression: anyText,
  deferrable,
  index: someOf(indexOfExclusion),
  comment,
});

const indexKey: Arbitrary<IndexKey> = fc
  .record({
    text: anyText,
    isColumn: fc.boolean(),
    collation: maybe(qualifiedName),
    operatorClass: maybe(anyText),
    order: fc.constantFrom("ASC" as const, "DESC" as const),
    nulls: fc.constantFrom("FIRST" as const, "LAST" as const),
  })
  .map(({ text, isColumn, ...rest }) => ({
    ...rest,
    column: isColumn ? text : null,
    expression: isColumn ? null : text,
  }));
/** The tablespace is an option of the operation in a revision file. */
const indexDetails: Arbitrary<IndexDetails> = fc
  .record(
    {
      clustered: fc.constant(true as const),
      replicaIdentity: fc.constant(true as const),
      statistics: fc.dictionary(fc.constantFrom("1", "2"), fc.nat(10_000).map(String), { minKeys: 1 }),
    },
    { requiredKeys: [] },
  )
  .filter((details) => Object.keys(details).length > 0);

export const tableIndex: Arbitrary<TableIndex> = fc.record({
  name: anyText,
  givenName,
  keys: fc.array(indexKey, { minLength: 1, maxLength: 3 }),
  include: some(anyText),
  unique: fc.boolean(),
  nullsNotDistinct: fc.boolean(),
  method: fc.constantFrom("btree", "gin", "gist"),
  where: maybe(anyText),
  parameters: fc.dictionary(anyText, anyText, { maxKeys: 2 }),
  concurrently: fc.boolean(),
  comment,
  details: fc.option(indexDetails, { nil: undefined }),
  valid: fc.constant(true),
});
