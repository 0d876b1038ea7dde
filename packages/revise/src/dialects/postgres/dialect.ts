/** PostgreSQL 14 and later behind the socket of `dialect/dialect.ts`. */
import type { Dialect } from "../../dialect/dialect";
import { compile } from "./ddl/compile";
import { describeError } from "./errors";
import { interpolate } from "./expressions/interpolate";
import { settle } from "./expressions/settle";
import { quoteIdentifier, quoteName } from "./identifiers";
import { openSnapshot } from "./introspect/introspect";
import { lock } from "./lock";
import { enterSchema, leaveSchema } from "./search-path";
import { safetyRules } from "./safety/rules";
import { castExpression } from "./types/cast";
import { postgresTypes } from "./types/type-system";
import { versionTable } from "./version-table";

export const postgres: Dialect = {
  name: "postgres",
  types: postgresTypes,
  safetyRules,
  openSnapshot,
  settle,
  compile,
  interpolate,
  quote: quoteName,
  quoteIdentifier,
  castExpression,
  enterSchema,
  leaveSchema,
  statementTimeout: (milliseconds) =>
    milliseconds === null
      ? "RESET statement_timeout"
      : `SET statement_timeout = ${String(Math.round(milliseconds))}`,
  // To the server 0 means "for ever" (manual, lock_timeout), to our users "at once".
  lockTimeout: (milliseconds) =>
    milliseconds === null
      ? "RESET lock_timeout"
      : `SET lock_timeout = ${String(Math.max(1, Math.round(milliseconds)))}`,
  versionTable,
  lock,
  describeError,
};
