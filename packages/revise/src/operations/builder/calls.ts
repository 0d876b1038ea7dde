/** Every call of `op` that is an operation. */
import type { ColumnCalls } from "./column";
import type { ConstraintCalls } from "./constraint";
import type { DefaultPrivilegeCalls } from "./default-privilege";
import type { DomainCalls } from "./domain";
import type { EnumTypeCalls } from "./enum-type";
import type { NamespaceCalls } from "./namespace";
import type { ObjectCalls } from "./object";
import type { PartitionCalls } from "./partition";
import type { PolicyCalls } from "./policy";
import type { PrivilegeCalls } from "./privilege";
import type { RoutineCalls } from "./routine";
import type { RuleCalls } from "./rule";
import type { SequenceCalls } from "./sequence";
import type { SqlCalls } from "./sql";
import type { StatisticsCalls } from "./statistics";
import type { TableCalls } from "./table";
import type { TableIndexCalls } from "./table-index";
import type { TriggerCalls } from "./trigger";
import type { ViewCalls } from "./view";

export interface Calls
  extends
    NamespaceCalls,
    EnumTypeCalls,
    SequenceCalls,
    TableCalls,
    ColumnCalls,
    ConstraintCalls,
    TableIndexCalls,
    ViewCalls,
    DomainCalls,
    PartitionCalls,
    RoutineCalls,
    TriggerCalls,
    RuleCalls,
    StatisticsCalls,
    PolicyCalls,
    PrivilegeCalls,
    DefaultPrivilegeCalls,
    ObjectCalls,
    SqlCalls {}
