import type { Rule } from "../../../safety/rule";
import { blocksWrites } from "./blocks-writes";
import { narrowsType } from "./narrows-type";
import { notNullOnExisting } from "./not-null-on-existing";
import { rewritesTable } from "./rewrites-table";
import { uniqueOnExisting } from "./unique-on-existing";

/** What PostgreSQL does to a table while it alters it, and what is said in its SQL. What holds on any database is in `src/safety`. */
export const safetyRules: readonly Rule[] = [
  uniqueOnExisting,
  narrowsType,
  notNullOnExisting,
  rewritesTable,
  blocksWrites,
];
