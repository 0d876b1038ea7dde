/** The rules that hold for any database. */
import type { Rule } from "./rule";
import { checkOnExisting } from "./rules/check-on-existing";
import { checkOnNewValues, nullInNewValues, uniqueOnNewValues } from "./rules/computed-anew";
import { dropsData } from "./rules/drops-data";
import { fillIn } from "./rules/fill-in";
import { foreignKeyOnExisting } from "./rules/foreign-key-on-existing";
import { irreversible } from "./rules/irreversible";
import { notNullWithoutDefault } from "./rules/not-null-without-default";

export const generalRules: readonly Rule[] = [
  dropsData,
  fillIn,
  notNullWithoutDefault,
  checkOnExisting,
  foreignKeyOnExisting,
  nullInNewValues,
  uniqueOnNewValues,
  checkOnNewValues,
  irreversible,
];
