/**
 * The operations as data. `kind` is the name of the method of `op` and the word in a revision file; one noun file
 * each holds the shapes and what is true of them on any database (see `traits.ts`). Leave a kind out of a
 * {@link PerKind} table and the table does not compile: that is the list of places to fill for a new operation.
 */
import type { Custom } from "./custom";
import type { ColumnOperationMap } from "./column";
import type { ConstraintOperationMap } from "./constraint";
import type { DefaultPrivilegeOperationMap } from "./default-privilege";
import type { DomainOperationMap } from "./domain";
import type { EnumTypeOperationMap } from "./enum-type";
import type { ExtensionOperationMap } from "./extension";
import type { NamespaceOperationMap } from "./namespace";
import type { ObjectOperationMap } from "./object";
import type { PartitionOperationMap } from "./partition";
import type { PolicyOperationMap } from "./policy";
import type { PrivilegeOperationMap } from "./privilege";
import type { RoutineOperationMap } from "./routine";
import type { RuleOperationMap } from "./rule";
import type { SequenceOperationMap } from "./sequence";
import type { SqlOperationMap } from "./sql";
import type { StatisticsOperationMap } from "./statistics";
import type { TableOperationMap } from "./table";
import type { TableIndexOperationMap } from "./table-index";
import type { TriggerOperationMap } from "./trigger";
import type { ViewOperationMap } from "./view";

/** The operations of ours. */
export interface BuiltinOperationMap
  extends
    NamespaceOperationMap,
    ExtensionOperationMap,
    EnumTypeOperationMap,
    SequenceOperationMap,
    TableOperationMap,
    ColumnOperationMap,
    ConstraintOperationMap,
    TableIndexOperationMap,
    ViewOperationMap,
    DomainOperationMap,
    PartitionOperationMap,
    RoutineOperationMap,
    TriggerOperationMap,
    RuleOperationMap,
    StatisticsOperationMap,
    PolicyOperationMap,
    PrivilegeOperationMap,
    DefaultPrivilegeOperationMap,
    ObjectOperationMap,
    SqlOperationMap {}

export interface OperationMap extends BuiltinOperationMap {
  custom: Custom;
}

export type BuiltinKind = keyof BuiltinOperationMap;
export type BuiltinOperation = BuiltinOperationMap[BuiltinKind];
export type OperationKind = keyof OperationMap;
/** One change of a schema as data: what a call of `op` stands for. `kind` is the name of the call. */
export type Operation = OperationMap[OperationKind];

/** One function per kind of operation. */
export type PerKind<Kind extends OperationKind, Args extends readonly unknown[], Result> = {
  readonly [K in Kind]: (operation: OperationMap[K], ...args: Args) => Result;
};

/**
 * The change of one facet. Autogenerate always knows both sides, which makes the reverse exact; what a person wrote
 * states the new side alone.
 */
export interface Change<T> {
  readonly from?: T;
  readonly to: T;
}
