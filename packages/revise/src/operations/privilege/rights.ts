/** What all operations on rights have in common: which rights, on what, of whom. */
import type { ObjectKey } from "../../model/names";
import { list } from "../../util/text";
import { fields, filledListOf, flag, invalid, text, withDefault, type Reader } from "../arguments";
import { trailing } from "../existence";
import { footprintOf } from "../footprint";
import type { OperationTraits } from "../traits";

export interface Rights<On> {
  /** `SELECT`, `USAGE`, …; empty for all. */
  readonly privileges: readonly string[];
  readonly on: On;
  readonly roles: readonly string[];
}

/** What is particular to that which rights are on. */
interface RightsOn<On> {
  readonly describe: (on: On) => string;
  readonly encode: (on: On) => object;
  readonly needs: (on: On) => readonly ObjectKey[];
}

type SharedTraits<Op> = Pick<OperationTraits<Op>, "describe" | "apply" | "footprint" | "encode">;

interface RightsTraits<On> {
  readonly grant: SharedTraits<Rights<On> & { readonly withGrantOption: boolean }>;
  readonly revoke: SharedTraits<Rights<On> & { readonly cascade?: boolean }>;
}

/** The traits of giving and of taking rights, as far as they are alike whatever the rights are on. */
export function rightsTraits<On>(noun: RightsOn<On>): RightsTraits<On> {
  const phrase = ({ privileges, on }: Rights<On>): string =>
    `${privileges.length === 0 ? "all privileges" : privileges.join(", ")} on ${noun.describe(on)}`;
  const encode = ({ privileges, on, roles }: Rights<On>): readonly unknown[] => [
    privileges.length === 0 ? "ALL" : privileges,
    noun.encode(on),
    roles,
  ];
  const shared: Pick<SharedTraits<Rights<On>>, "apply" | "footprint"> = {
    apply: (model) => model,
    footprint: ({ on }) => footprintOf({ needs: noun.needs(on) }),
  };
  return {
    grant: {
      ...shared,
      describe: (rights) => `Grant ${phrase(rights)} to ${list(rights.roles)}`,
      encode: ({ withGrantOption, ...rights }) => [...encode(rights), ...trailing({ withGrantOption })],
    },
    revoke: {
      ...shared,
      describe: (rights) => `Revoke ${phrase(rights)} from ${list(rights.roles)}`,
      encode: ({ cascade, ...rights }) => [...encode(rights), ...trailing({ cascade })],
    },
  };
}

/** Words alone: a privilege is no identifier and cannot be quoted. */
const privilege: Reader<string> = (value, place) => {
  const word = text(value, place);
  if (!/^[a-z]+( [a-z]+)*$/i.test(word)) throw invalid(place, `is no privilege: ${JSON.stringify(word)}`);
  return word.toUpperCase();
};

const privileges: Reader<readonly string[]> = (value, place) =>
  value === "ALL" ? [] : filledListOf(privilege)(value, place);

/** Readers of the arguments that come before the options. */
export function rightsArguments<On>(
  on: Reader<On>,
): readonly [Reader<readonly string[]>, Reader<On>, Reader<readonly string[]>] {
  return [privileges, on, filledListOf(text)];
}

export const grantOptions = withDefault(fields({ withGrantOption: withDefault(flag, false) }), {
  withGrantOption: false,
});
