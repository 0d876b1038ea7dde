/** Rules, by which the server rewrites a statement into others. Triggers do most of it better. */
import { objectKey } from "../model/names";
import { fields, flag, listOf, nullable, oneOf, text, withDefault } from "./arguments";
import { anyRoutine, formerRoutine } from "./footprint";
import {
  createOnTable,
  dropOnTable,
  type CreateOnTable,
  type DropOnTable,
  type OnTableWords,
} from "./standalone";
import type { TraitsFor } from "./traits";

export interface Rule {
  readonly name: string;
  readonly event: "SELECT" | "INSERT" | "UPDATE" | "DELETE";
  readonly where: string | null;
  /** Whether the statement itself is not run. */
  readonly instead: boolean;
  /** What is run; nothing where there is none. */
  readonly commands: readonly string[];
}

export type CreateRule = CreateOnTable<"createRule", Rule>;
export type DropRule = DropOnTable<"dropRule", Rule>;

export interface RuleOperationMap {
  createRule: CreateRule;
  dropRule: DropRule;
}

const words: OnTableWords<Rule> = {
  create: "createRule",
  drop: "dropRule",
  noun: "rule",
  key: (table, name) => objectKey("rule", table, name),
  read: fields({
    name: text,
    event: oneOf("SELECT", "INSERT", "UPDATE", "DELETE"),
    where: withDefault(nullable(text), null),
    instead: withDefault(flag, false),
    commands: withDefault(listOf(text), []),
  }),
  encode: (rule) => ({
    name: rule.name,
    event: rule.event,
    ...(rule.where !== null && { where: rule.where }),
    ...(rule.instead && { instead: true }),
    ...(rule.commands.length > 0 && { commands: rule.commands }),
  }),
  needs: () => [anyRoutine],
  releases: () => [formerRoutine],
};

export const ruleTraits: TraitsFor<keyof RuleOperationMap> = {
  createRule: createOnTable(words),
  dropRule: dropOnTable(words),
};
