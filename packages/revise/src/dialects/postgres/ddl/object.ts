import type { ObjectOperationMap } from "../../../operations/object";
import type { Target, TargetKind } from "../../../operations/object/target";
import { quoteLiteral } from "../expressions/literal";
import { quoteIdentifier, quoteName } from "../identifiers";
import { commentOn } from "./comment";
import { doBlock, type DdlSlice } from "./ddl";
import { argumentList } from "./routine";

export const objectDdl: DdlSlice<keyof ObjectOperationMap> = {
  commentOn: ({ object, comment }) => [commentOn(objectPhrase(object), comment.to)],
  setSchema: ({ object, to }) => {
    const move = `ALTER ${objectPhrase(object)} SET SCHEMA `;
    return [to === null ? toDefaultSchema(move) : `${move}${quoteIdentifier(to)}`];
  },
  renameObject: ({ object, to }) => [`ALTER ${objectPhrase(object)} RENAME TO ${quoteIdentifier(to)}`],
};

/** SQL has no word for the default schema here. */
function toDefaultSchema(move: string): string {
  return doBlock(
    `BEGIN\n  EXECUTE ${quoteLiteral(move)} || pg_catalog.quote_ident(pg_catalog.current_schema());\nEND`,
  );
}

const words: Readonly<Record<TargetKind, string>> = {
  table: "TABLE",
  index: "INDEX",
  view: "VIEW",
  materializedView: "MATERIALIZED VIEW",
  sequence: "SEQUENCE",
  type: "TYPE",
  domain: "DOMAIN",
  function: "FUNCTION",
  procedure: "PROCEDURE",
  column: "COLUMN",
  constraint: "CONSTRAINT",
  trigger: "TRIGGER",
  policy: "POLICY",
  schema: "SCHEMA",
  extension: "EXTENSION",
};

/** `TABLE "user"`, `COLUMN "user"."email"`, `TRIGGER "touch" ON "post"`, `FUNCTION "add"(integer)` */
export function objectPhrase({ kind, name, member, arguments: list }: Target): string {
  if (member === undefined) return `${words[kind]} ${quoteName(name)}${argumentList(list)}`;
  if (kind === "column") return `COLUMN ${quoteName(name)}.${quoteIdentifier(member)}`;
  return `${words[kind]} ${quoteIdentifier(member)} ON ${quoteName(name)}`;
}
