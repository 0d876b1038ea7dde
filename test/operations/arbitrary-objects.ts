/** Operations on what the model does not hold: functions, triggers, policies, rights, comments … */
import fc, { type Arbitrary } from "fast-check";
import type { ColumnType } from "../../packages/revise/src/model/column-type";
import type { Target, TargetKind } from "../../packages/revise/src/operations/object/target";
import type { OperationMap } from "../../packages/revise/src/operations/operation";
import type { DefaultPrivilegeOperationMap } from "../../packages/revise/src/operations/default-privilege";
import type { DomainOperationMap } from "../../packages/revise/src/operations/domain";
import type { ObjectOperationMap } from "../../packages/revise/src/operations/object";
import type { PartitionOperationMap } from "../../packages/revise/src/operations/partition";
import type { PolicyOperationMap } from "../../packages/revise/src/operations/policy";
import type { PrivilegeOperationMap, PrivilegeTarget } from "../../packages/revise/src/operations/privilege";
import type { RoutineOperationMap } from "../../packages/revise/src/operations/routine";
import type { Routine } from "../../packages/revise/src/operations/routine/definition";
import type { RuleOperationMap } from "../../packages/revise/src/operations/rule";
import type { StatisticsOperationMap } from "../../packages/revise/src/operations/statistics";
import type { Trigger, TriggerOperationMap } from "../../packages/revise/src/operations/trigger";
import { anyText, creation, joined, maybe, names, qualifiedName, removal, some, to } from "./arbitrary-text";

const inTable = { table: qualifiedName };
const type: Arbitrary<ColumnType> = fc.constantFrom<ColumnType>(
  { schema: null, name: "integer", args: [], dimensions: 0 },
  { schema: null, name: "varchar", args: ["20"], dimensions: 1 },
);

const named = ["table", "index", "view", "materializedView", "sequence", "type", "domain"] as const;
const members = ["column", "constraint", "trigger", "policy"] as const;
const routines = ["function", "procedure"] as const;
const bare = ["schema", "extension"] as const;

/** An object of one of the kinds. */
function target(...kinds: readonly TargetKind[]): Arbitrary<Target> {
  const of = <Kind extends TargetKind>(all: readonly Kind[]): Kind[] =>
    all.filter((kind) => kinds.includes(kind));
  const some = <Kind extends TargetKind>(
    all: readonly Kind[],
    make: (kind: Arbitrary<Kind>) => Arbitrary<Target>,
  ): Arbitrary<Target>[] => (of(all).length === 0 ? [] : [make(fc.constantFrom(...of(all)))]);
  return fc.oneof(
    ...some(named, (kind) => fc.record({ kind, name: qualifiedName })),
    ...some(members, (kind) => fc.record({ kind, name: qualifiedName, member: anyText })),
    ...some(routines, (kind) =>
      fc.record(
        { kind, name: qualifiedName, arguments: fc.array(anyText, { maxLength: 2 }) },
        { requiredKeys: ["kind", "name"] },
      ),
    ),
    ...some(bare, (kind) => fc.record({ kind, name: anyText.map((name) => ({ schema: null, name })) })),
  );
}

const plain = {
  returns: null,
  volatility: "VOLATILE",
  strict: false,
  leakproof: false,
  parallel: "UNSAFE",
  cost: null,
  rows: null,
} as const;

const shared = {
  name: qualifiedName,
  arguments: some(anyText),
  language: fc.constantFrom("sql", "plpgsql"),
  body: fc.string(),
  securityDefiner: fc.boolean(),
  set: fc.dictionary(anyText, fc.array(anyText, { minLength: 1, maxLength: 2 }), { maxKeys: 2 }),
};
const procedure: Arbitrary<Routine> = fc.record(shared).map((one) => ({ ...plain, ...one }));
const someFunction: Arbitrary<Routine> = fc.record({
  ...shared,
  returns: anyText,
  volatility: fc.constantFrom("VOLATILE", "STABLE", "IMMUTABLE"),
  strict: fc.boolean(),
  leakproof: fc.boolean(),
  parallel: fc.constantFrom("UNSAFE", "RESTRICTED", "SAFE"),
  cost: maybe(fc.integer({ min: 1 }).map(String)),
  rows: maybe(fc.bigInt({ min: 1n }).map(String)),
});
const dropRoutine = joined(
  fc.record({ name: qualifiedName, arguments: some(anyText) }, { requiredKeys: ["name"] }),
  removal,
);

const trigger: Arbitrary<Trigger> = fc
  .record({
    name: anyText,
    timing: fc.constantFrom("BEFORE", "AFTER", "INSTEAD OF"),
    events: fc.uniqueArray(fc.constantFrom("INSERT", "UPDATE", "DELETE", "TRUNCATE"), { minLength: 1 }),
    columns: some(anyText),
    forEach: fc.constantFrom("ROW", "STATEMENT"),
    when: maybe(anyText),
    function: qualifiedName,
    arguments: some(fc.string()),
    constraint: fc.boolean(),
    deferrable: fc.constantFrom(null, "INITIALLY IMMEDIATE", "INITIALLY DEFERRED"),
    oldTable: maybe(anyText),
    newTable: maybe(anyText),
  })
  .map((one) => ({
    ...one,
    columns: one.events.includes("UPDATE") ? one.columns : [],
    deferrable: one.constraint ? one.deferrable : null,
  }));

const rights = fc.uniqueArray(fc.constantFrom("SELECT", "INSERT", "USAGE", "CREATE"), { maxLength: 2 });
const on: Arbitrary<PrivilegeTarget> = fc.oneof(
  target(
    "table",
    "view",
    "materializedView",
    "sequence",
    "function",
    "procedure",
    "type",
    "domain",
    "schema",
  ),
  fc.record({ kind: fc.constant("table" as const), name: qualifiedName, columns: names }),
  fc.record({ kind: fc.constantFrom("allTables", "allSequences", "allFunctions"), schema: anyText }),
);
const grant = { privileges: rights, on, roles: names };

const future = {
  privileges: rights,
  on: fc.record({
    kind: fc.constantFrom("tables", "sequences", "functions", "types", "schemas"),
    schema: maybe(anyText),
    createdBy: maybe(anyText),
  }),
  roles: names,
};

const changes = fc.record(
  { to: to(names), using: to(anyText), withCheck: to(anyText) },
  { requiredKeys: [] },
);

type Kinds =
  | keyof DomainOperationMap
  | keyof ObjectOperationMap
  | keyof PartitionOperationMap
  | keyof PolicyOperationMap
  | keyof RuleOperationMap
  | keyof StatisticsOperationMap
  | keyof DefaultPrivilegeOperationMap
  | keyof PrivilegeOperationMap
  | keyof RoutineOperationMap
  | keyof TriggerOperationMap
  | "alterExtension"
  | "refreshMaterializedView";

export const objectKinds: { readonly [Kind in Kinds]: Arbitrary<Omit<OperationMap[Kind], "kind">> } = {
  createFunction: fc.record({ definition: someFunction }),
  replaceFunction: fc.record({ definition: to(someFunction) }),
  dropFunction: dropRoutine,
  createProcedure: fc.record({ definition: procedure }),
  replaceProcedure: fc.record({ definition: to(procedure) }),
  dropProcedure: dropRoutine,
  createTrigger: fc.record({ ...inTable, definition: trigger }),
  dropTrigger: joined(fc.record({ ...inTable, name: anyText }), removal),
  enableTrigger: fc.record({ ...inTable, name: anyText }),
  disableTrigger: fc.record({ ...inTable, name: anyText }),
  createRule: fc.record({
    ...inTable,
    definition: fc.record({
      name: anyText,
      event: fc.constantFrom("SELECT", "INSERT", "UPDATE", "DELETE"),
      where: maybe(anyText),
      instead: fc.boolean(),
      commands: some(anyText),
    }),
  }),
  dropRule: joined(fc.record({ ...inTable, name: anyText }), removal),
  createStatistics: joined(
    fc.record({
      definition: fc.record({
        name: qualifiedName,
        table: qualifiedName,
        columns: names,
        expressions: some(anyText),
        kinds: fc.uniqueArray(fc.constantFrom("ndistinct", "dependencies", "mcv")),
      }),
    }),
    creation,
  ),
  dropStatistics: joined(fc.record({ name: qualifiedName }), removal),
  grantByDefault: fc.record({ ...future, withGrantOption: fc.boolean() }),
  revokeByDefault: fc.record(future),
  createPolicy: fc.record({
    ...inTable,
    definition: fc.record({
      name: anyText,
      as: fc.constantFrom("PERMISSIVE", "RESTRICTIVE"),
      for: fc.constantFrom("ALL", "SELECT", "INSERT", "UPDATE", "DELETE"),
      to: fc.oneof(names, fc.constant(["PUBLIC"])),
      using: maybe(anyText),
      withCheck: maybe(anyText),
    }),
  }),
  dropPolicy: joined(fc.record({ ...inTable, name: anyText }), removal),
  alterPolicy: joined(
    fc.record({ ...inTable, name: anyText }),
    changes.filter((one) => Object.keys(one).length > 0),
  ),
  enableRowSecurity: fc.record({ ...inTable, force: fc.boolean() }),
  disableRowSecurity: fc.record(inTable),
  grant: fc.record({ ...grant, withGrantOption: fc.boolean() }),
  revoke: fc.record({ ...grant, cascade: fc.boolean() }),
  createPartition: joined(
    fc.record({
      definition: fc.record(
        { name: qualifiedName, of: qualifiedName, values: anyText, partitionBy: anyText },
        { requiredKeys: ["name", "of", "values"] },
      ),
    }),
    creation,
  ),
  dropPartition: joined(fc.record({ name: qualifiedName }), removal),
  attachPartition: fc.record({ ...inTable, partition: qualifiedName, values: anyText }),
  detachPartition: fc.record({ ...inTable, partition: qualifiedName, concurrently: fc.boolean() }),
  createDomain: fc.record({
    definition: fc.record({
      name: qualifiedName,
      type,
      nullable: fc.boolean(),
      default: maybe(fc.record({ kind: fc.constant("expression" as const), sql: anyText })),
      collation: maybe(qualifiedName),
      checks: some(fc.record({ name: anyText, expression: anyText })),
    }),
  }),
  dropDomain: joined(fc.record({ name: qualifiedName }), removal),
  createCompositeType: fc.record({
    definition: fc.record({
      name: qualifiedName,
      fields: some(fc.record({ name: anyText, type, collation: maybe(qualifiedName) })),
    }),
  }),
  dropCompositeType: joined(fc.record({ name: qualifiedName }), removal),
  commentOn: fc.record({
    object: target(...named, ...members, ...routines, ...bare),
    comment: to(maybe(fc.string())),
  }),
  setSchema: fc.record({
    object: target("table", "view", "materializedView", "sequence", "type", "domain", ...routines),
    to: maybe(anyText),
  }),
  renameObject: fc.record({
    object: target("view", "materializedView", "domain", "type", ...routines, "trigger", "policy", "schema"),
    to: anyText,
  }),
  alterExtension: fc.record(
    { name: anyText, version: to(fc.oneof(fc.constant(null), fc.constant("1.6"))), schema: to(anyText) },
    { requiredKeys: ["name", "version"] },
  ),
  refreshMaterializedView: fc
    .record({ name: qualifiedName, concurrently: fc.boolean(), withData: fc.boolean() })
    .map((one) => ({ ...one, withData: one.withData || one.concurrently })),
};
