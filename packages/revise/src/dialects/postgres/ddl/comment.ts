import { quoteLiteral } from "../expressions/literal";

/** @param object `TABLE "user"`, `COLUMN "user"."email"` */
export function commentOn(object: string, comment: string | null): string {
  return `COMMENT ON ${object} IS ${comment === null || comment === "" ? "NULL" : quoteLiteral(comment)}`;
}
