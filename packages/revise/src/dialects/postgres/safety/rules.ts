import type { Rule } from "../../../safety/rule";
import { blocksWrites } from "./blocks-writes";
import { narrowsType } from "./narrows-type";
import { notNullOnExisting } from "./not-null-on-existing";
import { rewritesTable } from "./rewrites-table";

/** What PostgreSQL does to a table while it alters it. What holds on any database is in `src/safety`. */
export const safetyRules: readonly Rule[] = [narrowsType, notNullOnExisting, rewritesTable, blocksWrites];
