import type { SequenceOptions } from "../../../model/sequence";
import type { SequenceOperationMap } from "../../../operations/sequence";
import { quoteIdentifier, quoteName } from "../identifiers";
import type { DdlSlice } from "./ddl";
import { removal, unlessThere } from "./existence";

export const sequenceDdl: DdlSlice<keyof SequenceOperationMap> = {
  createSequence: ({ name, options, ...existence }) => [
    ["CREATE SEQUENCE", unlessThere(existence, quoteName(name)), ...sequenceClauses(options)].join(" "),
  ],
  dropSequence: ({ name, ...existence }) => [`DROP SEQUENCE ${removal(existence, quoteName(name))}`],
  alterSequence: ({ name, options }) => {
    const clauses = sequenceClauses(options.to);
    return clauses.length === 0 ? [] : [["ALTER SEQUENCE", quoteName(name), ...clauses].join(" ")];
  },
  renameSequence: ({ from, to }) => [`ALTER SEQUENCE ${quoteName(from)} RENAME TO ${quoteIdentifier(to)}`],
};

/** The clauses for the options that are given, in the order of the manual. */
export function sequenceClauses(options: Partial<SequenceOptions>, { type = true } = {}): readonly string[] {
  const clauses: (readonly [string, string | undefined])[] = [
    ["AS", type ? options.type : undefined],
    ["INCREMENT BY", options.increment],
    ["MINVALUE", options.minimum],
    ["MAXVALUE", options.maximum],
    ["START WITH", options.start],
    ["CACHE", options.cache],
  ];
  const cycle = options.cycle === undefined ? [] : [options.cycle ? "CYCLE" : "NO CYCLE"];
  return [...clauses.flatMap(([word, value]) => (value === undefined ? [] : [`${word} ${value}`])), ...cycle];
}
