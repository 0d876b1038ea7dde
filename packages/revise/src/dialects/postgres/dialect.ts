/** PostgreSQL 14 and later behind the socket of `dialect/dialect.ts`. */
import type { Dialect } from "../../dialect/dialect";
import { countRows } from "./count-rows";
import { compile } from "./ddl/compile";
import { describeError } from "./errors";
import { interpolate } from "./expressions/interpolate";
import { endsTransaction, transactionControl } from "./expressions/outside-transaction";
import { afterValueRename } from "./expressions/renamed-value";
import { viewsAfterRenames } from "./expressions/renamed-views";
import { valueHolders } from "./ddl/enum-type";
import { giveOwn } from "./ddl/part";
import { rereadLists } from "./expressions/reread-lists";
import { refusedRevivals } from "./expressions/revivals";
import { settle } from "./expressions/settle";
import { implicitSequenceName, quoteIdentifier, quoteName } from "./identifiers";
import { openSnapshot } from "./introspect/introspect";
import { claimWork, lock } from "./lock";
import { nameHolders } from "./name-holders";
import { resume } from "./resume";
import { blockersOf, cancel } from "./sessions";
import { limitSession, lockTimeout, statementTimeout } from "./setting";
import { enterSchema, leaveSchema } from "./search-path";
import { safetyRules } from "./safety/rules";
import { castExpression } from "./types/cast";
import { comparableTypes } from "./types/comparable";
import { storesLongValues } from "./types/long-values";
import { postgresTypes } from "./types/type-system";
import { unaskedDrops } from "./unasked-drops";
import { versionTable } from "./version-table";
import { waitFor } from "./wait";

export const postgres: Dialect = {
  name: "postgres",
  types: postgresTypes,
  safetyRules,
  openSnapshot,
  settle,
  valueHolders,
  unaskedDrops,
  viewsAfterRenames,
  refusedRevivals,
  countRows,
  nameHolders,
  compile,
  interpolate,
  quote: quoteName,
  quoteIdentifier,
  castExpression,
  comparableTypes,
  storesLongValues,
  rereadable: rereadLists,
  afterValueRename,
  giveOwn,
  sequenceName: implicitSequenceName,
  enterSchema,
  leaveSchema,
  statementTimeout,
  lockTimeout,
  limitSession,
  waitFor,
  transactionControl,
  endsTransaction,
  versionTable,
  lock,
  claimWork,
  blockers: blockersOf,
  cancel,
  resume,
  describeError,
};
